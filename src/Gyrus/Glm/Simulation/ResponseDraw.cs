using Gyrus.Numerics;
using Gyrus.Numerics.Distributions;

namespace Gyrus.Glm.Simulation;

/// <summary>One response of a family, given its mean.</summary>
internal static class ResponseDraw
{
    /// <summary>A draw; scale is the variance (Gaussian), 1/shape (Gamma) or φ (negative binomial).</summary>
    public static double Next(Rng rng, Family family, double mean, double scale) =>
        family switch
        {
            Family.Poisson => PoissonDraw.Next(rng, mean),
            Family.Gaussian => mean + (Math.Sqrt(scale) * rng.NextNormal()),
            Family.Bernoulli => rng.NextDouble() < mean ? 1 : 0,
            Family.Gamma => mean * scale * GammaDraw.Next(rng, 1 / scale),

            // A Poisson whose rate is Gamma of mean μ and variance φμ².
            Family.NegativeBinomial => PoissonDraw.Next(rng, mean * scale * GammaDraw.Next(rng, 1 / scale)),
            _ => throw new ArgumentOutOfRangeException(nameof(family), $"There is no family {family}."),
        };
}
