using Gyrus.Glm;
using Gyrus.Glm.Features;
using Gyrus.Glm.Scores;
using Gyrus.Glm.Selection;
using Gyrus.Numerics;

namespace Gyrus.Pipelines.EncodingModels;

/// <summary>An encoding model on a recording: its fits, paths, choices and comparisons.</summary>
/// <remarks>Neurons are independent of each other; threads run over them, or over folds where there is one. Results do not depend on threads.</remarks>
public sealed record EncodingStudy
{
    /// <summary>Gets the model.</summary>
    public required EncodingModel Model { get; init; }

    /// <summary>Gets the recording.</summary>
    public required EncodingRecording Recording { get; init; }

    /// <summary>Gets the names of the neurons to model, or null for all. Others stay covariates; the answers of a neuron do not depend on them.</summary>
    public IReadOnlyList<string>? Neurons { get; init; }

    /// <summary>Gets the threads. At least 1; 1.</summary>
    public int Threads
    {
        get;
        init => field = Require.AtLeast(1, value, nameof(Threads));
    } = 1;

    /// <summary>Gets where progress goes, or null. Of a streamed recording each pass over the covariates is told.</summary>
    public IProgress<WorkProgress>? Progress { get; init; }

    /// <summary>The fits at the strength of the model.</summary>
    public EncodingResult Fit(CancellationToken cancellationToken = default)
    {
        EncodingResult start = Start();
        return Finish(
            start with
            {
                Fits = Each(
                    start,
                    "fit",
                    (data, k, _) => start.Model.Model.Fit(data, k, cancellationToken),
                    cancellationToken
                ),
            }
        );
    }

    /// <summary>The whole path of each neuron, and where each block leaves it; no strength is chosen.</summary>
    public EncodingResult Path(CancellationToken cancellationToken = default)
    {
        EncodingResult start = Start();
        bool finds = !IsStreamed && VanishPoints.Exist(start.Model.Model.Regularizer);
        (GlmPath Path, IReadOnlyList<VanishPoint> Vanish)[] paths = Each(
            start,
            "path",
            (data, k, _) =>
            {
                GlmPath path = start.Model.Path.Fit(data, k, cancellationToken);
                return (
                    path,
                    !finds
                        ? []
                        : VanishPoints.Of(
                            path.Fits[0].Neuron,
                            data.Design.Blocks,
                            [.. path.Fits.Select(f => (f.Model.Regularizer.Strength, f))],
                            strength =>
                                VanishPoints.Precise(start.Model.Model, strength).Fit(data, k, cancellationToken),
                            (fit, block) => fit.Holds(block) || ZeroBlocks.Enters(fit, data, k, block)
                        )
                );
            },
            cancellationToken
        );
        return Finish(
            start with
            {
                Paths = [.. paths.Select(p => p.Path)],
                Vanish = [.. paths.SelectMany(p => p.Vanish)],
            }
        );
    }

    /// <summary>Chooses the strength of each neuron on trials that are left out, refits, and tests what was selected.</summary>
    public EncodingResult CrossValidate(CancellationToken cancellationToken = default)
    {
        EncodingResult start = Start();
        var validation = new GlmCrossValidation
        {
            Path = start.Model.Path,
            Folds = Model.Folds,
            Rule = Model.Rule,
            Progress = ProgressInside(start),
        };
        GlmCrossValidationFit[] chosen = Each(
            start,
            "cross-validation",
            (data, k, threads) => validation.Fit(data, k, threads, cancellationToken),
            cancellationToken
        );
        NestedScore[] nested = Model.IsNested
            ? Each(
                start,
                "nested cross-validation",
                (data, k, threads) => validation.Nested(data, k, threads, cancellationToken),
                cancellationToken
            )
            : [];
        EncodingResult result = start with
        {
            CrossValidations = chosen,
            Nested = nested,
            Paths = [.. chosen.Select(c => c.Path)],
            Fits = [.. chosen.Select(c => c.Fit)],
        };
        return Finish(IsStreamed ? result : WithEffects(result, cancellationToken));
    }

