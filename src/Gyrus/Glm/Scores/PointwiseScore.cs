using Gyrus.Numerics.Distributions;

namespace Gyrus.Glm.Scores;

/// <summary>The log-likelihood, with all constants, and the deviance of one sample. Means are kept off 0 (and 1) by machine epsilon.</summary>
internal static class PointwiseScore
{
    private const double Epsilon = 2.220446049250313e-16;
    private static readonly double[] LogFactorials =
    [
        .. Enumerable.Range(0, 256).Select(k => GammaFunction.Log(k + 1.0)),
    ];

    /// <summary>log p(y | μ); scale is the variance (Gaussian), 1/shape (Gamma) or φ (negative binomial).</summary>
    public static double LogLikelihood(Family family, double y, double mean, double scale)
    {
        double m = Math.Max(mean, Epsilon);
        return family switch
        {
            Family.Poisson => (y * Math.Log(m)) - m - LogFactorial(y),
            Family.Gaussian => (-0.5 * Math.Log(2 * Math.PI * scale)) - (0.5 / scale * (y - mean) * (y - mean)),
            Family.Bernoulli => Bernoulli(y, Math.Min(m, 1 - Epsilon)),
            Family.Gamma => GammaDensity(y, m, 1 / scale),
            Family.NegativeBinomial => NegativeBinomial(y, m, scale),
            _ => throw new ArgumentOutOfRangeException(nameof(family), $"There is no family {family}."),
        };
    }

    /// <summary>2·(log p(y | y) − log p(y | μ)) at scale 1 (Gaussian: (y − μ)²); negative binomial with its φ.</summary>
    public static double Deviance(Family family, double y, double mean, double scale) =>
        family switch
        {
            Family.Poisson => 2 * (Relative(y, mean) - (y - mean)),
            Family.Gaussian => (y - mean) * (y - mean),
            Family.Bernoulli => 2 * (Relative(y, mean) + Relative(1 - y, 1 - mean)),
            Family.Gamma => 2 * (((y - mean) / mean) - Math.Log(Math.Max(y / mean, Epsilon))),
            Family.NegativeBinomial => NegativeBinomialDeviance(y, mean, scale),
            _ => throw new ArgumentOutOfRangeException(nameof(family), $"There is no family {family}."),
        };

    private static double Bernoulli(double y, double p) => (y * Math.Log(p)) + ((1 - y) * Math.Log(1 - p));

    private static double GammaDensity(double y, double m, double shape) =>
        ((shape - 1) * Math.Log(y))
        + (shape * Math.Log(shape))
        - GammaFunction.Log(shape)
        - (shape * ((y / m) + Math.Log(m)));

    private static double NegativeBinomial(double y, double m, double phi)
    {
        // log(1 + φm) as a log1p: φ near 0 is the Poisson limit, where 1 − 1/(1 + φm) would lose all digits.
        double log = Logarithm.OnePlus(phi * m);
        double r = 1 / phi;
        return (y * (Math.Log(phi * m) - log)) - (r * log) - GammaFunction.LogRatio(r, y) - LogFactorial(y);
    }

    private static double NegativeBinomialDeviance(double y, double m, double phi)
    {
        double log = Logarithm.OnePlus(phi * m) - Logarithm.OnePlus(phi * y);
        return 2 * (Relative(y, m) + (y * log) + (log / phi));
    }

    /// <summary>y log(y/μ), 0 at y = 0.</summary>
    private static double Relative(double y, double mean) => y > 0 ? y * Math.Log(Math.Max(y / mean, Epsilon)) : 0;

    private static double LogFactorial(double y) =>
        y >= 0 && y < LogFactorials.Length && y == Math.Floor(y) ? LogFactorials[(int)y] : GammaFunction.Log(y + 1);
}
