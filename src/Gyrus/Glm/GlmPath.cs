namespace Gyrus.Glm;

/// <summary>The fits of one neuron along a path of strengths.</summary>
public sealed record GlmPath
{
    /// <summary>Gets the smallest strength at which every penalised coefficient is zero, closed form; 0 where there is nothing to explain: the fits are then all the same, at strengths from 1 down.</summary>
    public required double LargestStrength { get; init; }

    /// <summary>Gets the fits, from the largest strength to the smallest.</summary>
    public required IReadOnlyList<GlmFit> Fits { get; init; }
}
