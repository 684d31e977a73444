namespace Gyrus.Covariance.Cleaning;

/// <summary>
/// An estimator that keeps the eigenvectors of the sample and cleans its eigenvalues: C = U diag(ξ) Uᵀ, J = U diag(1/ξ) Uᵀ, with ξ a pure
/// function of λ and the number of samples.
/// </summary>
/// <remarks>Rotating the signals rotates the estimate, unless they are standardised first.</remarks>
public abstract record SpectralEstimator : CleaningEstimator
{
    /// <summary>Gets what is done to the samples before their spectrum is taken. Default: centred.</summary>
    public virtual SampleScaling Scaling => SampleScaling.Centred;

    /// <summary>ξ from λ.</summary>
    /// <param name="eigenvalues">λ, decreasing.</param>
    /// <param name="samples">The number of samples T, or of independent ones where an effective number is known.</param>
    /// <param name="cleaned">Where ξ goes, one for each λ, in the same order.</param>
    /// <exception cref="EstimatorUndefinedException">There is no ξ for this λ and T; the message says why.</exception>
    public abstract void Clean(ReadOnlySpan<double> eigenvalues, double samples, Span<double> cleaned);

    /// <inheritdoc/>
    public sealed override CovarianceFit Fit(PreparedSignals signals)
    {
        ArgumentNullException.ThrowIfNull(signals);
        return Fit(signals, signals.Samples);
    }

    /// <summary>The fit as if the samples were so many independent ones.</summary>
    internal CovarianceFit Fit(PreparedSignals signals, double independentSamples)
    {
        SampleSpectrum spectrum = signals.Spectrum(Scaling);
        double[] cleaned = new double[spectrum.Regions];
        Clean(spectrum.Values, independentSamples, cleaned);
        return Complete(SpectralFit.Of(spectrum, cleaned), independentSamples);
    }

    /// <summary>What a method adds to its fit, such as its hyper-parameter.</summary>
    private protected virtual CovarianceFit Complete(CovarianceFit fit, double samples) => fit;
}
