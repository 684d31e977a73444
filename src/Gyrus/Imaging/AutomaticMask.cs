namespace Gyrus.Imaging;

/// <summary>
/// <see cref="BackgroundMask"/> where the faces of the image are one value (or NaN) in at least nine voxels of ten, else
/// <see cref="EpiMask"/>.
/// </summary>
/// <remarks>
/// Preprocessed images are often set to 0 outside the brain: the background method is exact there, and the EPI method is not made for
/// it. Raw images have noise there, and the background method would take almost every voxel. Both are connected, and opened
/// by <see cref="OpeningFor"/>. The image is read once, but for its first volume.
/// </remarks>
public sealed record AutomaticMask : IMaskStrategy
{
    private const double MostlyOne = 0.9;
    private const int Thin = 12;

    /// <inheritdoc/>
    public ComputedMask Compute(IVolumeSeries image, ExtractionRun? run = null)
    {
        ArgumentNullException.ThrowIfNull(image);
        return StrategyFor(image).Compute(image, run);
    }

    /// <summary>The opening that a grid can bear: 2, but 0 where an axis has fewer than 12 voxels, as a single slice has.</summary>
    /// <remarks>An opening of 2 takes two voxels off either side of whatever it meets, the edge of the image included.</remarks>
    public static int OpeningFor(Grid grid)
    {
        ArgumentNullException.ThrowIfNull(grid);
        return Math.Min(grid.I, Math.Min(grid.J, grid.K)) < Thin ? 0 : 2;
    }

    /// <summary>The strategy that fits the first volume of an image.</summary>
    public static IMaskStrategy StrategyFor(IVolumeSeries image)
    {
        ArgumentNullException.ThrowIfNull(image);
        Grid grid = image.Grid;
        double[] volume = new double[grid.Voxels];
        using (IVolumeReader reader = image.Open())
        {
            reader.ReadNext(volume);
        }

        double[] faces =
        [
            .. volume.Where((_, v) => IsOnFace(grid, v)).Select(x => double.IsFinite(x) ? x : double.NaN),
        ];
        int most = faces.GroupBy(x => x).Max(g => g.Count());
        int opening = OpeningFor(grid);
        return most >= MostlyOne * faces.Length
            ? new BackgroundMask { Connected = true, Opening = opening }
            : new EpiMask { Opening = opening };
    }

    private static bool IsOnFace(Grid grid, int v) =>
        IsEnd(v % grid.I, grid.I) || IsEnd(v / grid.I % grid.J, grid.J) || IsEnd(v / grid.I / grid.J, grid.K);

    private static bool IsEnd(int index, int size) => index == 0 || index == size - 1;
}
