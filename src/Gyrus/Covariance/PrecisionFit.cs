using Gyrus.Numerics;
using Gyrus.Optimization;

namespace Gyrus.Covariance;

/// <summary>A fitted covariance with its inverse. It exists only after a fit.</summary>
public sealed record PrecisionFit
{
    /// <summary>Gets the precision Θ. Shape: regions × regions, symmetric positive definite.</summary>
    public required Matrix Precision { get; init; }

    /// <summary>Gets the covariance of the model, Θ⁻¹ where the estimator gives both. Shape: regions × regions.</summary>
    public required Matrix Covariance { get; init; }

    /// <summary>Gets how the fit ended.</summary>
    public required Convergence Convergence { get; init; }

    /// <summary>Gets what was suspicious but usable, in full sentences.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}
