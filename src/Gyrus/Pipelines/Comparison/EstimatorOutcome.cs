using Gyrus.Covariance.Cleaning;
using Gyrus.Optimization;

namespace Gyrus.Pipelines.Comparison;

/// <summary>What one estimator made of the training samples of one subject, and how well that describes the test samples.</summary>
/// <remarks>All numbers are on the scale of the training: each region has mean 0 and variance 1 there.</remarks>
public sealed record EstimatorOutcome
{
    /// <summary>Gets the name of the estimator.</summary>
    public required string Estimator { get; init; }

    /// <summary>Gets why the estimator gave no matrix for this subject, or null where it did.</summary>
    public string? Refused { get; init; }

    /// <summary>
    /// Gets why there is a covariance but no criterion: it is singular, or so nearly that a likelihood would be a matter of rounding. Null
    /// where the criteria are there, and where the estimator refused.
    /// </summary>
    public string? NotDefined { get; init; }

    /// <summary>Gets the criteria on the test samples, all finite, or null where they are not defined.</summary>
    public CriterionValues? Test { get; init; }

    /// <summary>Gets the criteria on the training samples, all finite, or null where they are not defined.</summary>
    public CriterionValues? Train { get; init; }

    /// <summary>Gets tr C, or null where the estimator refused. The sample's is the number of regions.</summary>
    public double? Trace { get; init; }

    /// <summary>Gets the largest eigenvalue of C over the smallest; null where the estimator refused, or the smallest is not positive.</summary>
    public double? ConditionNumber { get; init; }

    /// <summary>Gets the eigenvalues before and after, where the estimator maps the spectrum.</summary>
    public CleanedSpectrum? Spectrum { get; init; }

    /// <summary>Gets the hyper-parameter that was chosen or given, or null where there is none.</summary>
    public HyperParameterChoice? Choice { get; init; }

    /// <summary>Gets how an iterative fit ended, or null for a closed form.</summary>
    public Convergence? Convergence { get; init; }

    /// <summary>Gets what was suspicious but usable.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>Gets how far the estimate is from the truth, or null where the truth is not known.</summary>
    public TruthDistances? Distances { get; init; }

    /// <summary>One criterion on the test samples as a number, or null where it is not defined.</summary>
    public double? Value(CleaningCriterion criterion) =>
        criterion == CleaningCriterion.CompletionError ? Test?.CompletionError : Test?.Score(criterion);
}
