using static System.FormattableString;

namespace Gyrus.Imaging;

/// <summary>Masks as flags on the grid where they are needed.</summary>
internal static class VoxelMask
{
    /// <summary>Which voxels of a grid the mask holds: not 0 and finite at the nearest of its own voxels.</summary>
    /// <exception cref="ArgumentException">None.</exception>
    public static bool[] On(Grid grid, Volume mask)
    {
        double[] values = Array.ConvertAll(mask.Values.ToArray(), v => double.IsFinite(v) && v != 0 ? 1.0 : 0.0);
        if (!mask.Grid.IsSameAs(grid))
        {
            double[] moved = new double[grid.Voxels];
            ResamplingMap.Create(mask.Grid, grid, Interpolation.Nearest).Forward(values, moved);
            values = moved;
        }

        bool[] flags = Array.ConvertAll(values, v => v != 0);
        return Array.Exists(flags, f => f)
            ? flags
            : throw new ArgumentException(
                Invariant(
                    $"The mask has no voxel in the image. The mask spans {ExtractionGeometry.Extent(mask.Grid)}; the image spans {ExtractionGeometry.Extent(grid)}."
                )
            );
    }
}
