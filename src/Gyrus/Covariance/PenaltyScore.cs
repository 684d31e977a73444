using Gyrus.Optimization;

namespace Gyrus.Covariance;

/// <summary>One penalty that a cross-validation tried.</summary>
public sealed record PenaltyScore
{
    /// <summary>Gets the penalty.</summary>
    public required double Penalty { get; init; }

    /// <summary>Gets the refinement of the grid that tried it, from 0.</summary>
    public required int Refinement { get; init; }

    /// <summary>Gets the log-likelihood on the left-out samples of each fold.</summary>
    public required IReadOnlyList<double> FoldScores { get; init; }

    /// <summary>Gets how the fit of each fold ended.</summary>
    public required IReadOnlyList<Convergence> FoldConvergence { get; init; }

    /// <summary>Gets the mean over the folds: what the search maximises.</summary>
    public double MeanScore => FoldScores.Average();
}
