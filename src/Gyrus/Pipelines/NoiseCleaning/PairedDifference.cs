using Gyrus.Pipelines.Comparison;

namespace Gyrus.Pipelines.NoiseCleaning;

/// <summary>The mean paired difference of one estimator less another, or null where it was not computed.</summary>
/// <param name="cell">The cell; null for recordings.</param>
/// <param name="estimator">The name of the estimator.</param>
/// <param name="other">The name of the one to be subtracted.</param>
/// <param name="measure">The measure.</param>
public delegate ErrorMean? PairedDifference(
    ExperimentCell? cell,
    string estimator,
    string other,
    ExperimentMeasure measure
);
