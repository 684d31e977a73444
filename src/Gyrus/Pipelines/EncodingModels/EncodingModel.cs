using Gyrus.Glm;
using Gyrus.Glm.Features;
using Gyrus.Glm.Selection;
using Gyrus.Numerics;
using Gyrus.Validation;
using static System.FormattableString;

namespace Gyrus.Pipelines.EncodingModels;

/// <summary>A declared encoding model: which covariates may drive the responses, by which functions, and how the model is fitted and judged.</summary>
/// <remarks>It is a plan: <see cref="On"/> makes a design of a recording, and the methods of <see cref="EncodingStudy"/> use it.</remarks>
public sealed record EncodingModel
{
    /// <summary>Gets the blocks of features. At least one; names differ.</summary>
    /// <exception cref="ArgumentException">There is none, a name comes twice, or a feature of the neuron itself or of the others is not as <see cref="EncodingFeature.Fault"/> wants it.</exception>
    public required IReadOnlyList<EncodingFeature> Features
    {
        get;
        init => field = Checked(value);
    }

    /// <summary>Gets the observation model, the penalty (with the strength of <c>fit</c>) and the tolerance.</summary>
    public required GeneralizedLinearModel Model { get; init; }

    /// <summary>Gets what is said of a response that is a class, not a number, or null. The observation model is then not used: classes have softmax regression.</summary>
    public CategoricalResponse? Categorical { get; init; }

    /// <summary>Gets the groups of the penalty by the names of their features, or null for one group per block. What is in no group is not penalised.</summary>
    public IReadOnlyList<IReadOnlyList<string>>? Groups { get; init; }

    /// <summary>Gets the weights of the penalty, one per group of <see cref="Groups"/>, or null for ones. Group lasso and overlapping group lasso.</summary>
    public IReadOnlyList<double>? GroupWeights { get; init; }

    /// <summary>Gets the weights of the penalty by the names of features, 1 for those that are not named, or null for ones. Group lasso with a group per block, lasso, elastic net and ridge.</summary>
    public IReadOnlyDictionary<string, double>? Weights { get; init; }

    /// <summary>Gets the strengths of a path, or null for <see cref="PathCount"/> of them from λ_max down.</summary>
    public IReadOnlyList<double>? Strengths { get; init; }

    /// <summary>Gets the number of strengths of a path. At least 1; 50.</summary>
    public int PathCount
    {
        get;
        init => field = Require.AtLeast(1, value, nameof(PathCount));
    } = 50;

    /// <summary>Gets the smallest strength of a path relative to λ_max. In (0, 1); 1e-3.</summary>
    public double PathRatio
    {
        get;
        init => field = Require.Between(double.Epsilon, Math.BitDecrement(1.0), value, nameof(PathRatio));
    } = 1e-3;

    /// <summary>Gets the folds of the cross-validation: five contiguous ones that split no trial.</summary>
    public TrialFolds Folds { get; init; } = new();

    /// <summary>Gets the rule that chooses a strength. One standard error.</summary>
    public StrengthRule Rule { get; init; } = StrengthRule.OneStandardError;

    /// <summary>Gets a value indicating whether a cross-validation is done again inside each of its training sets, which scores the choice of the strength too. False.</summary>
    public bool IsNested { get; init; }

    /// <summary>Gets the number of complementary pairs of the stability selection. At least 2; 50.</summary>
    public int StabilityPairs
    {
        get;
        init => field = Require.AtLeast(2, value, nameof(StabilityPairs));
    } = 50;

    /// <summary>Gets the frequency from which a block is stable. Above ½, at most 1; 0.75.</summary>
    public double StabilityThreshold
    {
        get;
        init => field = Require.Between(Math.BitIncrement(0.5), 1, value, nameof(StabilityThreshold));
    } = 0.75;

    /// <summary>Gets the most blocks that a half of the trials may select, or null for the rule of <see cref="StabilitySelection"/>.</summary>
    public int? StabilityMaximum
    {
        get;
        init => field = value is { } given ? Require.AtLeast(1, given, nameof(StabilityMaximum)) : null;
    }

    /// <summary>Gets the number of folds of the model comparison. At least 2; 10.</summary>
    public int ComparisonFolds
    {
        get;
        init => field = Require.AtLeast(2, value, nameof(ComparisonFolds));
    } = 10;

    /// <summary>Gets the number of circular shifts of the comparison's null. At least 0; 0.</summary>
    public int Shifts
    {
        get;
        init => field = Require.AtLeast(0, value, nameof(Shifts));
    }

    /// <summary>Gets the seed of every random step. 0.</summary>
    public ulong Seed { get; init; }

