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

    /// <summary>
    /// The mean paired difference of any measure of one estimator less another, over the subjects in which both are defined; null where
    /// there is none, or no such estimator.
    /// </summary>
    public ErrorMean? Difference(string estimator, string other, Func<EstimatorOutcome, double?> measure)
    {
        ArgumentNullException.ThrowIfNull(measure);
        int first = IndexOf(estimator);
        int second = IndexOf(other);
        return first < 0 || second < 0
            ? null
            : ErrorMean.Of([
                .. Subjects.Select(s => measure(s.Outcomes[first]) - measure(s.Outcomes[second])).OfType<double>(),
            ]);
    }

    private int IndexOf(string estimator) => Estimators.ToList().FindIndex(e => e.Name == estimator);
}
