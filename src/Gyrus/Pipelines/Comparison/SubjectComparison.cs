namespace Gyrus.Pipelines.Comparison;

/// <summary>All estimators on one subject.</summary>
public sealed record SubjectComparison
{
    /// <summary>Gets the name of the subject.</summary>
    public required string Subject { get; init; }

    /// <summary>Gets the number of regions N.</summary>
    public required int Regions { get; init; }

    /// <summary>Gets the number of training samples.</summary>
    public required int TrainSamples { get; init; }

    /// <summary>Gets the number of test samples.</summary>
    public required int TestSamples { get; init; }

    /// <summary>Gets one outcome per estimator, in the order of <see cref="ComparisonResult.Estimators"/>.</summary>
    public required IReadOnlyList<EstimatorOutcome> Outcomes { get; init; }
}
