using Gyrus.Glm.Scores;
using Gyrus.Numerics;
using Gyrus.Validation;

namespace Gyrus.Glm.Selection;

/// <summary>Chooses the strength of a penalty by its score on trials that are left out.</summary>
/// <remarks>
/// <para>
/// Every fold fits the path at the strengths of all samples and is scored on its left-out samples. Folds are weights of zero on the one
/// design, so nothing is copied. The one-standard-error rule: Breiman, Friedman, Olshen and Stone (1984), Classification and
/// regression trees, §3.4.3.
/// </para>
/// <para>The results do not depend on the number of threads, nor on which neurons are fitted together.</para>
/// </remarks>
public sealed record GlmCrossValidation
{
    /// <summary>Gets the path whose strengths are compared.</summary>
    public required RegularizationPath Path { get; init; }

    /// <summary>Gets the folds: five contiguous ones that split no trial.</summary>
    public TrialFolds Folds { get; init; } = new();

    /// <summary>Gets the rule that chooses. One standard error.</summary>
    public StrengthRule Rule { get; init; } = StrengthRule.OneStandardError;

    /// <summary>Gets the score on the left-out samples. Log-likelihood.</summary>
    public ScoreKind Score { get; init; } = ScoreKind.LogLikelihood;

    /// <summary>The cross-validation of one neuron; threads run over the folds.</summary>
    /// <exception cref="ArgumentException">Too few trials for the folds, or data that the model cannot be fitted to.</exception>
    public GlmCrossValidationFit Fit(
        GlmData data,
        int neuron = 0,
        int threads = 1,
        CancellationToken cancellationToken = default
    ) => throw new NotImplementedException();

    /// <summary>The cross-validations of all neurons; threads run over neurons and folds.</summary>
    public IReadOnlyList<GlmCrossValidationFit> FitAll(
        GlmData data,
        int threads = 1,
        IProgress<WorkProgress>? progress = null,
        CancellationToken cancellationToken = default
    ) => throw new NotImplementedException();

    /// <summary>The score of the whole procedure by nested cross-validation: <see cref="Folds"/> outside, and again inside each training set.</summary>
    public NestedScore Nested(
        GlmData data,
        int neuron = 0,
        int threads = 1,
        CancellationToken cancellationToken = default
    ) => throw new NotImplementedException();
}
