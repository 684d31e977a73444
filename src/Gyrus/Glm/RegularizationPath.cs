using Gyrus.Numerics;

namespace Gyrus.Glm;

/// <summary>A model at many strengths, from λ_max (everything zero) down, each fit warm from the one before.</summary>
public sealed record RegularizationPath
{
    /// <summary>Gets the model; its strength is not used.</summary>
    public required GeneralizedLinearModel Model { get; init; }

    /// <summary>Gets the strengths, or null for <see cref="Count"/> spaced evenly on a logarithmic scale from λ_max to λ_max·<see cref="Ratio"/>.</summary>
    public IReadOnlyList<double>? Strengths { get; init; }

    /// <summary>Gets the number of strengths. At least 1; 50.</summary>
    public int Count
    {
        get;
        init => field = Require.AtLeast(1, value, nameof(Count));
    } = 50;

    /// <summary>Gets the smallest strength relative to the largest. In (0, 1); 1e-3.</summary>
    public double Ratio { get; init; } = 1e-3;

    /// <summary>The path of one neuron.</summary>
    public GlmPath Fit(GlmData data, int neuron = 0, CancellationToken cancellationToken = default) =>
        throw new NotImplementedException();
}