    /// <summary>How often each block is selected on random halves of the trials.</summary>
    public EncodingResult Select(CancellationToken cancellationToken = default)
    {
        EncodingResult start = Start();
        var selection = new StabilitySelection
        {
            Path = start.Model.Path,
            Pairs = Model.StabilityPairs,
            Threshold = Model.StabilityThreshold,
            MaximumSelected = Model.StabilityMaximum,
            Seed = Model.Seed,
            Progress = ProgressInside(start),
        };
        return Finish(
            start with
            {
                Stabilities = Each(
                    start,
                    "stability selection",
                    (data, k, threads) => selection.Fit(data, k, threads, cancellationToken),
                    cancellationToken
                ),
            }
        );
    }

    /// <summary>Which blocks raise the held-out log-likelihood, added one by one.</summary>
    public EncodingResult Compare(CancellationToken cancellationToken = default)
    {
        EncodingResult start = Start();
        var comparison = new ModelComparison
        {
            Model = start.Model.Model,
            Folds = Model.Folds with { Folds = Model.ComparisonFolds },
            Shifts = Model.Shifts,
            Seed = Model.Seed,
            Progress = ProgressInside(start),
        };
        return Finish(
            start with
            {
                Comparisons = Each(
                    start,
                    "model comparison",
                    (data, k, threads) => comparison.Fit(data, k, threads, cancellationToken),
                    cancellationToken
                ),
            }
        );
    }

    /// <summary>The score of a fit on some data.</summary>
    public static EncodingScore ScoreOf(GlmFit fit, GlmData data, int neuron)
    {
        ArgumentNullException.ThrowIfNull(fit);
        ArgumentNullException.ThrowIfNull(data);
        return ScoreOf(fit.Neuron, PredictionOf(fit, data, neuron));
    }

    private static EncodingScore ScoreOf(string neuron, GlmPrediction prediction) =>
        new(
            neuron,
            GlmScore.LogLikelihood(prediction),
            prediction.Family is Family.Gaussian or Family.Gamma ? double.NaN : GlmScore.BitsPerSpike(prediction),
            GlmScore.DevianceExplained(prediction),
            GlmScore.McFadden(prediction)
        );

    /// <summary>The responses of a neuron beside the means of its fit, of the samples that it was fitted to.</summary>
    internal static GlmPrediction PredictionOf(GlmFit fit, GlmData data, int neuron) =>
        Rows.Predict(fit, data, neuron, [.. Enumerable.Range(0, data.Design.Samples)]) with
        {
            Scale = double.IsFinite(fit.Scale) && fit.Scale > 0 ? fit.Scale : 1,
        };

    private EncodingResult Start()
    {
        if (Model.Categorical is not null)
        {
            throw new ArgumentException(
                $"The responses are classes: {nameof(CategoricalEncodingStudy)} fits them, {nameof(EncodingStudy)} fits numbers."
            );
        }

        IReadOnlyList<int> places = Recording.PlacesOf(Neurons);
        GlmData data = IsStreamed
            ? Model.On(Recording, new StreamOptions { Threads = Threads, Progress = Progress })
            : Model.On(Recording, fitted: null, Recording.Neurons[places[0]]);
        if (Neurons is not null)
        {
            data = data with
            {
                Responses = data.Responses.Select([.. Enumerable.Range(0, Recording.Bins)], places),
                Neurons = [.. places.Select(k => Recording.Neurons[k])],
            };
        }

        return new()
        {
            Model = Model.For(data.Design),
            Recording = Recording,
            Data = data,
        };
    }

