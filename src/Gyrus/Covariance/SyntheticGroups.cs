using Gyrus.Numerics;

namespace Gyrus.Covariance;

/// <summary>Signals of two synthetic groups, with the edges in which they differ.</summary>
public sealed record SyntheticGroups
{
    /// <summary>Gets the signals of each subject, the first group first. Shape of each: samples × regions.</summary>
    public required IReadOnlyList<Matrix> Signals { get; init; }

    /// <summary>Gets, for each subject, whether it belongs to the first group.</summary>
    public required IReadOnlyList<bool> IsFirst { get; init; }

    /// <summary>Gets the planted edges, the smaller region first; their correlation is higher in the first group.</summary>
    public required IReadOnlyList<(int First, int Second)> Planted { get; init; }
}
