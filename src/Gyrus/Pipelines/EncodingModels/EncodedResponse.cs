using Gyrus.Glm;
using Gyrus.Glm.Selection;

namespace Gyrus.Pipelines.EncodingModels;

/// <summary>What was found out about one response, the counts of a neuron or the classes of a column, in the terms that both share.</summary>
public sealed record EncodedResponse
{
    /// <summary>Gets the name of the response.</summary>
    public required string Name { get; init; }

    /// <summary>Gets the final fit, or null.</summary>
    public BlockFit? Fit { get; init; }

    /// <summary>Gets the fits of the path, strengths falling; empty without a path.</summary>
    public IReadOnlyList<BlockFit> Path { get; init; } = [];

    /// <summary>Gets the smallest strength at which every penalised coefficient is zero, or NaN without a path.</summary>
    public double LargestStrength { get; init; } = double.NaN;

    /// <summary>Gets where each block leaves the path.</summary>
    public IReadOnlyList<VanishPoint> Vanish { get; init; } = [];

    /// <summary>Gets the cross-validation, or null.</summary>
    public PathScores? CrossValidation { get; init; }

    /// <summary>Gets the nested score of the cross-validation, or null.</summary>
    public NestedScore? Nested { get; init; }

    /// <summary>Gets every fit that is part of the result, once: those of the path where there is one (a chosen fit is one of them).</summary>
    public IReadOnlyList<BlockFit> AllFits =>
        Path.Count > 0 ? Path
        : Fit is null ? []
        : [Fit];
}
