using System.Numerics;
using System.Numerics.Tensors;
using Gyrus.Numerics;

namespace Gyrus.Covariance.Cleaning;

/// <summary>
/// The rotationally invariant estimator (RIE) of Ledoit and Péché: ξᵢ = λᵢ/|1 − q + q zᵢ s(zᵢ)|², zᵢ = λᵢ − iη, which for large N
/// is the best that can be done without knowing anything of the eigenvectors.
/// </summary>
/// <remarks>
/// <para>
/// s(zᵢ) = (1/N) Σ_{j≠i} 1/(zᵢ − λⱼ); η smooths the spectrum over a few eigenvalues. The small ξ come out too small by that smoothing, which
/// a factor max(1, Γᵢ) repairs, <see cref="RieDebiasing"/>; in the end all are scaled so that Σ ξ = Σ λ, which is known without noise.
/// The spectrum is that of the correlation matrix; C and J are given back in the units of the signals.
/// </para>
/// <para>Defined for T &gt; N and full rank. q = N/T.</para>
/// <para>
/// Sources: Ledoit and Péché (2011), Probability Theory and Related Fields 151:233, doi:10.1007/s00440-010-0298-3; Bun, Bouchaud and Potters (2017),
/// Physics Reports 666:1, doi:10.1016/j.physrep.2016.10.005, section 8.
/// </para>
/// </remarks>
public sealed record RotationallyInvariantEstimator : SpectralEstimator
{
    /// <summary>Gets η, in units of the eigenvalues. Positive. Null (default) is N^−½.</summary>
    public double? Eta
    {
        get;
        init => field = value is null ? null : Require.Positive(value.Value, nameof(Eta));
    }

    /// <summary>Gets whether s(zᵢ) holds the pole of λᵢ itself, as the paper's equation 1 is printed. Default: no.</summary>
    public bool SelfTerm { get; init; }

    /// <summary>Gets the debiasing. Default: Marchenko-Pastur.</summary>
    public RieDebiasing Debiasing { get; init; } = RieDebiasing.MarchenkoPastur;

    /// <summary>Gets whether ξ is scaled to the trace of the sample. Default: yes.</summary>
    public bool KeepTrace { get; init; } = true;

    /// <summary>Gets the estimator as the paper's equation 1 is printed: with the self term, no debiasing, the trace not kept.</summary>
    public static RotationallyInvariantEstimator AsPrinted { get; } =
        new()
        {
            SelfTerm = true,
            Debiasing = RieDebiasing.None,
            KeepTrace = false,
        };

    /// <summary>Gets the estimator as the released code has it: the wrong root in the debiasing, the trace not kept.</summary>
    public static RotationallyInvariantEstimator AsReleased { get; } =
        new() { Debiasing = RieDebiasing.MarchenkoPasturPrincipalRoot, KeepTrace = false };

    /// <inheritdoc/>
    public override SampleScaling Scaling => SampleScaling.Standardised;

    /// <inheritdoc/>
    public override void Clean(ReadOnlySpan<double> eigenvalues, double samples, Span<double> cleaned)
    {
        SpectrumCheck.MoreSamplesThanRegions(eigenvalues, samples, "A rotationally invariant estimator");
        int n = eigenvalues.Length;
        double q = n / samples;
        double eta = Eta ?? DefaultEta(n);
        double[] real = new double[n];
        double[] imaginary = new double[n];
        StieltjesTransform.Evaluate(eigenvalues, eta, SelfTerm, real, imaginary);
        for (int i = 0; i < n; i++)
        {
            Complex factor = 1 - q + (q * new Complex(eigenvalues[i], -eta) * new Complex(real[i], imaginary[i]));
            cleaned[i] = eigenvalues[i] / ((factor.Real * factor.Real) + (factor.Imaginary * factor.Imaginary));
        }

        if (Debiasing != RieDebiasing.None)
        {
            RieNoise.Gamma(Debiasing, eigenvalues, q, eta, real);
            TensorPrimitives.Max(real, 1.0, real);
            TensorPrimitives.Multiply(cleaned, real, cleaned);
        }

        if (KeepTrace)
        {
            double scale = TensorPrimitives.Sum(eigenvalues) / TensorPrimitives.Sum<double>(cleaned);
            TensorPrimitives.Multiply(cleaned, scale, cleaned);
        }
    }

    private protected override CovarianceFit Complete(CovarianceFit fit, double samples) =>
        fit with
        {
            Choice = new HyperParameterChoice { Name = "eta", Value = Eta ?? DefaultEta(fit.Covariance.Regions) },
        };

    private static double DefaultEta(int regions) => 1 / Math.Sqrt(regions);
}
