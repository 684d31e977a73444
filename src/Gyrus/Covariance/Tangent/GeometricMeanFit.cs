using Gyrus.Numerics;
using Gyrus.Optimization;

namespace Gyrus.Covariance.Tangent;

/// <summary>The geometric mean of positive definite matrices.</summary>
public sealed record GeometricMeanFit
{
    /// <summary>Gets the mean M. Shape: regions × regions, symmetric positive definite.</summary>
    public required Matrix Mean { get; init; }

    /// <summary>Gets how the fit ended; the certificate is ‖mean of log(M^-½ C_k M^-½)‖_F / √p, the objective half the mean squared distance.</summary>
    public required Convergence Convergence { get; init; }
}
