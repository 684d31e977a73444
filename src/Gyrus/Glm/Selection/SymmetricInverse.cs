using Gyrus.Numerics;

namespace Gyrus.Glm.Selection;

/// <summary>The pseudo-inverse of a positive semi-definite matrix by its eigenvalues above 1e-10 of the largest.</summary>
internal static class SymmetricInverse
{
    private const double Relative = 1e-10;

    /// <summary>A⁺ and the rank.</summary>
    public static (Matrix Inverse, int Rank) Of(Matrix a)
    {
        int n = a.Rows;
        Matrix v = a.Copy();
        double[] values = new double[n];
        LinearAlgebra.Current.SymmetricEigen(v.Values, values, n);
        double least = Relative * Math.Max(0, n == 0 ? 0 : values[^1]);
        int[] kept = [.. Enumerable.Range(0, n).Where(i => values[i] > least)];
        return (Matrix.Create(n, n, (i, j) => kept.Sum(k => v[i, k] * v[j, k] / values[k])), kept.Length);
    }

    /// <summary>The rank of A and xᵀA⁺x.</summary>
    public static (int Rank, double Value) Form(Matrix a, double[] x)
    {
        (Matrix inverse, int rank) = Of(a);
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            for (int j = 0; j < x.Length; j++)
            {
                sum += x[i] * inverse[i, j] * x[j];
            }
        }

        return (rank, sum);
    }
}
