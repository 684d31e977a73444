using Gyrus.Covariance.Cleaning;

namespace Gyrus.Pipelines.Comparison;

/// <summary>One estimator over all subjects.</summary>
public sealed record EstimatorSummary
{
    /// <summary>Gets the estimator.</summary>
    public required ComparedEstimator Estimator { get; init; }

    /// <summary>Gets the log-likelihood of the test samples; larger is better.</summary>
    public required CriterionSummary LogLikelihood { get; init; }

    /// <summary>Gets the pseudo-log-likelihood of the test samples; larger is better.</summary>
    public required CriterionSummary PseudoLogLikelihood { get; init; }

    /// <summary>Gets the completion error of the test samples; smaller is better.</summary>
    public required CriterionSummary CompletionError { get; init; }

    /// <summary>Gets the distance of J to the truth over all entries, or null where no truth is known; smaller is better.</summary>
    public required CriterionSummary? PrecisionDistance { get; init; }

    /// <summary>Gets the distance of C to the truth over all entries, or null where no truth is known; smaller is better.</summary>
    public required CriterionSummary? CovarianceDistance { get; init; }

    /// <summary>Gets tr C over the subjects in which there is a matrix.</summary>
    public required ErrorMean? Trace { get; init; }

    /// <summary>Gets the number of subjects.</summary>
    public required int Subjects { get; init; }

    /// <summary>Gets the subjects that were refused, with the reason.</summary>
    public required IReadOnlyList<(string Subject, string Reason)> Refused { get; init; }

    /// <summary>Gets the subjects with a matrix but without criteria, with the reason.</summary>
    public required IReadOnlyList<(string Subject, string Reason)> NotDefined { get; init; }

    /// <summary>Gets the number of fits that did not converge.</summary>
    public required int NotConverged { get; init; }

    /// <summary>Gets the number of searches that ended at an edge of their grid.</summary>
    public required int AtEdge { get; init; }

    /// <summary>The summary of one criterion.</summary>
    public CriterionSummary Of(CleaningCriterion criterion) =>
        criterion switch
        {
            CleaningCriterion.LogLikelihood => LogLikelihood,
            CleaningCriterion.PseudoLogLikelihood => PseudoLogLikelihood,
            _ => CompletionError,
        };
}
