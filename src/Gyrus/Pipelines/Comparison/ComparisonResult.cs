namespace Gyrus.Pipelines.Comparison;

/// <summary>Estimators compared on left-out samples: every outcome, and the summary over subjects.</summary>
public sealed record ComparisonResult
{
    /// <summary>Gets the rows, in the order of all lists; bounds, where the truth is known, come last.</summary>
    public required IReadOnlyList<ComparedEstimator> Estimators { get; init; }

    /// <summary>Gets the name of the estimator that differences are taken to.</summary>
    public required string Reference { get; init; }

    /// <summary>Gets the subjects.</summary>
    public required IReadOnlyList<SubjectComparison> Subjects { get; init; }

    /// <summary>Gets one summary per row, in the order of <see cref="Estimators"/>.</summary>
    public required IReadOnlyList<EstimatorSummary> Summaries { get; init; }
}
