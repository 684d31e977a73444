using Gyrus.Signals;
using static System.FormattableString;

namespace Gyrus.Covariance.Cleaning;

/// <summary>A map of the spectrum that counts the independent samples T/τ instead of all T.</summary>
/// <remarks>
/// <para>
/// τ is the <see cref="AutocorrelationTime"/> of the signals; q becomes N·τ/T. Closed forms assume independent samples, so
/// on recordings with memory they clean too little. One factor for all regions and all eigenvalues is a rough repair: nonlinear shrinkage
/// gains by it, RIE with Marchenko-Pastur debiasing over-corrects.
/// </para>
/// <para>Where T/τ is not above N, estimators that need q below 1 are undefined.</para>
/// <para>Source of τ: Bartlett (1935), doi:10.2307/2342284; of its use in q: Ibáñez-Berganza et al. (2023), arXiv:2302.02951, section III.2.</para>
/// </remarks>
public sealed record EffectiveSampleEstimator : CleaningEstimator
{
    /// <summary>Gets the estimator that is told T/τ.</summary>
    public required SpectralEstimator Estimator { get; init; }

    /// <inheritdoc/>
    public override CovarianceFit Fit(PreparedSignals signals)
    {
        ArgumentNullException.ThrowIfNull(signals);
        AutocorrelationTime time = signals.Time;
        try
        {
            return Estimator.Fit(signals, time.EffectiveSamples);
        }
        catch (EstimatorUndefinedException undefined)
        {
            throw new EstimatorUndefinedException(
                Invariant(
                    $"{undefined.Message} (Of {time.Samples} samples {time.EffectiveSamples:0.#} are independent: the autocorrelation time is {time.Value:0.##} samples.)"
                ),
                undefined
            );
        }
    }
}
