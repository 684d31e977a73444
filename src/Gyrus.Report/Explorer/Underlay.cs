using Gyrus.Imaging;
using Gyrus.Numerics;

namespace Gyrus.Report.Explorer;

/// <summary>An image of any size, coarse enough for a page.</summary>
internal static class Underlay
{
    private const double FinestMillimetres = 3;
    private const double MostVoxels = 250_000;

    /// <summary>The image on an upright grid of 3 mm, or coarser where that would be more than 250,000 voxels.</summary>
    public static Volume Of(Volume image)
    {
        double size = FinestMillimetres;
        Grid grid = GridOf(image.Grid, size);
        while (CountOf(grid) > MostVoxels)
        {
            size *= Math.Max(1.02, Math.Cbrt(CountOf(grid) / MostVoxels));
            grid = GridOf(image.Grid, size);
        }

        return new Resampler { Interpolation = Interpolation.Linear }.Resample(image, grid);
    }

    private static double CountOf(Grid grid) => (double)grid.I * grid.J * grid.K;

    private static Grid GridOf(Grid image, double size) =>
        TargetGrid.Spanning(image, Matrix.Create(3, 3, (i, j) => i == j ? size : 0));
}
