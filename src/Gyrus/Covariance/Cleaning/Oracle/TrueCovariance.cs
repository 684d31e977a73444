using Gyrus.Numerics;

namespace Gyrus.Covariance.Cleaning;

/// <summary>The true covariance itself, whatever the signals: what is lost even by one who knows it. For synthetic data only.</summary>
public sealed record TrueCovariance : CleaningEstimator
{
    /// <summary>Gets the true covariance C, in the units of the signals. Shape: regions × regions.</summary>
    public required Matrix Truth { get; init; }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The truth has other regions than the signals.</exception>
    /// <exception cref="NotPositiveDefiniteException">The truth is singular.</exception>
    public override CovarianceFit Fit(PreparedSignals signals)
    {
        ArgumentNullException.ThrowIfNull(signals);
        Require.SameSize(signals.Regions, Truth.Rows, "a true covariance of as many regions as the signals");
        var covariance = SampleCovariance.Of(Truth, signals.Samples);
        return new CovarianceFit { Covariance = covariance, Precision = Inverse.Precision(covariance) };
    }
}
