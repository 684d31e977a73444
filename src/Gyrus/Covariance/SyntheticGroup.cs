using Gyrus.Numerics;

namespace Gyrus.Covariance;

/// <summary>Signals of a synthetic group, with the truth they were drawn from.</summary>
public sealed record SyntheticGroup
{
    /// <summary>Gets the signals of each subject. Shape of each: samples × regions; not standardised.</summary>
    public required IReadOnlyList<Matrix> Signals { get; init; }

    /// <summary>Gets the precision of each subject: the inverse of the covariance that its samples were drawn with.</summary>
    public required IReadOnlyList<Matrix> Precisions { get; init; }

    /// <summary>Gets the pattern that all precisions share: 1 where an entry is not zero, the diagonal included.</summary>
    public required Matrix Topology { get; init; }
}
