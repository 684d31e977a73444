using Gyrus.Numerics;

namespace Gyrus.Covariance;

/// <summary>An estimator of the covariance of one subject's signals.</summary>
public interface ICovarianceEstimator
{
    /// <summary>Estimates the covariance of signals. Shape: samples × regions.</summary>
    CovarianceFit Fit(Matrix signals);
}
