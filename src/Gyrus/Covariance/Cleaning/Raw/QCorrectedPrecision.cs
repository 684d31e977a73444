using System.Numerics.Tensors;

namespace Gyrus.Covariance.Cleaning;

/// <summary>The inverse of the sample covariance with its mean put right: J = (1 − q)·E⁻¹, q = N/T, so ξᵢ = λᵢ/(1 − q).</summary>
/// <remarks>
/// <para>
/// E⁻¹ of T normal samples has the mean J·T/(T − N − 1), about J/(1 − q). The factor repairs the size of J and leaves its noise. C = ξ is
/// not meant to be used: it is the inverse of J, too large by 1/(1 − q).
/// </para>
/// <para>Defined for T &gt; N and full rank.</para>
/// <para>Source: Ibáñez-Berganza et al. (2023), Physical Review E 108:024313, arXiv:2302.02951, section II.</para>
/// </remarks>
public sealed record QCorrectedPrecision : SpectralEstimator
{
    /// <inheritdoc/>
    public override void Clean(ReadOnlySpan<double> eigenvalues, double samples, Span<double> cleaned)
    {
        SpectrumCheck.MoreSamplesThanRegions(eigenvalues, samples, "The q-corrected precision");
        TensorPrimitives.Divide(eigenvalues, 1 - (eigenvalues.Length / samples), cleaned);
    }
}
