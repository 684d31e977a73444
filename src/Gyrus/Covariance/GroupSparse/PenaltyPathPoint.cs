using Gyrus.Numerics;
using Gyrus.Validation;

namespace Gyrus.Covariance.GroupSparse;

/// <summary>One penalty of a cross-validation with the fits of its folds, as long as they may start another.</summary>
internal sealed class PenaltyPathPoint(PenaltyScore score, IReadOnlyList<Matrix>[]? precisions) : IScoredPenalty
{
    public PenaltyScore Score => score;

    public double Penalty => score.Penalty;

    public double MeanScore { get; } = score.MeanScore;

    /// <summary>Gets the precisions of each fold; null when they are not kept or were let go.</summary>
    public IReadOnlyList<Matrix>[]? Precisions { get; private set; } = precisions;

    /// <summary>Lets the precisions go: the search has left this penalty behind.</summary>
    public void Release() => Precisions = null;
}
