using Gyrus.Glm;
using Gyrus.Glm.Selection;
using Gyrus.Pipelines.EncodingModels;
using Gyrus.Validation;

namespace Gyrus.IO.EncodingModels;

/// <summary>A model file: JSON, with comments and trailing commas, that declares the data, the features and the fit of an encoding model.</summary>
/// <remarks>
/// Every error names the file, the line and the column, what was expected and, for a misspelt word, what may have been meant. The guide
/// <c>docs/guides/encoding-models.md</c> explains every name; <c>docs/guides/encoding-model.schema.json</c> lets editors check files.
/// </remarks>
public sealed record ModelFile
{
    private static readonly Dictionary<string, StrengthRule> Rules = new()
    {
        ["oneStandardError"] = StrengthRule.OneStandardError,
        ["best"] = StrengthRule.Best,
    };

    private static readonly Dictionary<string, FoldAssignment> Assignments = new()
    {
        ["contiguous"] = FoldAssignment.Contiguous,
        ["interleaved"] = FoldAssignment.Interleaved,
    };

    /// <summary>Gets the path as it was given.</summary>
    public required string Path { get; init; }

    /// <summary>Gets the model.</summary>
    public required EncodingModel Model { get; init; }

    /// <summary>Gets where the recording is.</summary>
    public required EncodingSources Sources { get; init; }

    /// <summary>Gets the text of the file.</summary>
    public required string Declaration { get; init; }

