using Gyrus.Covariance.GroupSparse;

namespace Gyrus.Tests.Covariance.GroupSparse;

/// <summary>The block coordinate descent with explicit inverses and bisection: slow, short and independent of the library's kernels.</summary>
internal static class PlainDescent
{
    /// <summary>Ω after some sweeps from diag(1/S_ii): lower triangles, column after column.</summary>
    public static double[][] Sweeps(GroupSparseProblem problem, int sweeps)
    {
        int p = problem.Regions;
        Matrix[] omega = problem.DiagonalPrecisions();
        for (int sweep = 0; sweep < sweeps; sweep++)
        {
            for (int r = 0; r < p; r++)
            {
                UpdateRow(problem, omega, r);
            }
        }

        return [.. omega.Select(m => Matrix.Create(p, p, (i, j) => i >= j ? m[i, j] : 0).AsSpan().ToArray())];
    }

    private static void UpdateRow(GroupSparseProblem problem, Matrix[] omega, int r)
    {
        int[] others = [.. Enumerable.Range(0, problem.Regions).Where(i => i != r)];
        int n = others.Length;
        Matrix[] h = [.. omega.Select(m => Kkt.Inverse(m.Select(others, others)))];
        double[][] y = [.. omega.Select(m => others.Select(i => m[i, r]).ToArray())];
        for (int m = 0; m < n; m++)
        {
            double[] c = new double[omega.Length];
            double[] q = new double[omega.Length];
            for (int k = 0; k < omega.Length; k++)
            {
                double v = problem.Covariance(k)[r, r];
                double rest = Enumerable.Range(0, n).Where(l => l != m).Sum(l => h[k][m, l] * y[k][l]);
                c[k] = -problem.Weights[k] * ((v * rest) + problem.Covariance(k)[others[m], r]);
                q[k] = problem.Weights[k] * v * h[k][m, m];
            }

            double root = Root(c, q, problem.Alpha);
            for (int k = 0; k < omega.Length; k++)
            {
                y[k][m] = root * c[k] / (1 + (root * q[k]));
            }
        }

        for (int k = 0; k < omega.Length; k++)
        {
            double quadratic = 0;
            for (int i = 0; i < n; i++)
            {
                omega[k][others[i], r] = y[k][i];
                omega[k][r, others[i]] = y[k][i];
                quadratic += Enumerable.Range(0, n).Sum(j => y[k][i] * h[k][i, j] * y[k][j]);
            }

            omega[k][r, r] = (1 / problem.Covariance(k)[r, r]) + quadratic;
        }
    }

    /// <summary>The g with ‖c/(1 + g·q)‖ = α, 0 when ‖c‖ ≤ α.</summary>
    private static double Root(double[] c, double[] q, double alpha)
    {
        double Norm(double g) => Math.Sqrt(c.Select((x, k) => Math.Pow(x / (1 + (g * q[k])), 2)).Sum());
        (double low, double high) = (0, 1);
        while (Norm(high) > alpha)
        {
            high *= 2;
        }

        for (int step = 0; Norm(0) > alpha && step < 200; step++)
        {
            double middle = 0.5 * (low + high);
            (low, high) = Norm(middle) > alpha ? (middle, high) : (low, middle);
        }

        return low;
    }
}
