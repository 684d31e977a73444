using Gyrus.Numerics;

namespace Gyrus.Covariance;

/// <summary>The covariance shrunk by a given weight: (1 − s)·S + s·μ·I, μ = tr S / p.</summary>
public sealed record FixedShrinkage : ICovarianceEstimator
{
    /// <summary>Gets the weight s of the target. Between 0 and 1.</summary>
    public required double Shrinkage
    {
        get;
        init => field = Require.Between(0, 1, value, nameof(Shrinkage));
    }

    /// <inheritdoc/>
    public CovarianceFit Fit(Matrix signals) => ShrinkageTarget.Shrink(SampleCovariance.OfSignals(signals), Shrinkage);
}
