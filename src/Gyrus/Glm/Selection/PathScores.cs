using Gyrus.Numerics;
using Gyrus.Validation;

namespace Gyrus.Glm.Selection;

/// <summary>The held-out scores of the strengths of a path, and the strength that a rule chose.</summary>
public abstract record PathScores
{
    /// <summary>Gets the rule that chose.</summary>
    public required StrengthRule Rule { get; init; }

    /// <summary>Gets the strengths, falling.</summary>
    public required IReadOnlyList<double> Strengths { get; init; }

    /// <summary>Gets the held-out scores. Shape: folds × strengths; NaN where a fold has no score (no spikes, a class that cannot be trained).</summary>
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

    /// <summary>Gets how many fits of the folds did not reach their tolerance, one number per strength.</summary>
    public required IReadOnlyList<int> LateFolds { get; init; }

    /// <summary>Gets the number of fits of the folds that did not reach their tolerance.</summary>
    public int LateFoldFits => LateFolds.Sum();

    /// <summary>Gets what a reader should know.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>Gets the strength that the rule chose.</summary>
    public double Strength => Strengths[Chosen];

    /// <summary>Gets the blocks in the fit on all samples at the strength that the rule chose.</summary>
    public abstract IReadOnlyList<string> Selected { get; }

    /// <summary>Gets the fits on all samples, one per strength.</summary>
    internal abstract IReadOnlyList<BlockFit> PathFits { get; }
}
