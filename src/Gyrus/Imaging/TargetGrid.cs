using Gyrus.Numerics;
using static System.FormattableString;

namespace Gyrus.Imaging;

/// <summary>Grids that hold a whole image, when only their axes, or their axes and origin, are given.</summary>
public static class TargetGrid
{
    /// <summary>A grid with the given voxel axes, its origin and shape chosen so that it holds the whole image.</summary>
    /// <param name="image">The grid to be covered.</param>
    /// <param name="axes">Three columns: the steps in mm along i, j and k. Shape: 3 × 3.</param>
    /// <returns>
    /// Offset: the corner of the image's bounding box (of voxel centres) in the frame of the new axes; shape: ⌈extent⌉ + 1.
    /// </returns>
    /// <exception cref="ArgumentException">The axes are not 3 × 3, or singular.</exception>
    public static Grid Spanning(Grid image, Matrix axes)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(axes);
        if (axes.Rows != 3 || axes.Columns != 3)
        {
            throw new ArgumentException(
                Invariant($"Voxel axes are a 3 × 3 matrix, but {axes.Rows} × {axes.Columns} came.")
            );
        }

        var linear = new Affine([.. Enumerable.Range(0, 12).Select(n => n % 4 == 3 ? 0 : axes[n / 4, n % 4])]);
        ((double X, double Y, double Z) low, (double X, double Y, double Z) high) = Box(
            linear.Inverse().Compose(image.Affine),
            image
        );
        (double X, double Y, double Z) offset = linear.Apply(low.X, low.Y, low.Z);
        Span<double> rows = stackalloc double[12];
        for (int n = 0; n < 12; n++)
        {
            rows[n] = (n % 4, n / 4) switch
            {
                (3, 0) => offset.X,
                (3, 1) => offset.Y,
                (3, _) => offset.Z,
                _ => linear[n / 4, n % 4],
            };
        }

        return new Grid(Steps(high.X - low.X), Steps(high.Y - low.Y), Steps(high.Z - low.Z), new Affine(rows));
    }

    /// <summary>A grid with the given affine, its shape chosen so that it reaches the far end of the image.</summary>
    /// <remarks>Voxel (0, 0, 0) lies where the affine puts it: parts of the image before it are not covered.</remarks>
    /// <exception cref="ArgumentException">The whole image lies before voxel (0, 0, 0).</exception>
    public static Grid Reaching(Grid image, Affine affine)
    {
        ArgumentNullException.ThrowIfNull(image);
        (_, (double X, double Y, double Z) high) = Box(affine.Inverse().Compose(image.Affine), image);
        if (Math.Min(high.X, Math.Min(high.Y, high.Z)) < 0)
        {
            throw new ArgumentException(
                Invariant(
                    $"The image ends before voxel (0, 0, 0) of the target affine: its far corner is voxel ({high.X:0.#}, {high.Y:0.#}, {high.Z:0.#})."
                )
            );
        }

        return new Grid(Steps(high.X), Steps(high.Y), Steps(high.Z), affine);
    }

    /// <summary>The bounding box of the centres of all voxels, after a map.</summary>
    internal static ((double X, double Y, double Z) Low, (double X, double Y, double Z) High) Box(Affine map, Grid grid)
    {
        Span<double> low = [double.PositiveInfinity, double.PositiveInfinity, double.PositiveInfinity];
        Span<double> high = [double.NegativeInfinity, double.NegativeInfinity, double.NegativeInfinity];
        for (int corner = 0; corner < 8; corner++)
        {
            (double x, double y, double z) = map.Apply(
                (corner & 1) * (grid.I - 1),
                (corner >> 1 & 1) * (grid.J - 1),
                (corner >> 2) * (grid.K - 1)
            );
            ReadOnlySpan<double> at = [x, y, z];
            for (int axis = 0; axis < 3; axis++)
            {
                low[axis] = Math.Min(low[axis], at[axis]);
                high[axis] = Math.Max(high[axis], at[axis]);
            }
        }

        return ((low[0], low[1], low[2]), (high[0], high[1], high[2]));
    }

    // The slack keeps an extent of 12 + 1e-14 voxels at 12: ⌈·⌉ must not add a voxel for rounding.
    private static int Steps(double extent) => checked((int)Math.Ceiling(extent - 1e-9) + 1);
}