    /// <summary>Gets a value indicating whether a feature is of the neuron itself or of the others, so that every neuron has a design of its own.</summary>
    public bool IsRelative => Features.Any(static f => f.IsRelative);

    /// <summary>Gets the path that the options describe; without a penalty every strength is the same fit, so there is one.</summary>
    public RegularizationPath Path =>
        new()
        {
            Model = Model,
            Strengths = Model.Regularizer is Unregularized ? null : Strengths,
            Count = Model.Regularizer is Unregularized ? 1 : PathCount,
            Ratio = PathRatio,
        };

    /// <summary>The design of a recording.</summary>
    /// <param name="recording">The recording.</param>
    /// <param name="fitted">The blocks of an earlier design, whose ranges are taken, or null to learn the ranges.</param>
    /// <param name="neuron">The neuron whose history and coupling the design has; only models that <see cref="IsRelative"/> need it.</param>
    /// <exception cref="ArgumentException">A covariate is not there, does not suit its basis, the blocks differ, or a neuron is needed.</exception>
    public GlmData On(EncodingRecording recording, IReadOnlyList<FeatureBlock>? fitted = null, string? neuron = null)
    {
        ArgumentNullException.ThrowIfNull(recording);
        var builder = new DesignBuilder { Trials = recording.Trials };
        foreach (EncodingFeature feature in Features)
        {
            foreach ((string name, IReadOnlyList<Matrix> inputs) in BlocksOf(feature, recording, neuron))
            {
                builder = fitted is null
                    ? builder.Add(name, feature.Basis, inputs)
                    : builder.Add(name, BasisOf(fitted, name), inputs);
            }
        }

        return new GlmData
        {
            Design = builder.Build(),
            Responses = recording.Responses,
            Neurons = recording.Neurons,
            Offset = recording.Offset is { } offset ? Matrix.FromColumnMajor(recording.Bins, 1, [.. offset]) : null,
            Trials = recording.Trials,
        };
    }

    /// <summary>The same model, its groups and weights by the names of features turned into those of the columns of a design.</summary>
    /// <exception cref="ArgumentException">The design has no block of a name, or the penalty takes no groups or weights but they are given.</exception>
    public EncodingModel For(Design design)
    {
        ArgumentNullException.ThrowIfNull(design);
        return this with { Model = Model with { Regularizer = EncodingPenalty.On(this, design) } };
    }

    private static IEnumerable<(string Name, IReadOnlyList<Matrix> Inputs)> BlocksOf(
        EncodingFeature feature,
        EncodingRecording recording,
        string? neuron
    )
    {
        (IReadOnlyList<string> Names, Matrix Columns)[] inputs = feature.IsRelative
            ?
            [
                recording.Beside(
                    neuron
                        ?? throw new ArgumentException(
                            $"The feature '{feature.Name}' is of '{feature.Covariates[0][0]}', so that every neuron has a design of its own: say of which the design is."
                        ),
                    isSelf: feature.Covariates is [[EncodingFeature.Self]]
                ),
            ]
            : [.. feature.Covariates.Select(recording.Find)];
        if (!feature.IsSplit)
        {
            return [(feature.Name, [.. inputs.Select(i => i.Columns)])];
        }

        return inputs is [var one]
            ? one.Names.Select(
                (column, j) =>
                    (
                        feature.BlockOf(column),
                        (IReadOnlyList<Matrix>)
                            [Matrix.FromColumnMajor(recording.Bins, 1, one.Columns.Column(j).ToArray())]
                    )
            )
            : throw new ArgumentException(
                Invariant(
                    $"The feature '{feature.Name}' has {inputs.Length} covariates and cannot be split into a block per column."
                )
            );
    }

    private static FittedBasis BasisOf(IReadOnlyList<FeatureBlock> fitted, string name) =>
        fitted.FirstOrDefault(b => b.Name == name)?.Basis
        ?? throw new ArgumentException($"The fitted model has no block '{name}': it was fitted with other features.");

    private static IReadOnlyList<EncodingFeature> Checked(IReadOnlyList<EncodingFeature> features)
    {
        ArgumentNullException.ThrowIfNull(features);
        string? twice = features.GroupBy(f => f.Name).FirstOrDefault(g => g.Count() > 1)?.Key;
        EncodingFeature? faulty = features.FirstOrDefault(static f => f.Fault() is not null);
        return features.Count == 0 ? throw new ArgumentException("A model needs at least one feature.")
            : twice is not null
                ? throw new ArgumentException($"The name '{twice}' comes twice among the features: names must differ.")
            : faulty is not null ? throw new ArgumentException($"The feature '{faulty.Name}': {faulty.Fault()}.")
            : features;
    }
}
