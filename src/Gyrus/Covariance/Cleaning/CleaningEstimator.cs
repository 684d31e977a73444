using Gyrus.Numerics;

namespace Gyrus.Covariance.Cleaning;

/// <summary>An estimator that can share the spectra of <see cref="PreparedSignals"/> with others.</summary>
/// <remarks>
/// The signals are taken in the units they have; the methods of this folder are meant for standardised signals (the protocol of
/// Ibáñez-Berganza et al. 2023), and <see cref="StandardisedEstimator"/> does that around any of them. Each is immutable; its
/// fit is a pure function of the signals, whatever the number of threads.
/// </remarks>
public abstract record CleaningEstimator : ICovarianceEstimator
{
    /// <inheritdoc/>
    public CovarianceFit Fit(Matrix signals) => Fit(new PreparedSignals(signals));

    /// <summary>Estimates the covariance of signals whose spectra may already be there.</summary>
    /// <exception cref="EstimatorUndefinedException">The estimator has no value on these data; the message says why.</exception>
    public abstract CovarianceFit Fit(PreparedSignals signals);
}
