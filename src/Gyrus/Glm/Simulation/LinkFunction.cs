using Gyrus.Numerics.Distributions;

namespace Gyrus.Glm.Simulation;

/// <summary>μ of one η.</summary>
internal static class LinkFunction
{
    /// <summary>The link that a family has where none is named.</summary>
    public static Link Default(Family family) =>
        family switch
        {
            Family.Gaussian => Link.Identity,
            Family.Bernoulli => Link.Logistic,
            Family.Gamma => Link.Inverse,
            _ => Link.Exp,
        };

    /// <summary>The mean.</summary>
    public static double Mean(Link link, double eta) =>
        link switch
        {
            Link.Identity => eta,
            Link.Exp => Math.Exp(eta),
            Link.Softplus => Math.Max(eta, 0) + Logarithm.OnePlus(Math.Exp(-Math.Abs(eta))),
            Link.Logistic => 1 / (1 + Math.Exp(-eta)),
            Link.Probit => eta < 0 ? 0.5 * ChiSquared.Survival(eta * eta, 1) : 1 - (0.5 * ChiSquared.Survival(eta * eta, 1)),
            Link.Inverse => 1 / eta,
            _ => throw new ArgumentOutOfRangeException(nameof(link), $"There is no link {link}."),
        };
}
