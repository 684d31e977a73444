namespace Gyrus.Covariance.Cleaning;

/// <summary>The hyper-parameter of a fit: its name and value, and the scores of the search that chose it.</summary>
public sealed record HyperParameterChoice
{
    /// <summary>Gets what is chosen, such as <c>components</c> or <c>shrinkage</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Gets the value.</summary>
    public required double Value { get; init; }

    /// <summary>Gets the criterion that decided, or null where the value was given or follows from a formula.</summary>
    public CleaningCriterion? Criterion { get; init; }

    /// <summary>Gets the values that were tried, in the order in which the first of equals wins; empty without a search.</summary>
    public IReadOnlyList<double> Grid { get; init; } = [];

    /// <summary>Gets the mean over the folds of each value's score, larger is better; −∞ where a value was not defined on a fold.</summary>
    public IReadOnlyList<double> MeanScores { get; init; } = [];

    /// <summary>Gets whether the best value is the first or the last of the grid, so that a wider grid may give a better one.</summary>
    public bool AtEdge => Grid.Count > 1 && (Value == Grid[0] || Value == Grid[^1]);
}
