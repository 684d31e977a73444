using static System.FormattableString;

namespace Gyrus.Covariance.Cleaning;

/// <summary>The sample covariance E as it is: ξᵢ = λᵢ. Its precision E⁻¹ exists only where E has full rank.</summary>
/// <remarks>
/// Unbiased for C up to the centring, but for J the worst there is: E⁻¹ is too large by 1/(1 − q), and its noise grows without bound as q = N/T
/// approaches 1.
/// </remarks>
public sealed record RawCovariance : SpectralEstimator
{
    /// <inheritdoc/>
    public override void Clean(ReadOnlySpan<double> eigenvalues, double samples, Span<double> cleaned) =>
        eigenvalues.CopyTo(cleaned);

    private protected override CovarianceFit Complete(CovarianceFit fit, double samples)
    {
        int rank = SpectrumCheck.Rank([.. fit.Spectrum!.Sample]);
        return rank == fit.Covariance.Regions
            ? fit
            : fit with
            {
                Warnings =
                [
                    .. fit.Warnings,
                    Invariant(
                        $"The sample covariance of {fit.Covariance.Regions} regions has rank {rank}, so it has no inverse."
                    ),
                ],
            };
    }
}
