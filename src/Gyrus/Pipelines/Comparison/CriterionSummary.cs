namespace Gyrus.Pipelines.Comparison;

/// <summary>One measure of one estimator over the subjects.</summary>
public sealed record CriterionSummary
{
    /// <summary>Gets the mean over the subjects in which it is defined, or null where it is in none.</summary>
    public required ErrorMean? Mean { get; init; }

    /// <summary>Gets the mean paired difference to the reference, over the subjects in which both are defined; null where there is none.</summary>
    public required ErrorMean? Difference { get; init; }

    /// <summary>Gets in how many of the paired subjects the estimator is better than the reference.</summary>
    public required int Wins { get; init; }

    /// <summary>Gets in how many subjects it is the best of all estimators (bounds left out; equals share the place).</summary>
    public required int Firsts { get; init; }

    /// <summary>
    /// Gets the place of the mean among the estimators that are defined in every subject (bounds left out), 1 is best; null for an estimator
    /// that is not, because its mean is over easier or harder subjects.
    /// </summary>
    public required int? Rank { get; init; }
}
