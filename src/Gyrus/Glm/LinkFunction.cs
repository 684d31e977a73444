using Gyrus.Numerics.Distributions;
using Gyrus.Optimization.Losses;

namespace Gyrus.Glm;

/// <summary>The maps between η and μ.</summary>
internal static class LinkFunction
{
    /// <summary>μ ← the mean at η; the spans may be the same.</summary>
    public static void Mean(Link link, ReadOnlySpan<double> eta, Span<double> mean)
    {
        // One by one: a vectorised exponential rounds otherwise beside a NaN, and which samples share a vector depends on where the array lies.
        for (int i = 0; i < eta.Length; i++)
        {
            mean[i] = Mean(link, eta[i]);
        }
    }

    /// <summary>μ at η.</summary>
    public static double Mean(Link link, double eta) =>
        link switch
        {
            Link.Identity => eta,
            Link.Exp => Math.Exp(eta),
            Link.Softplus => Softplus.Of(eta),
            Link.Logistic => Softplus.Slope(eta, Math.Exp(-Math.Abs(eta))),
            Link.Probit => NormalTail.Cdf(eta),
            Link.Inverse => 1 / eta,
            _ => throw new ArgumentOutOfRangeException(nameof(link)),
        };

    /// <summary>η at μ, a mean inside the range of the link.</summary>
    public static double Predictor(Link link, double mean) =>
        link switch
        {
            Link.Identity => mean,
            Link.Exp => Math.Log(mean),
            Link.Softplus => Softplus.Inverse(mean),
            Link.Logistic => Math.Log(mean / (1 - mean)),
            Link.Probit => NormalTail.Quantile(mean),
            Link.Inverse => 1 / mean,
            _ => throw new ArgumentOutOfRangeException(nameof(link)),
        };
}
