using Gyrus.Numerics;

namespace Gyrus.Covariance;

/// <summary>An estimator of the covariances of several subjects at once: what they share makes each one better.</summary>
public interface IGroupCovarianceEstimator
{
    /// <summary>Estimates one covariance per subject, in their order. Shape of each: samples × regions, the same regions in all.</summary>
    IReadOnlyList<CovarianceFit> Fit(IReadOnlyList<Matrix> subjects);
}
