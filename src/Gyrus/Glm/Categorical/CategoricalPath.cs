namespace Gyrus.Glm.Categorical;

/// <summary>The fits of softmax regressions along a path of strengths.</summary>
public sealed record CategoricalPath
{
    /// <summary>Gets the smallest strength at which every penalised coefficient is zero: in closed form from the fit of what is not penalised; 0 where none has any part in the labels: the fits are then all the same, at strengths from 1 down. Of a ridge, which makes nothing zero, one that leaves about a thousandth.</summary>
    public required double LargestStrength { get; init; }

    /// <summary>Gets the fits, from the largest strength to the smallest.</summary>
    public required IReadOnlyList<CategoricalFit> Fits { get; init; }
}
