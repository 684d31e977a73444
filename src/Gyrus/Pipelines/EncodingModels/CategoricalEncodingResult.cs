using Gyrus.Glm.Categorical;
using Gyrus.Glm.Selection;

namespace Gyrus.Pipelines.EncodingModels;

/// <summary>What was found out about an encoding model of classes; parts that were not asked for are null or empty.</summary>
public sealed record CategoricalEncodingResult
{
    /// <summary>Gets the model.</summary>
    public required EncodingModel Model { get; init; }

    /// <summary>Gets the recording.</summary>
    public required EncodingRecording Recording { get; init; }

    /// <summary>Gets the design and the classes that were fitted to it.</summary>
    public required CategoricalData Data { get; init; }

    /// <summary>Gets the name of the response.</summary>
    public string Response => Recording.Neurons[0];

    /// <summary>Gets the final fit: at the strength of the model, or at the one that was chosen.</summary>
    public CategoricalFit? Fit { get; init; }

    /// <summary>Gets the path.</summary>
    public CategoricalPath? Path { get; init; }

    /// <summary>Gets where each block leaves the path.</summary>
    public IReadOnlyList<VanishPoint> Vanish { get; init; } = [];

    /// <summary>Gets the cross-validation.</summary>
    public CategoricalCrossValidationFit? CrossValidation { get; init; }

    /// <summary>Gets the nested score of the cross-validation.</summary>
    public NestedScore? Nested { get; init; }

    /// <summary>Gets the scores of the final fit on the samples it was fitted to.</summary>
    public CategoricalEncodingScore? Score { get; init; }

    /// <summary>Gets what a reader should know, each sentence once.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>Gets where the result comes from, or null.</summary>
    public Provenance? Provenance { get; init; }

    /// <summary>Gets every fit that is part of the result, once.</summary>
    public IReadOnlyList<CategoricalFit> AllFits =>
        Path is not null ? Path.Fits
        : Fit is not null ? [Fit]
        : [];

    /// <summary>Gets what was found out about the response, in the terms that are shared with neurons.</summary>
    public EncodedResponse Shared =>
        new()
        {
            Name = Response,
            Fit = Fit,
            Path = Path?.Fits ?? [],
            LargestStrength = Path?.LargestStrength ?? double.NaN,
            Vanish = Vanish,
            CrossValidation = CrossValidation,
            Nested = Nested,
        };

    /// <summary>Gets a value indicating whether every fit that is part of the result, those of folds included, reached its certificate.</summary>
    public bool Converged =>
        AllFits.All(static f => f.Convergence.Converged)
        && CrossValidation is not { LateFoldFits: > 0 }
        && Nested is not { LateFits: > 0 };
}
