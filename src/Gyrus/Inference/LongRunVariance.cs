using System.Numerics.Tensors;
using Gyrus.Numerics;

namespace Gyrus.Inference;

/// <summary>The long-run variance of sums of dependent vectors: the middle of a sandwich covariance.</summary>
/// <remarks>
/// Newey and West (1987): Γ₀ + Σ_{l=1..L} (1 − l/(L + 1))(Γ_l + Γ_lᵀ), Γ_l = Σ_t s_t s_{t−l}ᵀ, positive semi-definite by construction. The
/// lags: Andrews (1991), eq. 6.2 and 6.4, with one AR(1) per column. Trials break the series: no pair crosses the end of one.
/// </remarks>
internal static class LongRunVariance
{
    /// <summary>Newey-West over rows in the order of time. Shape of scores: samples × columns.</summary>
    /// <param name="scores">The vectors s_t, a row each.</param>
    /// <param name="starts">The first row of each trial, ascending, 0 first.</param>
    /// <param name="lags">L, at least 0.</param>
    public static Matrix NeweyWest(Matrix scores, ReadOnlySpan<int> starts, int lags)
    {
        int p = scores.Columns;
        var sum = new Matrix(p, p);
        for (int a = 0; a < p; a++)
        {
            for (int b = 0; b <= a; b++)
            {
                double value = TensorPrimitives.Dot(scores.Column(a), scores.Column(b));
                for (int l = 1; l <= lags; l++)
                {
                    double weight = 1 - (l / (lags + 1.0));
                    value += weight * (Lagged(scores, a, b, starts, l) + Lagged(scores, b, a, starts, l));
                }

                sum[a, b] = value;
                sum[b, a] = value;
            }
        }

        return sum;
    }

    /// <summary>Σ over trials of the outer products of their sums, times G/(G − 1).</summary>
    public static Matrix Clustered(Matrix scores, ReadOnlySpan<int> starts)
    {
        int trials = starts.Length;
        var totals = new Matrix(trials, scores.Columns);
        for (int j = 0; j < scores.Columns; j++)
        {
            for (int g = 0; g < trials; g++)
            {
                int end = g + 1 < trials ? starts[g + 1] : scores.Rows;
                totals[g, j] = TensorPrimitives.Sum(scores.Column(j)[starts[g]..end]);
            }
        }

        double factor = trials / (trials - 1.0);
        return Matrix.Create(
            scores.Columns,
            scores.Columns,
            (a, b) => factor * TensorPrimitives.Dot(totals.Column(a), totals.Column(b))
        );
    }

    /// <summary>Andrews' lags for the Bartlett kernel: ⌊1.1447·(α n)^{1/3}⌋ with α from an AR(1) of each column; at most n/4.</summary>
    public static int AndrewsLags(Matrix scores, ReadOnlySpan<int> starts)
    {
        double above = 0;
        double below = 0;
        for (int j = 0; j < scores.Columns; j++)
        {
            ReadOnlySpan<double> s = scores.Column(j);
            double power = TensorPrimitives.SumOfSquares(s);
            if (!(power > 0))
            {
                continue;
            }

            double rho = Math.Clamp(Lagged(scores, j, j, starts, 1) / power, -0.97, 0.97);

            // σ⁴ relative to the column's own power, so that the units of the columns do not matter.
            double sigma4 = Math.Pow(1 - (rho * rho), 2);
            above += 4 * rho * rho * sigma4 / (Math.Pow(1 - rho, 6) * Math.Pow(1 + rho, 2));
            below += sigma4 / Math.Pow(1 - rho, 4);
        }

        double lags = below > 0 ? 1.1447 * Math.Cbrt(above / below * scores.Rows) : 0;
        return (int)Math.Min(lags, scores.Rows / 4);
    }

    /// <summary>Σ_t s_{t,a} s_{t−l,b} over pairs inside a trial.</summary>
    private static double Lagged(Matrix scores, int a, int b, ReadOnlySpan<int> starts, int lag)
    {
        double sum = 0;
        for (int g = 0; g < starts.Length; g++)
        {
            int end = g + 1 < starts.Length ? starts[g + 1] : scores.Rows;
            int count = end - starts[g] - lag;
            if (count > 0)
            {
                sum += TensorPrimitives.Dot(
                    scores.Column(a).Slice(starts[g] + lag, count),
                    scores.Column(b).Slice(starts[g], count)
                );
            }
        }

        return sum;
    }
}
