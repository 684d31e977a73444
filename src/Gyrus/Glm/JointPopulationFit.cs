using Gyrus.Optimization;

namespace Gyrus.Glm;

/// <summary>The fits of neurons that share a penalty.</summary>
public sealed record JointPopulationFit
{
    /// <summary>Gets the fits, one per neuron; all carry the convergence of the whole.</summary>
    public required IReadOnlyList<GlmFit> Fits { get; init; }

    /// <summary>Gets how the whole ended; the objective is the sum over the neurons plus the penalty.</summary>
    public required Convergence Convergence { get; init; }
}
