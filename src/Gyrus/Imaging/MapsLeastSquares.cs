using System.Numerics.Tensors;
using Gyrus.Numerics;
using static System.FormattableString;

namespace Gyrus.Imaging;

/// <summary>The least-squares weights of overlapping maps: signals = (MMᵀ)⁻¹·M·data, M of regions × voxels.</summary>
internal static class MapsLeastSquares
{
    // The squared sine of the angle between a map of unit norm and the span of those before it.
    private const double Dependent = 1e-10;

    // Variance inflation: how many times the others' overlap multiplies the variance that noise gives a signal.
    private const double Entangled = 1e4;

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

    /// <summary>Names the maps that are all but a combination of others: their signals are amplified noise.</summary>
    /// <param name="maps">The maps.</param>
    /// <param name="inverseGram">(MMᵀ)⁻¹.</param>
    /// <param name="called">What the atlas and its maps are called.</param>
    /// <param name="warnings">Where the warning goes.</param>
    public static void WarnOfEntangledMaps(
        SparseRows maps,
        Matrix inverseGram,
        (string Atlas, string[] Maps) called,
        List<string> warnings
    )
    {
        double[] inflation =
        [
            .. Enumerable
                .Range(0, maps.Count)
                .Select(r => inverseGram[r, r] * TensorPrimitives.SumOfSquares(maps.Weights(r))),
        ];
        string[] entangled = [.. called.Maps.Where((_, r) => inflation[r] > Entangled)];
        if (entangled.Length > 0)
        {
            warnings.Add(
                Invariant(
                    $"{called.Atlas}: on this grid {entangled.Length} of {maps.Count} maps are almost a combination of others, which multiplies the noise of their signals up to {Math.Sqrt(inflation.Max()):0} times: {RegionTable.Quote(entangled)}. The grid is too coarse for this atlas: extract on the atlas's grid, or use fewer maps."
                )
            );
        }
    }

    /// <summary>MMᵀ, voxel by voxel: only maps that meet in a voxel are multiplied.</summary>
    private static Matrix Gram(SparseRows maps)
    {
        // Where the entries of each voxel start once they are sorted by voxel, rows ascending within one.
        int voxels = Enumerable.Range(0, maps.Count).Max(r => maps.Voxels(r)[^1]) + 1;
        int[] starts = new int[voxels + 1];
        for (int r = 0; r < maps.Count; r++)
        {
            foreach (int voxel in maps.Voxels(r))
            {
                starts[voxel + 1]++;
            }
        }

        for (int v = 0; v < voxels; v++)
        {
            starts[v + 1] = checked(starts[v] + starts[v + 1]);
        }

        (int Row, double Weight)[] entries = new (int, double)[starts[voxels]];
        int[] next = starts[..voxels];
        for (int r = 0; r < maps.Count; r++)
        {
            for (int n = 0; n < maps.Voxels(r).Length; n++)
            {
                entries[next[maps.Voxels(r)[n]]++] = (r, maps.Weights(r)[n]);
            }
        }

        var gram = new Matrix(maps.Count, maps.Count);
        for (int v = 0; v < voxels; v++)
        {
            AddProducts(entries.AsSpan(starts[v]..starts[v + 1]), gram);
        }

        return Matrix.Create(maps.Count, maps.Count, (i, j) => gram[Math.Max(i, j), Math.Min(i, j)]);
    }

    private static void AddProducts(ReadOnlySpan<(int Row, double Weight)> voxel, Matrix gram)
    {
        for (int a = 0; a < voxel.Length; a++)
        {
            for (int b = 0; b <= a; b++)
            {
                gram[voxel[a].Row, voxel[b].Row] += voxel[a].Weight * voxel[b].Weight;
            }
        }
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
