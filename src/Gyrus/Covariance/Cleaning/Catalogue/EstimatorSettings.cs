using Gyrus.Validation;

namespace Gyrus.Covariance.Cleaning;

/// <summary>What all estimators of a comparison have in common.</summary>
public sealed record EstimatorSettings
{
    /// <summary>Gets the form of the method. Default: the right one.</summary>
    public EstimatorVariant Variant { get; init; }

    /// <summary>Gets the criterion of the searches. Default: log-likelihood.</summary>
    public CleaningCriterion Criterion { get; init; }

    /// <summary>Gets the folds of the searches. Default: 6 contiguous blocks.</summary>
    public FoldPlan Folds { get; init; } = new();

    /// <summary>Gets the seed of what is random (resampling, stochastic ascents). Default: 0.</summary>
    public ulong Seed { get; init; }
}
