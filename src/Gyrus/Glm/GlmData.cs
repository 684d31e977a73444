using Gyrus.Glm.Features;
using Gyrus.Numerics;
using static System.FormattableString;

namespace Gyrus.Glm;

/// <summary>What is fitted: one design and the responses of one or many neurons on it.</summary>
/// <remarks>Samples with a feature, response, offset or weight that is not finite do not count; fits say how many (a response drops its own only).</remarks>
public sealed record GlmData
{
    /// <summary>Gets the design.</summary>
    public required Design Design { get; init; }

    /// <summary>Gets the responses. Shape: samples × neurons.</summary>
    public required Matrix Responses { get; init; }

    /// <summary>Gets the names of the neurons, or null for n1, n2, ….</summary>
    public IReadOnlyList<string>? Neurons { get; init; }

    /// <summary>Gets what is added to η (log exposure, in the log link): samples × 1 or samples × neurons, or null for none.</summary>
    public Matrix? Offset { get; init; }

    /// <summary>Gets the weights of the samples, not negative, or null for equal ones. The loss is their weighted mean.</summary>
    public IReadOnlyList<double>? Weights { get; init; }

    /// <summary>Gets the trial (epoch) of each sample, or null for one. Samples of a trial are neighbours; folds never split one.</summary>
    public IReadOnlyList<int>? Trials { get; init; }

    /// <summary>The offset of a neuron, one per sample, or empty where there is none.</summary>
    public ReadOnlySpan<double> OffsetOf(int neuron) =>
        Offset is { } offset ? offset.Column(offset.Columns == 1 ? 0 : neuron) : default;

    /// <summary>The name of a neuron.</summary>
    internal string NameOf(int neuron) => Neurons?[neuron] ?? Invariant($"n{neuron + 1}");
}
