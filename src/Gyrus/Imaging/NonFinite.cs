using System.Numerics.Tensors;

namespace Gyrus.Imaging;

/// <summary>What is done with voxels that hold NaN or infinity.</summary>
internal static class NonFinite
{
    /// <summary>How far values are carried into the voxels that hold none, so that a spline does not ring at their rim.</summary>
    private const int Shells = 2;

    /// <summary>Whether every value is finite.</summary>
    public static bool None(ReadOnlySpan<double> values) => TensorPrimitives.IsFiniteAll(values);

    /// <summary>Writes 0 over what is not finite.</summary>
    public static void Clear(Span<double> values)
    {
        for (int v = 0; v < values.Length; v++)
        {
            if (!double.IsFinite(values[v]))
            {
                values[v] = 0;
            }
        }
    }

    /// <summary>
    /// Replaces values that are not finite: two shells by the mean of the 6 neighbours known before the shell, the rest by 0.
    /// </summary>
    /// <returns>Which voxels were not finite, as 1 and 0.</returns>
    public static double[] Extrapolate(Grid grid, Span<double> values)
    {
        double[] missing = new double[values.Length];
        var open = new List<int>();
        for (int v = 0; v < values.Length; v++)
        {
            if (!double.IsFinite(values[v]))
            {
                (missing[v], values[v]) = (1, double.NaN);
                open.Add(v);
            }
        }

        for (int shell = 0; shell < Shells && open.Count > 0; shell++)
        {
            open = Fill(grid, values, open);
        }

        foreach (int v in open)
        {
            values[v] = 0;
        }

        return missing;
    }

    private static List<int> Fill(Grid grid, Span<double> values, List<int> open)
    {
        var remaining = new List<int>();
        var filled = new List<(int Voxel, double Value)>();
        foreach (int v in open)
        {
            double mean = NeighbourMean(grid, values, v);
            if (double.IsNaN(mean))
            {
                remaining.Add(v);
            }
            else
            {
                filled.Add((v, mean));
            }
        }

        foreach ((int voxel, double value) in filled)
        {
            values[voxel] = value;
        }

        return remaining;
    }

    private static double NeighbourMean(Grid grid, ReadOnlySpan<double> values, int voxel)
    {
        int i = voxel % grid.I;
        int j = voxel / grid.I % grid.J;
        int k = voxel / grid.I / grid.J;
        (double sum, int count) = (0, 0);
        Add(i > 0, values, voxel - 1, ref sum, ref count);
        Add(i < grid.I - 1, values, voxel + 1, ref sum, ref count);
        Add(j > 0, values, voxel - grid.I, ref sum, ref count);
        Add(j < grid.J - 1, values, voxel + grid.I, ref sum, ref count);
        Add(k > 0, values, voxel - (grid.I * grid.J), ref sum, ref count);
        Add(k < grid.K - 1, values, voxel + (grid.I * grid.J), ref sum, ref count);
        return sum / count;
    }

    private static void Add(bool exists, ReadOnlySpan<double> values, int voxel, ref double sum, ref int count)
    {
        if (exists && !double.IsNaN(values[voxel]))
        {
            sum += values[voxel];
            count++;
        }
    }
}
