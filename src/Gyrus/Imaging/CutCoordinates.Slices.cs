using Gyrus.Numerics;
using static System.FormattableString;

namespace Gyrus.Imaging;

/// <content>Several cuts along one axis.</content>
public static partial class CutCoordinates
{
    private const double Fading = 1e-3;

    /// <summary>Positions of slices through the peaks of an image, in mm along a world axis, ascending in voxels.</summary>
    /// <remarks>
    /// The largest |v| is cut, the slices around it are faded to a thousandth, and so on. Where peaks repeat, slices are added
    /// beside the outermost cuts and in the widest gap, the fullest first. Every slice returned lies in the image.
    /// </remarks>
    /// <param name="image">The image; values that are not finite count as 0.</param>
    /// <param name="axis">0 for x, 1 for y, 2 for z: the axis of the image that comes closest to it is cut.</param>
    /// <param name="count">The number of cuts: 1 to the number of slices.</param>
    /// <param name="spacing">The least distance of two cuts in slices, at least 1. Default: half of the slices divided by <paramref name="count"/>.</param>
    /// <exception cref="ArgumentException">There are fewer slices than cuts.</exception>
    public static IReadOnlyList<double> Slices(Volume image, int axis, int count, int? spacing = null)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentOutOfRangeException.ThrowIfNegative(axis);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(axis, 2);
        Require.AtLeast(1, count, nameof(count));
        Grid grid = image.Grid;
        int along = Enumerable
            .Range(0, 3)
            .MaxBy(a => Math.Abs(grid.Affine[axis, a]) / grid.Affine.VoxelSizeMillimetres(a));
        int slices = along switch
        {
            0 => grid.I,
            1 => grid.J,
            _ => grid.K,
        };
        if (count > slices)
        {
            throw new ArgumentException(
                Invariant($"Expected at most one cut per slice ({slices}), but {count} cuts were asked for.")
            );
        }

        int least = Require.AtLeast(1, spacing ?? Math.Max(1, (int)(0.5 / count * slices)), nameof(spacing));
        (double[] peaks, double[] sums) = Profile(image, along, slices);
        SortedSet<int> cuts = Peaks(peaks, count, least);
        while (cuts.Count < count)
        {
            cuts.Add(Candidates(cuts, slices).MaxBy(c => sums[c]));
        }

        return [.. cuts.Select(cut => Position(grid, axis, along, cut))];
    }

    /// <summary>Of each slice, the largest |v| (smoothed over neighbours where all values are whole, so that plateaus peak in their middle) and the sum.</summary>
    private static (double[] Peaks, double[] Sums) Profile(Volume image, int along, int slices)
    {
        Grid grid = image.Grid;
        double[] sizes = Array.ConvertAll(image.Values.ToArray(), v => double.IsFinite(v) ? Math.Abs(v) : 0);
        bool whole = Array.TrueForAll(sizes, v => v == Math.Floor(v));
        (double[] peaks, double[] sums) = (new double[slices], new double[slices]);
        for (int v = 0; v < sizes.Length; v++)
        {
            (int i, int j, int k) = Indices(v, grid);
            int slice = along switch
            {
                0 => i,
                1 => j,
                _ => k,
            };
            sums[slice] += sizes[v];
            peaks[slice] = Math.Max(peaks[slice], whole ? Smoothed(sizes, v, grid) : sizes[v]);
        }

        return (peaks, sums);
    }

    private static double Smoothed(double[] sizes, int voxel, Grid grid)
    {
        (int i, int j, int k) = Indices(voxel, grid);
        (int row, int slice) = (grid.I, grid.I * grid.J);
        double around =
            (i > 0 ? sizes[voxel - 1] : 0)
            + (i < grid.I - 1 ? sizes[voxel + 1] : 0)
            + (j > 0 ? sizes[voxel - row] : 0)
            + (j < grid.J - 1 ? sizes[voxel + row] : 0)
            + (k > 0 ? sizes[voxel - slice] : 0)
            + (k < grid.K - 1 ? sizes[voxel + slice] : 0);
        return sizes[voxel] + (0.2 * around);
    }

    private static SortedSet<int> Peaks(double[] peaks, int count, int spacing)
    {
        var cuts = new SortedSet<int>();
        for (int n = 0; n < count; n++)
        {
            int peak = Array.IndexOf(peaks, peaks.Max());
            cuts.Add(peak);
            for (int s = Math.Max(0, peak - spacing); s < Math.Min(peaks.Length, peak + spacing); s++)
            {
                peaks[s] *= Fading;
            }
        }

        return cuts;
    }

    /// <summary>Slices that can be added: two beyond the outermost cuts, the middle of the widest gap; else any that is free.</summary>
    private static int[] Candidates(SortedSet<int> cuts, int slices)
    {
        int[] sorted = [.. cuts];
        var wanted = new List<int> { cuts.Max + 2, cuts.Min - 2 };
        if (sorted.Length > 1)
        {
            int gap = Enumerable.Range(0, sorted.Length - 1).MaxBy(n => sorted[n + 1] - sorted[n]);
            wanted.Insert(1, (sorted[gap] + sorted[gap + 1]) / 2);
        }

        int[] free = [.. wanted.Where(c => c >= 0 && c < slices && !cuts.Contains(c))];
        return free.Length > 0 ? free : [.. Enumerable.Range(0, slices).Where(c => !cuts.Contains(c))];
    }

    private static double Position(Grid grid, int axis, int along, int cut)
    {
        (double x, double y, double z) = along switch
        {
            0 => grid.Affine.Apply(cut, 0, 0),
            1 => grid.Affine.Apply(0, cut, 0),
            _ => grid.Affine.Apply(0, 0, cut),
        };
        return axis switch
        {
            0 => x,
            1 => y,
            _ => z,
        };
    }
}
