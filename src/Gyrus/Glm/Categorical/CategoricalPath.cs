namespace Gyrus.Glm.Categorical;

/// <summary>The fits of softmax regressions along a path of strengths.</summary>
public sealed record CategoricalPath
{
    /// <summary>Gets the smallest strength at which every penalised coefficient is zero, closed form.</summary>
    public required double LargestStrength { get; init; }

    /// <summary>Gets the fits, from the largest strength to the smallest.</summary>
    public required IReadOnlyList<CategoricalFit> Fits { get; init; }
}
