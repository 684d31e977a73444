namespace Gyrus.Numerics.Kernels;

/// <summary>
/// The scratch memory of one thread: pinned arrays that grow and are kept, so that repeated calls allocate nothing.
/// Every slot has one user at a time; two kernels that nest use different slots.
/// </summary>
internal sealed unsafe class Workspace
{
    private const int Alignment = 64;

    [ThreadStatic]
    private static Workspace? _mine;

    private readonly double[]?[] _slots = new double[]?[Enum.GetValues<WorkspaceSlot>().Length];

    /// <summary>The workspace of the calling thread.</summary>
    public static Workspace Mine => _mine ??= new Workspace();

    /// <summary>At least <paramref name="length"/> doubles, aligned to a cache line; what they hold is undefined.</summary>
    public double* Rent(WorkspaceSlot slot, long length)
    {
        double[]? array = _slots[(int)slot];
        const int Slack = Alignment / sizeof(double);
        if (array is null || array.Length < length + Slack)
        {
            array = GC.AllocateUninitializedArray<double>(checked((int)(length + Slack)), pinned: true);
            _slots[(int)slot] = array;
        }

        nint start = System.Runtime.InteropServices.Marshal.UnsafeAddrOfPinnedArrayElement(array, 0);
        return (double*)((start + Alignment - 1) & ~(nint)(Alignment - 1));
    }

    /// <summary>
    /// The distance between columns of a scratch matrix: whole cache lines, and not a multiple of 512 bytes, which would
    /// put every column into the same few sets of the cache.
    /// </summary>
    public static int LeadingDimension(int rows)
    {
        int rounded = RoundUp(rows, 8);
        return rounded % 64 == 0 ? rounded + 8 : rounded;
    }

    /// <summary>The least multiple of <paramref name="step"/> that is not less.</summary>
    public static int RoundUp(int value, int step) => (value + step - 1) / step * step;
}
