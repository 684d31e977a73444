using Gyrus.Validation;

namespace Gyrus.Covariance.Cleaning;

/// <summary>
/// Cross-validated eigenvalues (CVC): ξᵢ is the variance of left-out samples along the i-th eigenvector of the others, averaged over the folds and
/// made to decrease; the eigenvectors are those of all samples.
/// </summary>
/// <remarks>
/// <para>
/// ξᵢ = Σ_k |k|/T · mean_{t∈k} (uᵢ⁽ᵏ⁾ᵀ xₜ)², uᵢ⁽ᵏ⁾ from the training samples of fold k (not centred), then pool-adjacent-violators.
/// No hyper-parameter. With folds in blocks of time it stays at the rotation-invariant optimum although the samples are autocorrelated.
/// </para>
/// <para>
/// Sources: Abadir, Distaso and Žikeš (2014), J. Econometrics 181:165, doi:10.1016/j.jeconom.2014.03.002; Bartz (2016), arXiv:1611.00798;
/// Lam (2016), Annals of Statistics 44:928, doi:10.1214/15-AOS1393.
/// </para>
/// </remarks>
public sealed record CrossValidatedEigenvalues : CleaningEstimator
{
    /// <summary>Gets the folds. Default: 6 contiguous blocks.</summary>
    public FoldPlan Folds { get; init; } = new();

    /// <summary>Gets whether ξ is made to decrease as λ does, by pool-adjacent-violators. Default: yes.</summary>
    public bool Isotonic { get; init; } = true;

    /// <inheritdoc/>
    public override CovarianceFit Fit(PreparedSignals signals)
    {
        ArgumentNullException.ThrowIfNull(signals);
        double[] cleaned = new double[signals.Regions];
        foreach (PreparedFold fold in signals.Folds(Folds))
        {
            double[] variances = fold.Rotated(SampleScaling.AsGiven)
                .Variances(fold.Training.Spectrum(SampleScaling.AsGiven).Rank);
            double weight = (double)fold.Validation.Rows / signals.Samples;
            for (int i = 0; i < cleaned.Length; i++)
            {
                cleaned[i] += weight * variances[i];
            }
        }

        if (Isotonic)
        {
            PoolAdjacentViolators.Decrease(cleaned);
        }

        return SpectralFit.Of(signals.Spectrum(SampleScaling.AsGiven), cleaned);
    }
}
