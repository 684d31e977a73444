using static System.FormattableString;

namespace Gyrus.Imaging;

/// <summary>How good a recording is, volume by volume and voxel by voxel.</summary>
public sealed record ImageQuality
{
    /// <summary>
    /// Gets DVARS: the root mean square over voxels of the change from the volume before, on a scale on which the median of the
    /// mask is 1000. One per volume; NaN for the first.
    /// </summary>
    public required IReadOnlyList<double> Dvars { get; init; }

    /// <summary>Gets DVARS by what independent volumes of the same autocorrelation would give: about 1. NaN for the first.</summary>
    public required IReadOnlyList<double> StandardisedDvars { get; init; }

    /// <summary>Gets the mean over the voxels of the mask, one per volume, in the units of the image.</summary>
    public required IReadOnlyList<double> GlobalSignal { get; init; }

    /// <summary>Gets the temporal signal-to-noise ratio of every voxel of the image.</summary>
    public required Volume TemporalSnr { get; init; }

    /// <summary>Gets the median of the temporal signal-to-noise ratio over the mask.</summary>
    public required double MedianTemporalSnr { get; init; }

    /// <summary>Gets the number of voxels in the mask.</summary>
    public required int MaskVoxels { get; init; }

    /// <summary>Gets what is suspicious but usable, in full sentences.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }

    /// <summary>Measures a recording.</summary>
    /// <param name="image">The recording, at least 3 volumes. Read once with a mask, twice without; once more for each further 512 MiB of mask × time.</param>
    /// <param name="mask">The brain (not 0), brought to the grid of the image; null to compute one (<see cref="AutomaticMask"/>).</param>
    /// <param name="detrend">Whether the straight line of each voxel is removed for the temporal signal-to-noise ratio.</param>
    /// <param name="run">Who is told how far it is, and how to stop; null for the defaults.</param>
    /// <exception cref="ArgumentException">The mask has no voxel in the image, nothing in it varies, or there are fewer than 3 volumes.</exception>
    /// <remarks>
    /// DVARS: Power et al. (2012), NeuroImage 59:2142, doi:10.1016/j.neuroimage.2011.10.018. Its standardisation: Nichols (2017),
    /// arXiv:1704.01469: σ̂ = (IQR / 1.349)·√(2(1 − ρ̂₁)) per voxel, quartiles from below, ρ̂₁ by Yule and Walker; DVARS is divided by
    /// the mean of σ̂. Voxels whose quartiles agree are left out. It is what nipype's <c>ComputeDVARS</c> and so fMRIPrep compute.
    /// </remarks>
    public static ImageQuality Measure(
        IVolumeSeries image,
        Volume? mask = null,
        bool detrend = false,
        ExtractionRun? run = null
    ) => Measure(image, mask, new TemporalSnr { Detrend = detrend }, run ?? new ExtractionRun(), 512L << 20);

    internal static ImageQuality Measure(
        IVolumeSeries image,
        Volume? mask,
        TemporalSnr snr,
        ExtractionRun run,
        long budget
    )
    {
        ArgumentNullException.ThrowIfNull(image);
        if (image.Count < 3)
        {
            throw new ArgumentException(
                Invariant($"{image.Name}: DVARS needs at least 3 volumes, but the image has {image.Count}.")
            );
        }

        string stage = $"Measuring {run.Subject ?? image.Name}";
        var warnings = new List<string>();
        var moments = new VoxelMoments(image);
        if (mask is null)
        {
            ComputedMask computed = new AutomaticMask().Compute(image, run);
            mask = computed.Mask;
            warnings.Add($"{image.Name}: no brain mask was given; one was computed from the image.");
            warnings.AddRange(computed.Warnings);
        }

        bool[] inside = VoxelMask.On(image.Grid, mask);
        var scan = new DvarsScan(image, [.. Enumerable.Range(0, inside.Length).Where(v => inside[v])], budget);
        VolumeBlocks.ForEach(
            image,
            stage,
            run,
            block =>
            {
                moments.Add(block);
                scan.Add(block);
            }
        );
        scan.Finish(run, warnings);
        Volume map = snr.Of(image.Grid, moments);
        double[] inMask = [.. scan.Voxels.Select(v => map.Values[v]).Order()];
        return new ImageQuality
        {
            Dvars = scan.Dvars,
            StandardisedDvars = scan.StandardisedDvars,
            GlobalSignal = scan.GlobalSignal,
            TemporalSnr = map,
            MedianTemporalSnr = 0.5 * (inMask[(inMask.Length - 1) / 2] + inMask[inMask.Length / 2]),
            MaskVoxels = inMask.Length,
            Warnings = warnings,
        };
    }
}
