using System.Numerics.Tensors;

namespace Gyrus.Covariance.GroupSparse;

/// <summary>Anderson's extrapolation of the last iterates of a fixed-point map, in its regularised form.</summary>
/// <remarks>
/// With the differences D = [x₁−x₀, …, x_m−x_{m−1}]: c = (DᵀD + 1e-12·tr(DᵀD)·I)⁻¹1, normalised to sum 1, and x = Σ c_i x_i, i = 1…m.
/// Source: Scieur, d'Aspremont and Bach (2016), Regularized nonlinear acceleration, arXiv:1606.04133.
/// </remarks>
internal static class Extrapolation
{
    /// <summary>The coefficients c of x₁ … x_m, or null when the differences say nothing.</summary>
    /// <param name="iterates">x₀ … x_m, oldest first.</param>
    public static double[]? Coefficients(IReadOnlyList<double[]> iterates)
    {
        int m = iterates.Count - 1;
        double[,] gram = DifferencesGram(iterates);
        double trace = 0;
        for (int i = 0; i < m; i++)
        {
            trace += gram[i, i];
        }

        if (!(trace > 0) || !double.IsFinite(trace))
        {
            return null;
        }

        for (int i = 0; i < m; i++)
        {
            gram[i, i] += 1e-12 * trace;
        }

        double[]? solution = SolvePositiveDefinite(gram, m);
        double sum = solution?.Sum() ?? 0;
        if (solution is null || !double.IsFinite(sum) || Math.Abs(sum) < 1e-300)
        {
            return null;
        }

        return [.. solution.Select(c => c / sum)];
    }

    private static double[,] DifferencesGram(IReadOnlyList<double[]> iterates)
    {
        // Gram of differences from tiles that stay in the first-level cache, so that each iterate is read once.
        const int Tile = 512;
        int m = iterates.Count - 1;
        double[,] gram = new double[m, m];
        double[][] tiles = [.. Enumerable.Range(0, m).Select(_ => new double[Tile])];
        for (int start = 0; start < iterates[0].Length; start += Tile)
        {
            int length = Math.Min(Tile, iterates[0].Length - start);
            for (int i = 0; i < m; i++)
            {
                TensorPrimitives.Subtract(
                    iterates[i + 1].AsSpan(start, length),
                    iterates[i].AsSpan(start, length),
                    tiles[i]
                );
                for (int j = 0; j <= i; j++)
                {
                    gram[i, j] += TensorPrimitives.Dot<double>(tiles[i].AsSpan(0, length), tiles[j].AsSpan(0, length));
                }
            }
        }

        for (int i = 0; i < m; i++)
        {
            for (int j = 0; j < i; j++)
            {
                gram[j, i] = gram[i, j];
            }
        }

        return gram;
    }

    private static double[]? SolvePositiveDefinite(double[,] a, int size)
    {
        double[] x = new double[size];
        Array.Fill(x, 1);
        for (int j = 0; j < size; j++)
        {
            for (int i = j; i < size; i++)
            {
                double sum = a[i, j];
                for (int l = 0; l < j; l++)
                {
                    sum -= a[i, l] * a[j, l];
                }

                if (i == j && !(sum > 0))
                {
                    return null;
                }

                a[i, j] = i == j ? Math.Sqrt(sum) : sum / a[j, j];
            }
        }

        for (int i = 0; i < size; i++)
        {
            for (int l = 0; l < i; l++)
            {
                x[i] -= a[i, l] * x[l];
            }

            x[i] /= a[i, i];
        }

        for (int i = size - 1; i >= 0; i--)
        {
            for (int l = i + 1; l < size; l++)
            {
                x[i] -= a[l, i] * x[l];
            }

            x[i] /= a[i, i];
        }

        return x;
    }
}
