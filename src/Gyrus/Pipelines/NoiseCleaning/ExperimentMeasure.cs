using Gyrus.Pipelines.Comparison;

namespace Gyrus.Pipelines.NoiseCleaning;

/// <summary>One number that the experiment records of each outcome.</summary>
/// <param name="Name">The name of its column.</param>
/// <param name="Title">What tables and figures print.</param>
/// <param name="LargerIsBetter">Whether larger is better; null where neither is.</param>
/// <param name="Of">The number, or null where it is not defined.</param>
public sealed record ExperimentMeasure(
    string Name,
    string Title,
    bool? LargerIsBetter,
    Func<EstimatorOutcome, double?> Of
)
{
    /// <summary>Gets the log-likelihood of the test samples.</summary>
    public static ExperimentMeasure LogLikelihood { get; } =
        new("l_test", "test log-likelihood l", true, o => o.Test?.LogLikelihood);

    /// <summary>Gets the completion error of the test samples.</summary>
    public static ExperimentMeasure CompletionError { get; } =
        new("c_test", "completion error c", false, o => o.Test?.CompletionError);

    /// <summary>Gets the distance of the precision to the truth, all entries.</summary>
    public static ExperimentMeasure PrecisionDistance { get; } =
        new("d_J", "distance d(J) to the true precision", false, o => o.Distances?.Precision);

    /// <summary>Gets the distance of the covariance to the truth, all entries.</summary>
    public static ExperimentMeasure CovarianceDistance { get; } =
        new("d_C", "distance d(C) to the true covariance", false, o => o.Distances?.Covariance);

    /// <summary>Gets all measures, in the order of columns.</summary>
    public static IReadOnlyList<ExperimentMeasure> All { get; } =
    [
        LogLikelihood,
        new("pl_test", "test pseudo-log-likelihood", true, o => o.Test?.PseudoLogLikelihood),
        CompletionError,
        PrecisionDistance,
        CovarianceDistance,
        new("d_J_upper", "d(J) over i ≤ j", false, o => o.Distances?.PrecisionUpper),
        new("d_C_upper", "d(C) over i ≤ j", false, o => o.Distances?.CovarianceUpper),
        new("d_J_off", "d(J) over i < j", false, o => o.Distances?.PrecisionOff),
        new("d_C_off", "d(C) over i < j", false, o => o.Distances?.CovarianceOff),
        new("frobenius_J", "Frobenius distance of J", false, o => o.Distances?.PrecisionFrobenius),
        new("frobenius_C", "Frobenius distance of C", false, o => o.Distances?.CovarianceFrobenius),
        new("l_train", "training log-likelihood", null, o => o.Train?.LogLikelihood),
        new("pl_train", "training pseudo-log-likelihood", null, o => o.Train?.PseudoLogLikelihood),
        new("c_train", "training completion error", null, o => o.Train?.CompletionError),
        new("trace_C", "trace of C", null, o => o.Trace),
        new("condition_C", "condition number of C", null, o => o.ConditionNumber),
        new("hyper_parameter", "hyper-parameter", null, o => o.Choice?.Value),
    ];
}
