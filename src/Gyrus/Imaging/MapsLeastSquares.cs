using Gyrus.Numerics;
using static System.FormattableString;

namespace Gyrus.Imaging;

/// <summary>The least-squares weights of overlapping maps: signals = (MMᵀ)⁻¹·M·data, M of regions × voxels.</summary>
internal static class MapsLeastSquares
{
    // The squared sine of the angle between a map of unit norm and the span of those before it.
    private const double Dependent = 1e-10;

    /// <summary>(MMᵀ)⁻¹.</summary>
    /// <exception cref="ArgumentException">The maps are linearly dependent.</exception>
    public static Matrix InverseGram(SparseRows maps, IReadOnlyList<string> names)
    {
        int n = maps.Count;
        Matrix gram = Gram(maps);
        double[] norms = [.. Enumerable.Range(0, n).Select(i => Math.Sqrt(gram[i, i]))];
        var cosines = Matrix.Create(n, n, (i, j) => gram[i, j] / norms[i] / norms[j]);
        Matrix factor = cosines.Copy();
        int failed = LinearAlgebra.Current.Cholesky(factor.Values, n);
        for (int j = 0; j < n && failed < 0; j++)
        {
            failed = factor[j, j] * factor[j, j] < Dependent ? j : -1;
        }

        if (failed >= 0)
        {
            throw Dependence(cosines, failed, names);
        }

        LinearAlgebra.Current.CholeskyInverse(factor.Values, n);
        return Matrix.Create(n, n, (i, j) => factor[i, j] / norms[i] / norms[j]);
    }

    /// <summary>MMᵀ, voxel by voxel: only maps that meet in a voxel are multiplied.</summary>
    private static Matrix Gram(SparseRows maps)
    {
        (int Voxel, int Row, double Weight)[] entries = new (int, int, double)[checked((int)maps.NonZeros)];
        int at = 0;
        for (int r = 0; r < maps.Count; r++)
        {
            for (int n = 0; n < maps.Voxels(r).Length; n++)
            {
                entries[at++] = (maps.Voxels(r)[n], r, maps.Weights(r)[n]);
            }
        }

        Array.Sort(entries, static (a, b) => a.Voxel != b.Voxel ? a.Voxel.CompareTo(b.Voxel) : a.Row.CompareTo(b.Row));
        var gram = new Matrix(maps.Count, maps.Count);
        for (int start = 0, end; start < entries.Length; start = end)
        {
            end = start;
            while (end < entries.Length && entries[end].Voxel == entries[start].Voxel)
            {
                for (int other = start; other <= end; other++)
                {
                    gram[entries[end].Row, entries[other].Row] += entries[end].Weight * entries[other].Weight;
                }

                end++;
            }
        }

        return Matrix.Create(maps.Count, maps.Count, (i, j) => gram[Math.Max(i, j), Math.Min(i, j)]);
    }

    private static ArgumentException Dependence(Matrix cosines, int failed, IReadOnlyList<string> names)
    {
        int[] before = [.. Enumerable.Range(0, failed)];
        Matrix inverse = cosines.Select(before, before);
        LinearAlgebra.Current.Cholesky(inverse.Values, failed);
        LinearAlgebra.Current.CholeskyInverse(inverse.Values, failed);
        string[] partners =
        [
            .. before
                .Where(i => Math.Abs(before.Sum(j => inverse[i, j] * cosines[j, failed])) > 0.01)
                .Select(i => names[i]),
        ];
        return new ArgumentException(
            Invariant(
                $"The maps are linearly dependent, so their signals are not determined: '{names[failed]}' is a combination of {RegionTable.Quote(partners)} on this grid. Leave one of them out."
            )
        );
    }
}
