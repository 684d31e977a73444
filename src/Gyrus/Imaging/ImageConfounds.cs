using Gyrus.Signals;

namespace Gyrus.Imaging;

/// <summary>Confounds that come from the image itself.</summary>
public static class ImageConfounds
{
    /// <summary>The leading time courses of the voxels that vary most, of the raw image, without extracting regions.</summary>
    /// <param name="image">The image; read once or, when it is large, twice.</param>
    /// <param name="options">How many confounds, from how many voxels.</param>
    /// <param name="mask">The voxels that count (not 0), brought to the image's grid; null for all.</param>
    /// <param name="run">Who is told how far it is, and how to stop; null for the defaults.</param>
    /// <returns>As <see cref="HighVarianceConfounds.Of"/>. Voxels that are not finite at any time are passed over.</returns>
    /// <exception cref="ArgumentException">The mask has no voxel in the image, or too few voxels vary.</exception>
    public static Confounds HighVariance(
        IVolumeSeries image,
        HighVarianceConfounds options,
        Volume? mask = null,
        ExtractionRun? run = null
    )
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(options);
        run ??= new ExtractionRun();
        bool[]? counts = mask is null ? null : VoxelMask.On(image.Grid, mask);
        var scan = new VarianceScan(options, image, new RegionExtractor().HighVarianceMemoryBytes, counts);
        VolumeBlocks.ForEach(image, "Finding high-variance voxels", run, scan.Add);
        return scan.Finish(run);
    }
}