    /// <summary>The unpenalised refit of what each fit selected, and the tuning curves or kernels of blocks of one covariate.</summary>
    private EncodingResult WithEffects(EncodingResult result, CancellationToken cancellationToken)
    {
        var effects = new RefittedEffects();
        (RefittedModel? Refit, IReadOnlyList<TuningCurve> Curves, IReadOnlyList<TuningMap> Maps)[] refits = Each(
            result,
            "intervals",
            (data, k, _) =>
            {
                RefittedModel? refit =
                    result.Fits[k].Selected.Count == 0 ? null : effects.Fit(data, result.Fits[k], k, cancellationToken);
                return (
                    refit,
                    refit is null ? [] : EncodingCurves.Of(refit, data),
                    EncodingCurves.MapsOf(result.Fits[k], data, result)
                );
            },
            cancellationToken
        );
        return result with
        {
            Refits = [.. refits.Select(static r => r.Refit)],
            Curves = [.. refits.Select(static r => r.Curves)],
            Maps = [.. refits.Select(static r => r.Maps)],
        };
    }

    private T[] Each<T>(
        EncodingResult start,
        string stage,
        Func<GlmData, int, int, T> work,
        CancellationToken cancellationToken
    )
    {
        int neurons = start.Data.Responses.Columns;
        int done = 0;
        int inner = neurons == 1 && !IsStreamed ? Threads : 1;
        return PartLoop.Run(
            neurons,
            NeuronThreads(start.Data),
            k =>
            {
                cancellationToken.ThrowIfCancellationRequested();
                T result = work(start.DataOf(k), k, inner);
                if (neurons > 1)
                {
                    Progress?.Report(new WorkProgress(stage, Interlocked.Increment(ref done), neurons));
                }

                return result;
            },
            cancellationToken
        );
    }

    /// <summary>Of many neurons it is told how many are done, of a streamed design its passes.</summary>
    private IProgress<WorkProgress>? ProgressInside(EncodingResult start) =>
        start.Data.Responses.Columns == 1 && !IsStreamed ? Progress : null;

    private bool IsStreamed => Recording.Streamed is not null;

    /// <summary>Of one neuron threads run over its folds; of a streamed design over the parts of a pass, so that there is one neuron in memory.</summary>
    private int NeuronThreads(GlmData data) => data.Responses.Columns == 1 || IsStreamed ? 1 : Threads;

    private EncodingResult Finish(EncodingResult result)
    {
        (EncodingScore Score, GoodnessOfFit Goodness)[] judged = PartLoop.Run(
            result.Fits.Count,
            IsStreamed ? 1 : Threads,
            k =>
            {
                GlmPrediction prediction = PredictionOf(result.Fits[k], result.DataOf(k), k);
                return (
                    ScoreOf(result.Fits[k].Neuron, prediction),
                    GoodnessOfFit.Of(result.Fits[k], prediction, result.Data.Trials, Model.Seed)
                );
            },
            CancellationToken.None
        );
        result = result with
        {
            OwnDesignWarnings = !Model.IsRelative
                ? []
                : PartLoop.Run(
                    result.Neurons.Count,
                    Threads,
                    k => result.DataOf(k).Design.Warnings,
                    CancellationToken.None
                ),
        };
        return result with
        {
            Scores = [.. judged.Select(static j => j.Score)],
            Diagnostics = [.. judged.Select(static j => j.Goodness)],
            Warnings =
            [
                .. result.SharedWarnings,
                .. IsStreamed && result.Paths.Count > 0 ? LeftOut(result) : [],
                .. EncodingWarnings.Of(result),
            ],
        };
    }

    /// <summary>What asks for too many passes, or for the columns in memory.</summary>
    private static IEnumerable<string> LeftOut(EncodingResult result) =>
        [
            result.CrossValidations.Count > 0
                ? "The design was streamed: the refits without a penalty, whose intervals need every column in memory, and the tuning curves and maps were left out."
                : "The design was streamed: where each block leaves the path was not searched for between the strengths, which would take hundreds of passes; see the path.",
        ];
}
