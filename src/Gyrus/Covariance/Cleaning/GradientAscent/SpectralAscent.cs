using Gyrus.Numerics;

namespace Gyrus.Covariance.Cleaning;

/// <summary>An ascent that stays in the eigenvectors of the training samples, so that one number per eigenvalue moves.</summary>
internal abstract class SpectralAscent : IAscent
{
    private readonly SampleSpectrum _spectrum;
    private readonly RotatedSamples _validation;
    private readonly double[] _state;
    private readonly double[] _cleaned;

    protected SpectralAscent(Matrix training, Matrix validation)
    {
        _spectrum = SampleSpectrum.Of(training, SampleScaling.AsGiven);
        _validation = RotatedSamples.Of(validation, _spectrum.Vectors);
        _state = new double[_spectrum.Regions];
        Array.Fill(_state, 1);
        _cleaned = new double[_spectrum.Regions];
    }

    public ReadOnlySpan<double> State => _state;

    /// <summary>Gets λ.</summary>
    protected ReadOnlySpan<double> Eigenvalues => _spectrum.Values;

    /// <summary>Gets the iterate, to be moved.</summary>
    protected Span<double> Values => _state;

    public abstract void Advance(int steps);

    public double Score(CleaningCriterion criterion)
    {
        Clean(_state, _cleaned);
        return _validation.Score(_cleaned, criterion);
    }

    public CovarianceFit Fit(double[] state)
    {
        double[] cleaned = new double[state.Length];
        Clean(state, cleaned);
        return SpectralFit.Of(_spectrum, cleaned);
    }

    /// <summary>ξ of an iterate.</summary>
    protected abstract void Clean(ReadOnlySpan<double> state, Span<double> cleaned);
}
