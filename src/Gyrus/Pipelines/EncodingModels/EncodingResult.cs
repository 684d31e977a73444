using Gyrus.Glm;
using Gyrus.Glm.Selection;

namespace Gyrus.Pipelines.EncodingModels;

/// <summary>What was found out about an encoding model; parts that were not asked for are empty.</summary>
public sealed record EncodingResult
{
    /// <summary>Gets the model.</summary>
    public required EncodingModel Model { get; init; }

    /// <summary>Gets the recording.</summary>
    public required EncodingRecording Recording { get; init; }

    /// <summary>Gets the design and what was fitted to it; of a model that <see cref="EncodingModel.IsRelative"/>, the design of the first neuron.</summary>
    public required GlmData Data { get; init; }

    /// <summary>Gets the names of the neurons that were modelled: all of the recording, or some.</summary>
    public IReadOnlyList<string> Neurons => Data.Neurons ?? Recording.Neurons;

    /// <summary>Gets the final fit of each neuron: at the strength of the model, or at the one that was chosen.</summary>
    public IReadOnlyList<GlmFit> Fits { get; init; } = [];

    /// <summary>Gets the path of each neuron.</summary>
    public IReadOnlyList<GlmPath> Paths { get; init; } = [];

    /// <summary>Gets where each block of each neuron leaves its path.</summary>
    public IReadOnlyList<VanishPoint> Vanish { get; init; } = [];

    /// <summary>Gets the cross-validation of each neuron.</summary>
    public IReadOnlyList<GlmCrossValidationFit> CrossValidations { get; init; } = [];

    /// <summary>Gets the nested score of each neuron's cross-validation.</summary>
    public IReadOnlyList<NestedScore> Nested { get; init; } = [];

    /// <summary>Gets the stability selection of each neuron.</summary>
    public IReadOnlyList<StabilitySelectionFit> Stabilities { get; init; } = [];

    /// <summary>Gets the comparison of nested models of each neuron.</summary>
    public IReadOnlyList<ModelComparisonFit> Comparisons { get; init; } = [];

    /// <summary>Gets the refit of the selected blocks of each neuron; null where no block was selected.</summary>
    public IReadOnlyList<RefittedModel?> Refits { get; init; } = [];

    /// <summary>Gets the tuning curves of each neuron.</summary>
    public IReadOnlyList<IReadOnlyList<TuningCurve>> Curves { get; init; } = [];

    /// <summary>Gets the maps of each neuron over pairs of covariates: those of the final fit, which the penalty keeps from growing without bounds where nothing was recorded.</summary>
    public IReadOnlyList<IReadOnlyList<TuningMap>> Maps { get; init; } = [];

    /// <summary>Gets the scores of each final fit on the samples it was fitted to.</summary>
    public IReadOnlyList<EncodingScore> Scores { get; init; } = [];

    /// <summary>Gets the goodness of fit of each final fit.</summary>
    public IReadOnlyList<GoodnessOfFit> Diagnostics { get; init; } = [];

    /// <summary>Gets what a reader should know, each sentence once.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>Gets where the result comes from, or null.</summary>
    public Provenance? Provenance { get; init; }

    /// <summary>Gets every penalised fit that is part of the result, once: those of the paths where there are paths (a chosen fit is one of them).</summary>
    public IEnumerable<GlmFit> AllFits => Paths.Count > 0 ? Paths.SelectMany(p => p.Fits) : Fits;

    /// <summary>The design of a neuron and what was fitted to it; the neuron keeps its number.</summary>
    public GlmData DataOf(int neuron) =>
        Model.IsRelative ? Data with { Design = Model.On(Recording, fitted: null, Neurons[neuron]).Design } : Data;

    /// <summary>Gets what was found out about each neuron, in the terms that are shared with classes.</summary>
    public IReadOnlyList<EncodedResponse> Responses =>
        [
            .. Neurons.Select(
                (name, k) =>
                    new EncodedResponse
                    {
                        Name = name,
                        Fit = Fits.ElementAtOrDefault(k),
                        Path = Paths.ElementAtOrDefault(k)?.Fits ?? [],
                        LargestStrength = Paths.ElementAtOrDefault(k)?.LargestStrength ?? double.NaN,
                        Vanish = [.. Vanish.Where(v => v.Neuron == name)],
                        CrossValidation = CrossValidations.ElementAtOrDefault(k),
                        Nested = Nested.ElementAtOrDefault(k),
                    }
            ),
        ];

    /// <summary>Gets what a reader should know of the design of each neuron; empty where the neurons share one.</summary>
    internal IReadOnlyList<IReadOnlyList<string>> OwnDesignWarnings { get; init; } = [];

    /// <summary>Gets what a reader should know of the recording and of the design that the neurons share.</summary>
    internal IEnumerable<string> SharedWarnings =>
        [.. Recording.Warnings, .. Model.IsRelative ? [] : Data.Design.Warnings];

    /// <summary>Gets a value indicating whether every fit that is part of the result, those of folds, halves and shifts and the refits included, reached its certificate. A refit without a finite optimum has none to reach: a warning tells it.</summary>
    public bool Converged =>
        AllFits.All(f => f.Convergence.Converged)
        && CrossValidations.All(c => c.LateFoldFits == 0)
        && Nested.All(n => n.LateFits == 0)
        && Stabilities.All(s => s.LateFits == 0)
        && Comparisons.All(c => c.LateFits == 0)
        && Refits.All(r => r is null or { IsLate: false });
}
