using System.Numerics.Tensors;
using Gyrus.Numerics;
using static System.FormattableString;

namespace Gyrus.Imaging;

/// <summary>The brain in a raw EPI: above the largest gap between the sorted values of the mean image.</summary>
/// <remarks>
/// <para>
/// The mean over time is smoothed a little (1 voxel FWHM, with opening only), and its voxels are sorted. Between the fractions
/// <see cref="LowerCutoff"/> and <see cref="UpperCutoff"/> of them the largest step from one to the next is found; its middle is the
/// threshold. Then <see cref="Opening"/> erosions, the largest 6-connected part, twice as many dilations, as many erosions.
/// </para>
/// <para>
/// For images with noise around the brain; where the background is one value, <see cref="BackgroundMask"/> is the better choice.
/// As nilearn's <c>compute_epi_mask</c>, voxel for voxel.
/// </para>
/// </remarks>
public sealed record EpiMask : IMaskStrategy
{
    private const double SmoothingVoxels = 1;

    /// <summary>Gets the fraction of voxels that are surely background. 0 … 1, default 0.2.</summary>
    public double LowerCutoff
    {
        get;
        init => field = Require.Between(0, 1, value, nameof(LowerCutoff));
    } = 0.2;

    /// <summary>Gets the fraction of voxels above which all is surely brain. 0 … 1, default 0.85.</summary>
    public double UpperCutoff
    {
        get;
        init => field = Require.Between(0, 1, value, nameof(UpperCutoff));
    } = 0.85;

    /// <summary>Gets whether voxels whose mean is just 0 are left out when the values are sorted. Default false.</summary>
    public bool ExcludeZeros { get; init; }

    /// <summary>Gets whether only the largest 6-connected part is kept. Default true.</summary>
    public bool Connected { get; init; } = true;

    /// <summary>Gets how many voxels thick a bridge between parts is cut; 0 for no opening and no smoothing. Default 2.</summary>
    public int Opening
    {
        get;
        init => field = Require.AtLeast(0, value, nameof(Opening));
    } = 2;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The cut-offs leave no two voxels to compare.</exception>
    public ComputedMask Compute(IVolumeSeries image, ExtractionRun? run = null)
    {
        ArgumentNullException.ThrowIfNull(image);
        Grid grid = image.Grid;
        double[] mean = MeanImage.Of(image, run ?? new ExtractionRun());
        NonFinite.Clear(mean);
        if (Opening > 0)
        {
            var voxels = grid with { Affine = Affine.Identity };
            new SmoothingMap(voxels, Smoothing.Gaussian(SmoothingVoxels)).Apply(mean);
        }

        double threshold = Threshold(image.Name, mean);
        return MaskShape.Finish(
            (image.Name, grid),
            Array.ConvertAll(mean, value => value >= threshold),
            (Connected, Opening)
        );
    }

    private double Threshold(string name, double[] mean)
    {
        double[] sorted = ExcludeZeros ? [.. mean.Where(v => v != 0)] : [.. mean];
        Array.Sort(sorted);
        int low = (int)Math.Floor(LowerCutoff * sorted.Length);
        int high = Math.Min((int)Math.Floor(UpperCutoff * sorted.Length), sorted.Length - 1);
        if (high <= low)
        {
            throw new ArgumentException(
                Invariant(
                    $"{name}: no values lie between the fractions {LowerCutoff} and {UpperCutoff} of {sorted.Length} voxels. LowerCutoff must be below UpperCutoff."
                )
            );
        }

        double[] steps = new double[high - low];
        TensorPrimitives.Subtract(sorted.AsSpan(low + 1, steps.Length), sorted.AsSpan(low, steps.Length), steps);
        int at = low + TensorPrimitives.IndexOfMax<double>(steps);
        return 0.5 * (sorted[at] + sorted[at + 1]);
    }
}
