using Gyrus.Glm.Selection;
using Gyrus.Numerics;
using Gyrus.Validation;

namespace Gyrus.Glm.Categorical;

/// <summary>A path of softmax regressions with its held-out scores, the strength that was chosen and the fit on all samples.</summary>
public sealed record CategoricalCrossValidationFit
{
    /// <summary>Gets the score that was computed on the left-out samples.</summary>
    public required CategoricalScoreKind Score { get; init; }

    /// <summary>Gets the rule that chose.</summary>
    public required StrengthRule Rule { get; init; }

    /// <summary>Gets the path on all samples; its strengths are those of the folds.</summary>
    public required CategoricalPath Path { get; init; }

    /// <summary>Gets the strengths, falling.</summary>
    public required IReadOnlyList<double> Strengths { get; init; }

    /// <summary>Gets the held-out scores. Shape: folds × strengths; NaN where a fold has no score.</summary>
    public required Matrix FoldScores { get; init; }

    /// <summary>Gets the mean over folds, one per strength.</summary>
    public required IReadOnlyList<double> Mean { get; init; }

    /// <summary>Gets the standard error of the mean over folds, one per strength.</summary>
    public required IReadOnlyList<double> StandardError { get; init; }

    /// <summary>Gets the index of the strength of the best mean.</summary>
    public required int Best { get; init; }

    /// <summary>Gets the index of the strength that the rule chose.</summary>
    public required int Chosen { get; init; }

    /// <summary>Gets the folds.</summary>
    public required IReadOnlyList<SampleSplit> Folds { get; init; }

    /// <summary>Gets the number of fits of the folds that did not reach their tolerance.</summary>
    public required int LateFoldFits { get; init; }

    /// <summary>Gets what a reader should know.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>Gets the strength that the rule chose.</summary>
    public double Strength => Strengths[Chosen];

    /// <summary>Gets the fit on all samples at the strength that the rule chose.</summary>
    public CategoricalFit Fit => Path.Fits[Chosen];
}
