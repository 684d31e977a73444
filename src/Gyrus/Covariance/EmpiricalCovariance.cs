using Gyrus.Numerics;

namespace Gyrus.Covariance;

/// <summary>The maximum-likelihood covariance S = XᵀX / T of centred columns, without shrinkage.</summary>
public sealed record EmpiricalCovariance : ICovarianceEstimator
{
    /// <inheritdoc/>
    public CovarianceFit Fit(Matrix signals) =>
        new() { Covariance = SampleCovariance.OfSignals(signals), Shrinkage = 0 };
}
