using System.Runtime.InteropServices;

namespace Gyrus.Covariance.GroupSparse;

/// <summary>Zeroed numbers at an address that is a multiple of 64 bytes and does not move.</summary>
internal sealed unsafe class AlignedBuffer
{
    private const int Alignment = 64;
    private readonly double[] _values;

    public AlignedBuffer(long length)
    {
        _values = GC.AllocateArray<double>(checked((int)(length + (Alignment / sizeof(double)))), pinned: true);
        nint address = (nint)Marshal.UnsafeAddrOfPinnedArrayElement(_values, 0);
        Pointer = (double*)((address + Alignment - 1) / Alignment * Alignment);
        Length = length;
    }

    public long Length { get; }

    /// <summary>Gets the first number. Valid as long as this buffer is referenced.</summary>
    public double* Pointer { get; }
}
