namespace Gyrus.Covariance.Cleaning;

/// <summary>Principal components, as many as have the largest evidence (Minka): no cross-validation.</summary>
/// <remarks>
/// <para>
/// ξ is that of <see cref="EigenvalueClipping"/> with the p in 1 … N − 1 whose evidence is largest, of equal ones the fewest.
/// O(N²) after the eigendecomposition. The divisor of the covariance does not change p.
/// </para>
/// <para>Defined for T ≥ N, full rank and eigenvalues that differ: with null eigenvalues the evidence has no bound.</para>
/// <para>Source: Minka (2000), Automatic choice of dimensionality for PCA, Advances in Neural Information Processing Systems 13.</para>
/// </remarks>
public sealed record EvidenceClipping : SpectralEstimator
{
    /// <summary>Gets the form of the covariance. Default: divisor T; <see cref="EigenvalueClipping.AsReleased"/> has T − 1.</summary>
    public EigenvalueClipping Clipping { get; init; } = new();

    /// <inheritdoc/>
    public override SampleScaling Scaling => Clipping.Scaling;

    /// <inheritdoc/>
    public override void Clean(ReadOnlySpan<double> eigenvalues, double samples, Span<double> cleaned) =>
        Clipping.Clean(eigenvalues, samples, Components(eigenvalues, samples), cleaned);

    private protected override CovarianceFit Complete(CovarianceFit fit, double samples) =>
        fit with
        {
            Choice = new HyperParameterChoice
            {
                Name = Clipping.HyperParameter,
                Value = Components([.. fit.Spectrum!.Sample], samples),
            },
        };

    private static int Components(ReadOnlySpan<double> eigenvalues, double samples)
    {
        const string Method = "Minka's evidence";
        if (eigenvalues.Length < 2)
        {
            throw new EstimatorUndefinedException($"{Method} compares numbers of components, but there is one region.");
        }

        // T = N has a null direction once the mean is removed, and is refused by its rank.
        SpectrumCheck.FullRank(eigenvalues, Method);
        double[] evidence = PrincipalComponentEvidence.Of(eigenvalues, samples);
        int best = 0;
        for (int k = 0; k < evidence.Length; k++)
        {
            if (!double.IsFinite(evidence[k]))
            {
                throw new EstimatorUndefinedException(
                    $"{Method} needs eigenvalues that differ, but two of the sample covariance are equal."
                );
            }

            best = evidence[k] > evidence[best] ? k : best;
        }

        return best + 1;
    }
}
