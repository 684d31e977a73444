namespace Gyrus.Inference;

/// <summary>The result of a signed-rank test.</summary>
public sealed record SignedRankResult
{
    /// <summary>Gets W⁺, the sum of the ranks of positive differences.</summary>
    public required double Statistic { get; init; }

    /// <summary>Gets the number of differences that are not 0.</summary>
    public required int Count { get; init; }

    /// <summary>Gets a value indicating whether the p-values are exact.</summary>
    public required bool IsExact { get; init; }

    /// <summary>Gets P(W⁺ ≥ observed): small if differences tend to be positive. 1 without differences.</summary>
    public required double PGreater { get; init; }

    /// <summary>Gets P(W⁺ ≤ observed): small if differences tend to be negative.</summary>
    public required double PLess { get; init; }

    /// <summary>Gets twice the smaller one, at most 1.</summary>
    public double PTwoSided => Math.Min(1, 2 * Math.Min(PLess, PGreater));
}
