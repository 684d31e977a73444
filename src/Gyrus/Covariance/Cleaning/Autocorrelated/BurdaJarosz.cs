using System.Numerics;
using System.Numerics.Tensors;
using Gyrus.Numerics;
using static System.FormattableString;

namespace Gyrus.Covariance.Cleaning;

/// <summary>
/// The rotationally invariant estimator for autocorrelated samples, C ⊗ A: ξᵢ = λᵢ·Im χᵢ/Im uᵢ with uᵢ = q(zᵢ s(zᵢ) − 1) and χᵢ the solution of
/// mean_ω χS(ω)/(1 − χS(ω)) = uᵢ, S the power spectrum in time that the regions share.
/// </summary>
/// <remarks>
/// <para>
/// zᵢ = λᵢ − iη and s as in <see cref="RotationallyInvariantEstimator"/>; with S = 1 it is that estimator without debiasing. S is the mean
/// periodogram of the standardised signals, smoothed over <see cref="SmoothedFrequencies"/> and of mean 1. Where the solution is not a positive ξ, the
/// formula for S = 1 stands in, and a warning says for how many.
/// </para>
/// <para>
/// There is no debiasing of the small eigenvalues for this law yet, so near T = N it is much better than RIE without debiasing and worse than
/// cross-validated eigenvalues by blocks.
/// </para>
/// <para>Defined for T &gt; N and full rank.</para>
/// <para>Source: Burda and Jarosz (2022), Physical Review E 105:034136, doi:10.1103/PhysRevE.105.034136.</para>
/// </remarks>
public sealed record BurdaJarosz : CleaningEstimator
{
    /// <summary>Gets η, in units of the eigenvalues. Positive. Null (default) is N^−½.</summary>
    public double? Eta
    {
        get;
        init => field = value is null ? null : Require.Positive(value.Value, nameof(Eta));
    }

    /// <summary>Gets the number of neighbouring Fourier frequencies of the moving average over the spectrum; an even one counts one more. At least 1; 9.</summary>
    public int SmoothedFrequencies
    {
        get;
        init => field = Require.AtLeast(1, value, nameof(SmoothedFrequencies));
    } = 9;

    /// <summary>Gets whether ξ is scaled to the trace of the sample. Default: yes.</summary>
    public bool KeepTrace { get; init; } = true;

    /// <inheritdoc/>
    public override CovarianceFit Fit(PreparedSignals signals)
    {
        ArgumentNullException.ThrowIfNull(signals);
        SampleSpectrum spectrum = signals.Spectrum(SampleScaling.Standardised);
        double[] power = TemporalSpectrum.Of(signals.Signals, SmoothedFrequencies | 1);
        double[] cleaned = new double[spectrum.Regions];
        int replaced = Clean(spectrum.Values, spectrum.Samples, power, cleaned);
        CovarianceFit fit = SpectralFit.Of(spectrum, cleaned);
        return replaced == 0
            ? fit
            : fit with
            {
                Warnings =
                [
                    Invariant(
                        $"For {replaced} of {cleaned.Length} eigenvalues the equation of autocorrelated samples has no positive solution; they are cleaned as if the samples were independent."
                    ),
                ],
            };
    }

    /// <summary>ξ of λ and a temporal spectrum of mean 1; the number of those that fell back on independent samples.</summary>
    internal int Clean(
        ReadOnlySpan<double> eigenvalues,
        double samples,
        ReadOnlySpan<double> power,
        Span<double> cleaned
    )
    {
        SpectrumCheck.MoreSamplesThanRegions(eigenvalues, samples, "The estimator of Burda and Jarosz");
        int n = eigenvalues.Length;
        double q = n / samples;
        double eta = Eta ?? 1 / Math.Sqrt(n);
        double[] real = new double[n];
        double[] imaginary = new double[n];
        StieltjesTransform.Evaluate(eigenvalues, eta, selfTerm: false, real, imaginary);
        int replaced = 0;
        for (int i = 0; i < n; i++)
        {
            Complex u = q * ((new Complex(eigenvalues[i], -eta) * new Complex(real[i], imaginary[i])) - 1);
            cleaned[i] = eigenvalues[i] * SpectralChi.Solve(u, power).Imaginary / u.Imaginary;
            if (!(cleaned[i] > 0 && double.IsFinite(cleaned[i])))
            {
                Complex factor = 1 + u;
                cleaned[i] = eigenvalues[i] / ((factor.Real * factor.Real) + (factor.Imaginary * factor.Imaginary));
                replaced++;
            }
        }

        if (KeepTrace)
        {
            double scale = TensorPrimitives.Sum(eigenvalues) / TensorPrimitives.Sum<double>(cleaned);
            TensorPrimitives.Multiply(cleaned, scale, cleaned);
        }

        return replaced;
    }
}
