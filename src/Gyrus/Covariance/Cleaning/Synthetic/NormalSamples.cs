using Gyrus.Numerics;

namespace Gyrus.Covariance.Cleaning;

/// <summary>Normal samples of a covariance.</summary>
internal static class NormalSamples
{
    /// <summary>X = ZLᵀ with C = LLᵀ; each column of Z is a stationary first-order autoregression of variance 1 in time.</summary>
    public static Matrix Draw(Matrix covariance, int samples, double autocorrelation, Rng rng)
    {
        int n = covariance.Rows;
        double[] factor = covariance.AsSpan().ToArray();
        if (LinearAlgebra.Current.Cholesky(factor, n) >= 0)
        {
            throw new NotPositiveDefiniteException("The covariance to draw from is not positive definite.");
        }

        for (int j = 1; j < n; j++)
        {
            factor.AsSpan(j * n, j).Clear();
        }

        Matrix independent = Independent(samples, n, autocorrelation, rng);
        var drawn = new Matrix(samples, n);
        LinearAlgebra.Current.Multiply(
            independent.AsSpan(),
            factor,
            drawn.Values,
            new ProductShape(samples, n, n, TransposeB: true)
        );
        return drawn;
    }

    // One sample after another, so that more samples only append.
    private static Matrix Independent(int samples, int n, double autocorrelation, Rng rng)
    {
        double innovation = Math.Sqrt(1 - (autocorrelation * autocorrelation));
        var z = new Matrix(samples, n);
        for (int t = 0; t < samples; t++)
        {
            for (int j = 0; j < n; j++)
            {
                double fresh = rng.NextNormal();
                z[t, j] = t == 0 ? fresh : (autocorrelation * z[t - 1, j]) + (innovation * fresh);
            }
        }

        return z;
    }
}
