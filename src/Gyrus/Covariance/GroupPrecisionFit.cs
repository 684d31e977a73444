using Gyrus.Numerics;
using Gyrus.Optimization;

namespace Gyrus.Covariance;

/// <summary>One precision matrix per subject, all with one sparsity pattern.</summary>
public sealed record GroupPrecisionFit
{
    /// <summary>Gets the precisions Ω₁ … Ω_K, in the order of the subjects. Shape of each: regions × regions.</summary>
    public required IReadOnlyList<Matrix> Precisions { get; init; }

    /// <summary>Gets the sample covariances S₁ … S_K that were fitted.</summary>
    public required IReadOnlyList<SampleCovariance> Covariances { get; init; }

    /// <summary>Gets the penalty α.</summary>
    public required double Alpha { get; init; }

    /// <summary>Gets the smallest penalty at which every precision is diagonal.</summary>
    public required double AlphaMax { get; init; }

    /// <summary>Gets how the fit ended; the certificate is the duality gap.</summary>
    public required Convergence Convergence { get; init; }

    /// <summary>Gets what was suspicious but usable, in full sentences.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}