    /// <summary>Reads a model file.</summary>
    /// <exception cref="InvalidDataException">Not such a file; the message has the place.</exception>
    /// <exception cref="IOException">The file is absent or cannot be read.</exception>
    public static ModelFile Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ModelText text = ModelText.Read(path);
        var root = new ModelSection(text, text.Root, "the model");
        _ = root.Find("$schema");
        EncodingSources sources = SourcesReader.Read(
            root,
            System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path))!
        );
        EncodingModel model = ReadModel(root, sources.BinWidthSeconds);
        root.Finish();
        if (model.Categorical is not null)
        {
            CategoricalCheck.Require(root, model, sources);
            sources = sources with { AreLabels = true };
        }

        return new ModelFile
        {
            Path = path,
            Model = model,
            Sources = sources,
            Declaration = text.Content,
        };
    }

    /// <summary>Reads the recording, and checks that it has every covariate that the model names.</summary>
    /// <exception cref="InvalidDataException">A file is damaged, a column or covariate is not there, or a response is not one of the family.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public EncodingRecording ReadRecording() =>
        Checked(RecordingReader.Read(Sources, Model.Model.Observation, Covariates()));

    /// <summary>The same of a recording whose covariates stay on disk.</summary>
    /// <inheritdoc cref="RecordingReader.Open(EncodingSources, ObservationModel?)"/>
    public EncodingRecording OpenRecording() => Checked(RecordingReader.Open(Sources, Model.Model.Observation));

    /// <summary>The covariates that the model names.</summary>
    private string[] Covariates() =>
        [
            .. Model
                .Features.SelectMany(static f => f.Covariates)
                .SelectMany(static names => names)
                .Where(static n => n is not (EncodingFeature.Self or EncodingFeature.Others)),
        ];

    private EncodingRecording Checked(EncodingRecording recording)
    {
        ModelText text = ModelText.Parse(Path, System.Text.Encoding.UTF8.GetBytes(Declaration));
        string[] known =
        [
            .. recording.CovariateNames.Concat(recording.Labels is null ? recording.Neurons : []).Distinct(),
        ];
        foreach (ModelNode place in FeatureReader.Places(text))
        {
            bool isThere = known.Any(name => EncodingFeature.Means(place.Text, name));
            if (place.Text is EncodingFeature.Self or EncodingFeature.Others)
            {
                RequireRelative(text, place, recording, isThere);
            }
            else if (!isThere)
            {
                throw text.Fault(
                    place,
                    $"the recording has no covariate {place.Describe()}.{Spelling.Hint(place.Text, [.. known, EncodingFeature.Self, EncodingFeature.Others])}"
                );
            }
        }

        return recording;
    }

    /// <summary>The words for the neuron itself and the others need neurons, and must not be names too.</summary>
    private static void RequireRelative(ModelText text, ModelNode place, EncodingRecording recording, bool isName)
    {
        string? fault =
            isName
                ? $"the recording has a column '{place.Text}', but the word stands for responses of neurons here: rename the column."
            : recording.Labels is not null
                ? $"'{place.Text}' stands for responses of neurons, but the response is a class."
            : place.Text == EncodingFeature.Others && recording.Neurons.Count == 1
                ? $"'{place.Text}' needs at least two neurons, but the recording has one, '{recording.Neurons[0]}'."
            : null;
        if (fault is not null)
        {
            throw text.Fault(place, fault);
        }
    }

    /// <summary>The model of a declaration that was kept with a fit; its data need not be there any more.</summary>
    internal static EncodingModel ModelOf(string path, string declaration)
    {
        ModelText text = ModelText.Parse(path, System.Text.Encoding.UTF8.GetBytes(declaration));
        var root = new ModelSection(text, text.Root, "the model");
        return ReadModel(root, root.Section("data")?.Positive("binWidthSeconds"));
    }

    private static EncodingModel ReadModel(ModelSection root, double? binWidthSeconds)
    {
        IReadOnlyList<EncodingFeature> features = FeatureReader.Read(root, binWidthSeconds);
        var penalty = new PenaltyReader(root, features);
        (ObservationModel observation, CategoricalResponse? categorical) = ObservationReader.Read(root);
        EncodingModel model = root.Make(() =>
            new EncodingModel
            {
                Features = features,
                Categorical = categorical,
                Groups = penalty.Groups,
                GroupWeights = penalty.GroupWeights,
                Weights = penalty.Weights,
                Model = new GeneralizedLinearModel
                {
                    Observation = observation,
                    Regularizer = penalty.Regularizer,
                    Tolerance = root.Number("tolerance") ?? 1e-6,
                },
                Seed = (ulong)(root.Whole("seed", 0) ?? 0),
            }
        );
        model = root.Section("path") is { } path ? WithPath(model, path) : model;
        model = root.Section("folds") is { } folds ? WithFolds(model, folds, root.Need("data")) : model;
        model = root.Section("stability") is { } stability ? WithStability(model, stability) : model;
        return root.Section("comparison") is { } comparison ? WithComparison(model, comparison) : model;
    }

    private static EncodingModel WithPath(EncodingModel model, ModelSection path)
    {
        if (path.Find("strengths") is not null)
        {
            const string why = "beside 'strengths', which say how many there are and how small the smallest is";
            path.Refuse("count", why);
            path.Refuse("ratio", why);
        }

        EncodingModel with = path.Make(
            () =>
            {
                EncodingModel made = model with
                {
                    Strengths = path.Numbers("strengths"),
                    PathCount = path.Whole("count") ?? model.PathCount,
                    PathRatio = path.Number("ratio") ?? model.PathRatio,
                };
                _ = made.Path; // checks the strengths
                return made;
            },
            (nameof(EncodingModel.PathCount), "count"),
            (nameof(EncodingModel.PathRatio), "ratio")
        );
        path.Finish();
        return with;
    }

    private static EncodingModel WithFolds(EncodingModel model, ModelSection folds, ModelNode data)
    {
        EncodingModel with = folds.Make(
            () =>
                model with
                {
                    Folds = new TrialFolds
                    {
                        Folds = folds.Whole("count") ?? model.Folds.Folds,
                        Gap = folds.Whole("gapBins") ?? model.Folds.Gap,
                        Assignment = folds.Choice("assignment", Assignments) ?? model.Folds.Assignment,
                        PieceLength = folds.Whole("pieceBins"),
                    },
                    Rule = folds.Choice("rule", Rules) ?? model.Rule,
                    IsNested = folds.Flag("nested") ?? model.IsNested,
                },
            (nameof(TrialFolds.Folds), "count"),
            (nameof(TrialFolds.Gap), "gapBins"),
            (nameof(TrialFolds.PieceLength), "pieceBins")
        );
        if (with.Folds.Assignment != FoldAssignment.Interleaved || data.Members.Any(m => m.Name.Text == "trials"))
        {
            folds.Refuse(
                "pieceBins",
                "where folds are not dealt piece by piece: that is with the assignment 'interleaved', where there are no 'trials'"
            );
        }

        folds.Finish();
        return with;
    }

    private static EncodingModel WithStability(EncodingModel model, ModelSection stability)
    {
        EncodingModel with = stability.Make(
            () =>
                model with
                {
                    StabilityPairs = stability.Whole("pairs") ?? model.StabilityPairs,
                    StabilityThreshold = stability.Number("threshold") ?? model.StabilityThreshold,
                    StabilityMaximum = stability.Whole("maximumSelected"),
                },
            (nameof(EncodingModel.StabilityPairs), "pairs"),
            (nameof(EncodingModel.StabilityThreshold), "threshold"),
            (nameof(EncodingModel.StabilityMaximum), "maximumSelected")
        );
        stability.Finish();
        return with;
    }

    private static EncodingModel WithComparison(EncodingModel model, ModelSection comparison)
    {
        EncodingModel with = comparison.Make(
            () =>
                model with
                {
                    ComparisonFolds = comparison.Whole("folds") ?? model.ComparisonFolds,
                    Shifts = comparison.Whole("shifts") ?? model.Shifts,
                },
            (nameof(EncodingModel.ComparisonFolds), "folds")
        );
        comparison.Finish();
        return with;
    }
}
