using Gyrus.Glm.Scores;
using Gyrus.Numerics;

namespace Gyrus.Glm.Diagnostics;

/// <summary>The autocorrelation of Pearson residuals (y − μ)/√V(μ): history that the model left out shows here.</summary>
/// <remarks>r_k = Σ e_t e_{t+k} / Σ e_t², over pairs inside a trial with both finite; residuals are centred first. White residuals stay inside ±1.96/√n.</remarks>
public static class ResidualAutocorrelation
{
    /// <summary>r₁ … r_lags.</summary>
    /// <param name="prediction">Responses and means, in the order of time.</param>
    /// <param name="lags">The largest lag. At least 1.</param>
    /// <param name="trials">The trial of each sample, or null for one.</param>
    /// <exception cref="ArgumentException">Sizes disagree.</exception>
    public static double[] Of(GlmPrediction prediction, int lags, IReadOnlyList<int>? trials = null)
    {
        ArgumentNullException.ThrowIfNull(prediction);
        Require.AtLeast(1, lags);
        int n = prediction.Responses.Count;
        Require.SameSize(n, prediction.Means.Count, "one mean per response");
        if (trials is not null)
        {
            Require.SameSize(n, trials.Count, "one trial number per response");
        }

        double[] e = Residuals(prediction);
        double power = e.Where(double.IsFinite).Sum(v => v * v);
        double[] r = new double[lags];
        for (int k = 1; k <= lags; k++)
        {
            double sum = 0;
            for (int i = k; i < n; i++)
            {
                double product = e[i] * e[i - k];
                sum += double.IsFinite(product) && (trials is null || trials[i] == trials[i - k]) ? product : 0;
            }

            r[k - 1] = sum / power;
        }

        return r;
    }

    /// <summary>The centred Pearson residuals; NaN where a response or mean is not finite.</summary>
    internal static double[] Residuals(GlmPrediction prediction)
    {
        double[] e = new double[prediction.Responses.Count];
        for (int i = 0; i < e.Length; i++)
        {
            double mean = prediction.Means[i];
            e[i] = (prediction.Responses[i] - mean) / Math.Sqrt(Variance(prediction.Family, mean, prediction.Scale));
        }

        double centre = e.Where(double.IsFinite).DefaultIfEmpty(0).Average();
        for (int i = 0; i < e.Length; i++)
        {
            e[i] = double.IsFinite(e[i]) ? e[i] - centre : double.NaN;
        }

        return e;
    }

    private static double Variance(Family family, double mean, double scale) =>
        family switch
        {
            Family.Poisson => mean,
            Family.Gaussian => scale,
            Family.Bernoulli => mean * (1 - mean),
            Family.Gamma => scale * mean * mean,
            Family.NegativeBinomial => mean + (scale * mean * mean),
            _ => throw new ArgumentOutOfRangeException(nameof(family), $"There is no family {family}."),
        };
}
