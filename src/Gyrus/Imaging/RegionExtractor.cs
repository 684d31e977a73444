using Gyrus.Numerics;
using Gyrus.Signals;

namespace Gyrus.Imaging;

/// <summary>
/// The signal of every region of an atlas: least squares of the volume on maps, or a statistic of the voxels of a label or a
/// sphere, or the voxels themselves.
/// </summary>
/// <remarks>
/// <para>
/// In this order: the image is resampled to the grid where it meets the atlas, smoothed, masked, and reduced to regions.
/// For maps M (regions × voxels) the signals are argmin ‖x − Mᵀs‖² = (MMᵀ)⁻¹M·x, in double, over the voxels where a map
/// is not zero, the mask is set and the image has data.
/// </para>
/// <para>
/// All of it but <see cref="Clip"/> and the statistics other than mean and sum is linear in the image, and is computed as
/// one product then: docs/methods/signal-extraction.md. The result does not depend on the number of threads.
/// </para>
/// <para>
/// Voxels that are not finite count as 0 once on the common grid; a spline is carried two voxels into them first, as in
/// <see cref="Resampler"/>.
/// </para>
/// </remarks>
public sealed record RegionExtractor
{
    /// <summary>Gets on whose grid image and atlas meet. Default: the image's.</summary>
    public ResamplingTarget Target { get; init; } = ResamplingTarget.Data;

    /// <summary>Gets how the image is read between its voxels when it is resampled. Default: continuous.</summary>
    public Interpolation Interpolation { get; init; } = Interpolation.Continuous;

    /// <summary>Gets the smoothing of the image on the common grid, or null for none.</summary>
    public Smoothing? Smoothing { get; init; }

    /// <summary>Gets a mask: voxels where it is 0 (or not finite) do not count. Null for none.</summary>
    public Volume? Mask { get; init; }

    /// <summary>Gets what a label or a sphere makes of its voxels; maps do not use it. Default: the mean.</summary>
    public RegionStatistic Statistic { get; init; } = RegionStatistic.Mean;

    /// <summary>
    /// Gets whether resampled values are clipped to [min(least of the recording, 0), max(greatest, 0)], as nilearn's maskers do.
    /// Default true.
    /// </summary>
    /// <remarks>
    /// Only continuous interpolation of the image can leave that range: beside a steep edge, such as that of a masked brain, a
    /// spline swings below 0. Without clipping the whole extraction is linear in the image.
    /// </remarks>
    public bool Clip { get; init; } = true;

    /// <summary>
    /// Gets what is done with regions that have no voxel. Null, the default: seeds fail, being put where a signal is wanted;
    /// others are left out, with a warning.
    /// </summary>
    public EmptyRegions? EmptyRegions { get; init; }

    /// <summary>
    /// Gets whether two regions may share a voxel. Null, the default: maps may (least squares tells them apart), spheres may not.
    /// </summary>
    /// <remarks>The check looks once the regions are on the common grid and masked, and changes nothing.</remarks>
    public bool? AllowOverlap { get; init; }

    /// <summary>
    /// Gets the most bytes that the signals of one image may take, volumes × regions × 8: beyond, the extraction refuses before
    /// it reads. Default 8 GiB. At least 1.
    /// </summary>
    /// <remarks>It matters for <see cref="VoxelsAtlas"/>. The extraction holds the signals twice, cleaning about four times.</remarks>
    public long MostSignalBytes
    {
        get;
        init =>
            field =
                value >= 1
                    ? value
                    : throw new ArgumentOutOfRangeException(
                        nameof(MostSignalBytes),
                        "MostSignalBytes must be at least 1."
                    );
    } = 8L << 30;

    /// <summary>Gets the high-variance confounds to take from the raw image in the same pass, or null for none.</summary>
    public HighVarianceConfounds? HighVariance { get; init; }

    /// <summary>
    /// Gets how many bytes of the image may be kept while its variances are computed: of a larger image the voxels that vary
    /// least are let go, and when that is not enough it is read twice. Default 44 MiB. At least 0.
    /// </summary>
    /// <remarks>44 MiB read some 600 volumes of 150,000 voxels once. The result does not depend on it.</remarks>
    public long HighVarianceMemoryBytes
    {
        get;
        init =>
            field =
                value >= 0
                    ? value
                    : throw new ArgumentOutOfRangeException(
                        nameof(HighVarianceMemoryBytes),
                        "HighVarianceMemoryBytes must be at least 0."
                    );
    } = 44L << 20;

    /// <summary>Gets the most threads that compute, or null for all of the machine; reading has its own. At least 1.</summary>
    public int? Threads
    {
        get;
        init => field = value is { } n ? Require.AtLeast(1, n, nameof(Threads)) : null;
    }

    /// <summary>Prepares the extraction for all images on one grid: the work that does not depend on the values.</summary>
    /// <exception cref="ArgumentException">
    /// Atlas, mask and image do not overlap, their grids differ though <see cref="Target"/> is None, or maps are linearly dependent.
    /// </exception>
    public ExtractionPlan Prepare(IAtlas atlas, Grid imageGrid)
    {
        ArgumentNullException.ThrowIfNull(atlas);
        ArgumentNullException.ThrowIfNull(imageGrid);
        return ExtractionPlan.Create(this, atlas, imageGrid);
    }

    /// <summary>Extracts the signals of one image.</summary>
    /// <param name="image">The image; it is read once or twice, volume by volume.</param>
    /// <param name="atlas">The regions.</param>
    /// <param name="run">What the signals are called, who is told how far it is, and how to stop; null for the defaults.</param>
    /// <exception cref="ArgumentException">As for <see cref="Prepare"/>.</exception>
    /// <exception cref="InvalidDataException">The image ends early or is damaged.</exception>
    public ExtractedSignals Extract(IVolumeSeries image, IAtlas atlas, ExtractionRun? run = null)
    {
        ArgumentNullException.ThrowIfNull(image);
        return Prepare(atlas, image.Grid).Extract(image, run);
    }
}
