namespace Gyrus.Imaging;

/// <summary>
/// <see cref="BackgroundMask"/> where the faces of the image are one value (or NaN) in at least nine voxels of ten, else
/// <see cref="EpiMask"/>.
/// </summary>
/// <remarks>
/// Preprocessed images are often set to 0 outside the brain: the background method is exact there, and the EPI method is not made for
/// it. Raw images have noise there, and the background method would take almost every voxel. Both are opened and connected.
/// The image is read once or twice.
/// </remarks>
public sealed record AutomaticMask : IMaskStrategy
{
    private const double MostlyOne = 0.9;

    /// <inheritdoc/>
    public ComputedMask Of(IVolumeSeries image, ExtractionRun? run = null)
    {
        ArgumentNullException.ThrowIfNull(image);
        return StrategyFor(image).Of(image, run);
    }

    /// <summary>The strategy that fits the first volume of an image, opened and connected.</summary>
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
        return most >= MostlyOne * faces.Length ? new BackgroundMask { Connected = true, Opening = 2 } : new EpiMask();
    }

    private static bool IsOnFace(Grid grid, int v) =>
        IsEnd(v % grid.I, grid.I) || IsEnd(v / grid.I % grid.J, grid.J) || IsEnd(v / grid.I / grid.J, grid.K);

    private static bool IsEnd(int index, int size) => index == 0 || index == size - 1;
}
