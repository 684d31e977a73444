using Gyrus.Covariance;

namespace Gyrus.Tests.Covariance.GroupSparse;

/// <summary>The optimality conditions, recomputed from the inputs with arithmetic of their own.</summary>
internal static class Kkt
{
    /// <summary>The largest violation of the conditions, relative to what each compares with.</summary>
    /// <remarks>
    /// (Ω⁻¹)_ii = S_ii; on edges w(Ω⁻¹ − S)_ij = α Ω_ij/‖Ω_ij‖; elsewhere ‖w(Ω⁻¹ − S)_ij‖ ≤ α.
    /// </remarks>
    public static double Violation(GroupPrecisionFit fit)
    {
        int p = fit.Precisions[0].Rows;
        double samples = fit.Covariances.Sum(c => (double)c.Samples);
        double[] weights = [.. fit.Covariances.Select(c => c.Samples / samples)];
        Matrix[] inverses = [.. fit.Precisions.Select(Inverse)];
        double worst = 0;
        for (int i = 0; i < p; i++)
        {
            for (int j = 0; j < p; j++)
            {
                double[] omega = [.. fit.Precisions.Select(m => m[i, j])];
                double[] slope =
                [
                    .. inverses.Select((m, k) => weights[k] * (m[i, j] - fit.Covariances[k].Values[i, j])),
                ];
                worst = Math.Max(worst, i == j ? Diagonal(fit, slope, weights, i) : Edge(omega, slope, fit.Alpha));
            }
        }

        return worst;
    }

    public static Matrix Inverse(Matrix matrix)
    {
        int n = matrix.Rows;
        var dense = MathNet.Numerics.LinearAlgebra.Matrix<double>.Build.Dense(n, n, (i, j) => matrix[i, j]).Inverse();
        return Matrix.Create(n, n, (i, j) => dense[i, j]);
    }

    private static double Diagonal(GroupPrecisionFit fit, double[] slope, double[] weights, int i) =>
        slope.Select((s, k) => Math.Abs(s) / (weights[k] * fit.Covariances[k].Values[i, i])).Max();

    private static double Edge(double[] omega, double[] slope, double alpha)
    {
        double norm = Math.Sqrt(omega.Sum(x => x * x));
        double size = Math.Sqrt(slope.Sum(x => x * x));
        return norm == 0
            ? Math.Max(0, (size / alpha) - 1)
            : Math.Sqrt(slope.Select((s, k) => s - (alpha * omega[k] / norm)).Sum(d => d * d)) / alpha;
    }
}
