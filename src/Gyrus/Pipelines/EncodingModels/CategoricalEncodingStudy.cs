using Gyrus.Glm.Categorical;
using Gyrus.Numerics;
using static System.FormattableString;

namespace Gyrus.Pipelines.EncodingModels;

/// <summary>An encoding model of classes (a choice, a stimulus, a state) on a recording: its fit, path and choice of the strength by softmax regression.</summary>
/// <remarks>Results do not depend on threads, which run over folds.</remarks>
public sealed record CategoricalEncodingStudy
{
    /// <summary>Gets the model. Its <see cref="EncodingModel.Categorical"/> says how classes are called.</summary>
    public required EncodingModel Model { get; init; }

    /// <summary>Gets the recording, with labels.</summary>
    public required EncodingRecording Recording { get; init; }

    /// <summary>Gets the threads. At least 1; 1.</summary>
    public int Threads
    {
        get;
        init => field = Require.AtLeast(1, value, nameof(Threads));
    } = 1;

    /// <summary>The fit at the strength of the model.</summary>
    /// <exception cref="ArgumentException">Fewer than two classes, a label that is none of them, or a penalty that classes do not take.</exception>
    public CategoricalEncodingResult Fit(CancellationToken cancellationToken = default)
    {
        CategoricalEncodingResult start = Start();
        return Finish(start with { Fit = RegressionOf(start).Fit(start.Data, cancellationToken) });
    }

    /// <summary>The whole path, and where each block leaves it.</summary>
    /// <inheritdoc cref="Fit"/>
    public CategoricalEncodingResult Path(CancellationToken cancellationToken = default)
    {
        CategoricalEncodingResult start = Start();
        CategoricalPath path = PathOf(start).Fit(start.Data, cancellationToken);
        return Finish(
            start with
            {
                Path = path,
                Vanish = !VanishPoints.Exist(RegressionOf(start).Regularizer)
                    ? []
                    : VanishPoints.Of(
                        start.Response,
                        start.Data.Design.Blocks,
                        [.. path.Fits.Select(f => (f.Model.Regularizer.Strength, f))],
                        strength =>
                            VanishPoints.Precise(RegressionOf(start), strength).Fit(start.Data, cancellationToken),
                        static (fit, block) => fit.Holds(block)
                    ),
            }
        );
    }

    /// <summary>Chooses the strength on trials that are left out.</summary>
    /// <inheritdoc cref="Fit"/>
    public CategoricalEncodingResult CrossValidate(CancellationToken cancellationToken = default)
    {
        CategoricalEncodingResult start = Start();
        var validation = new CategoricalCrossValidation
        {
            Path = PathOf(start),
            Folds = Model.Folds,
            Rule = Model.Rule,
        };
        CategoricalCrossValidationFit chosen = validation.Fit(start.Data, Threads, cancellationToken);
        return Finish(
            start with
            {
                CrossValidation = chosen,
                Path = chosen.Path,
                Fit = chosen.Fit,
                Nested = Model.IsNested
                    ? validation.Nested(start.Data, Threads, cancellationToken) with
                    {
                        Neuron = start.Response,
                    }
                    : null,
            }
        );
    }

    /// <summary>A recording as the design and the classes of a fit.</summary>
    /// <exception cref="ArgumentException">A label is none of the classes of the fit, or the features differ.</exception>
    public static CategoricalData DataOf(EncodingModel model, EncodingRecording recording, CategoricalFit fit)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(recording);
        ArgumentNullException.ThrowIfNull(fit);
        return CategoricalLabels.On(model, recording, fit);
    }

    private CategoricalEncodingResult Start()
    {
        CategoricalData data = CategoricalLabels.On(Model, Recording, fit: null);
        return new()
        {
            Model = Model.For(data.Design),
            Recording = Recording,
            Data = data,
        };
    }

    private static CategoricalRegression RegressionOf(CategoricalEncodingResult start) =>
        new() { Regularizer = start.Model.Model.Regularizer, Tolerance = start.Model.Model.Tolerance };

    private static CategoricalRegularizationPath PathOf(CategoricalEncodingResult start) =>
        new()
        {
            Model = RegressionOf(start),
            Strengths = start.Model.Path.Strengths,
            Count = start.Model.Path.Count,
            Ratio = start.Model.Path.Ratio,
        };

    private static CategoricalEncodingResult Finish(CategoricalEncodingResult result)
    {
        int missing = result.Recording.Labels!.Count(static l => l is null);
        return result with
        {
            Score = result.Fit is { } fit ? CategoricalEncodingScore.Of(fit, result.Data) : null,
            Warnings =
            [
                .. result.Data.Design.Warnings,
                .. missing > 0
                    ? [Invariant($"Bins without a label of '{result.Response}', which are left out: {missing}.")]
                    : (string[])[],
                .. result.CrossValidation is null ? EncodingWarnings.Late(result.AllFits) : [],
                .. result
                    .AllFits.SelectMany(static f => f.Warnings)
                    .Concat(result.CrossValidation?.Warnings ?? [])
                    .Concat(result.Nested?.Warnings ?? [])
                    .Distinct(),
            ],
        };
    }
}
