using static System.FormattableString;

namespace Gyrus.Imaging;

/// <summary>Counts, voxel by voxel, the volumes that hold NaN or infinity, because such a value counts as 0 or is filled in.</summary>
internal sealed class NonFiniteVoxels
{
    private int[]? _volumes;

    /// <summary>Counts the values of one volume. Safe from several threads; the sum does not depend on their order.</summary>
    public void Add(ReadOnlySpan<double> volume)
    {
        int voxels = volume.Length;
        int[] counts = LazyInitializer.EnsureInitialized(ref _volumes, () => new int[voxels]);
        for (int v = 0; v < voxels; v++)
        {
            if (!double.IsFinite(volume[v]))
            {
                Interlocked.Increment(ref counts[v]);
            }
        }
    }

    /// <summary>What a reader must know of them: nothing when every value is finite.</summary>
    /// <param name="name">What the image is called.</param>
    /// <param name="volumes">How many volumes the image has.</param>
    public IEnumerable<string> Warnings(string name, int volumes)
    {
        if (_volumes is null)
        {
            yield break;
        }

        int always = _volumes.Count(n => n == volumes);
        int sometimes = _volumes.Count(n => n > 0) - always;
        if (sometimes > 0)
        {
            yield return Invariant(
                $"{name}: {sometimes} voxels are NaN or infinite in some volumes and count as 0 there (or are filled from their neighbours before resampling). A region that holds one jumps in these volumes: repair the image, leave the voxels out with a mask, or the volumes with a sample mask."
            );
        }

        if (always > 0)
        {
            yield return Invariant(
                $"{name}: {always} of {_volumes.Length} voxels are NaN or infinite in every volume and count as 0. That is usual outside the brain; inside a region it makes the mean smaller: a mask leaves them out."
            );
        }
    }
}
