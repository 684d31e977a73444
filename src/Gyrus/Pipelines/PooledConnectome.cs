using Gyrus.Covariance;
using Gyrus.Numerics;
using Gyrus.Optimization;

namespace Gyrus.Pipelines;

/// <summary>One graphical lasso of the standardised samples of all subjects put together: the usual point of comparison.</summary>
public sealed record PooledConnectome
{
    /// <summary>Gets the penalty.</summary>
    public required double Penalty { get; init; }

    /// <summary>Gets the precision. Shape: regions × regions.</summary>
    public required Matrix Precision { get; init; }

    /// <summary>Gets the partial correlation of that precision.</summary>
    public required Matrix PartialCorrelation { get; init; }

    /// <summary>Gets how the fit ended; the certificate is its duality gap.</summary>
    public required Convergence Convergence { get; init; }

    /// <summary>Gets every penalty that the cross-validation tried, descending; empty when the penalty was given.</summary>
    public required IReadOnlyList<PenaltyScore> Scores { get; init; }
}
