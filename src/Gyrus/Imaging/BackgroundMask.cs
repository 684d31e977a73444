using Gyrus.Numerics;

namespace Gyrus.Imaging;

/// <summary>The brain in an image whose background is one value: every voxel whose mean differs from the border's median.</summary>
/// <remarks>
/// <para>
/// Where the border of the mean image holds NaN, as SPM writes outside the brain, the mask is the voxels that are not NaN. Then
/// the opening and the largest part, as in <see cref="EpiMask"/>, when asked for.
/// </para>
/// <para>As nilearn's <c>compute_background_mask</c>, voxel for voxel.</para>
/// </remarks>
public sealed record BackgroundMask : IMaskStrategy
{
    /// <summary>Gets how many voxels thick the border is. At least 1, default 2.</summary>
    public int BorderVoxels
    {
        get;
        init => field = Require.AtLeast(1, value, nameof(BorderVoxels));
    } = 2;

    /// <summary>Gets whether only the largest 6-connected part is kept. Default false.</summary>
    public bool Connected { get; init; }

    /// <summary>Gets how many voxels thick a bridge between parts is cut; 0, the default, for no opening.</summary>
    public int Opening
    {
        get;
        init => field = Require.AtLeast(0, value, nameof(Opening));
    }

    /// <inheritdoc/>
    public ComputedMask Compute(IVolumeSeries image, ExtractionRun? run = null)
    {
        ArgumentNullException.ThrowIfNull(image);
        double[] mean = MeanImage.Of(image, run ?? new ExtractionRun());
        double background = Background(image.Grid, mean);
        bool[] mask = double.IsNaN(background)
            ? Array.ConvertAll(mean, value => !double.IsNaN(value))
            : Array.ConvertAll(mean, value => value != background);
        return MaskShape.Finish((image.Name, image.Grid), mask, (Connected, Opening));
    }

    /// <summary>The median of the border's voxels, those on two or three faces counting twice or thrice; NaN if one is NaN.</summary>
    private double Background(Grid grid, double[] mean)
    {
        var border = new List<double>();
        for (int v = 0; v < mean.Length; v++)
        {
            int faces =
                Faces(v % grid.I, grid.I) + Faces(v / grid.I % grid.J, grid.J) + Faces(v / grid.I / grid.J, grid.K);
            border.AddRange(Enumerable.Repeat(mean[v], faces));
        }

        double[] sorted = [.. border.Order()];
        int middle = sorted.Length / 2;
        return Array.Exists(sorted, double.IsNaN) ? double.NaN
            : sorted.Length % 2 == 1 ? sorted[middle]
            : 0.5 * (sorted[middle - 1] + sorted[middle]);
    }

    private int Faces(int index, int size) => (index < BorderVoxels ? 1 : 0) + (index >= size - BorderVoxels ? 1 : 0);
}
