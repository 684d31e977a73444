using System.Numerics.Tensors;
using Gyrus.Numerics.Distributions;

namespace Gyrus.Covariance.Cleaning;

/// <summary>The evidence of each number of principal components: the probability of the samples with all parameters integrated out.</summary>
/// <remarks>
/// <para>
/// Laplace's approximation, for p = 1 … N − 1 with v the mean of the other N − p eigenvalues and m = Np − p(p + 1)/2:
/// ln P(U) − (T/2) Σ_{i≤p} ln λᵢ − (T/2)(N − p) ln v + ((m + p)/2) ln 2π − ½ ln |A| − (p/2) ln T,
/// ln P(U) = −p ln 2 + Σ_{i≤p} [ln Γ((N − i + 1)/2) − ((N − i + 1)/2) ln π],
/// ln |A| = Σ_{i≤p} Σ_{j&gt;i} [ln((λᵢ − λⱼ)(1/λ̃ⱼ − 1/λᵢ)) + ln T], λ̃ⱼ = λⱼ for j ≤ p, else v.
/// </para>
/// <para>
/// A pair of kept eigenvalues contributes the same to ln |A| for every p, and of the other pairs only v changes with p, so sums that
/// grow with p give all values in O(N²) instead of O(N³) and more.
/// </para>
/// <para>Source: Minka (2000), Automatic choice of dimensionality for PCA, NIPS 13, equations 30 and 31 (equal weights of all p).</para>
/// </remarks>
internal static class PrincipalComponentEvidence
{
    /// <summary>The log-evidence of p = 1 … N − 1.</summary>
    /// <param name="eigenvalues">λ, decreasing, all positive.</param>
    /// <param name="samples">T.</param>
    public static double[] Of(ReadOnlySpan<double> eigenvalues, double samples)
    {
        int n = eigenvalues.Length;
        double logT = Math.Log(samples);
        double[] evidence = new double[Math.Max(0, n - 1)];
        (double prior, double logKept, double logGaps, double logCurvatures) = (0, 0, 0, 0);
        for (int k = 1; k < n; k++)
        {
            // 1. The k-th component joins the kept ones.
            int i = k - 1;
            double half = 0.5 * (n - k + 1);
            prior += GammaFunction.Log(half) - (half * Math.Log(Math.PI)) - Math.Log(2);
            logKept += Math.Log(eigenvalues[i]);
            (double gaps, double curvatures) = Pairs(eigenvalues, i);
            logGaps += gaps;
            logCurvatures += curvatures;

            // 2. Its terms with the noise, whose variance depends on k.
            double noise = TensorPrimitives.Sum(eigenvalues[k..]) / (n - k);
            double logNoiseCurvatures = 0;
            for (int a = 0; a < k; a++)
            {
                logNoiseCurvatures += Math.Log((1 / noise) - (1 / eigenvalues[a]));
            }

            double m = ((double)n * k) - (0.5 * k * (k + 1));
            double logDeterminant = logGaps + logCurvatures + ((n - k) * logNoiseCurvatures) + (m * logT);
            evidence[i] =
                prior
                - (0.5 * samples * (logKept + ((n - k) * Math.Log(noise))))
                + (0.5 * (m + k) * Math.Log(2 * Math.PI))
                - (0.5 * logDeterminant)
                - (0.5 * k * logT);
        }

        return evidence;
    }

    /// <summary>Σ_{j&gt;i} ln(λᵢ − λⱼ), and Σ_{a&lt;i} ln(1/λᵢ − 1/λₐ).</summary>
    private static (double Gaps, double Curvatures) Pairs(ReadOnlySpan<double> eigenvalues, int i)
    {
        (double gaps, double curvatures) = (0, 0);
        for (int j = i + 1; j < eigenvalues.Length; j++)
        {
            gaps += Math.Log(eigenvalues[i] - eigenvalues[j]);
        }

        for (int a = 0; a < i; a++)
        {
            curvatures += Math.Log((1 / eigenvalues[i]) - (1 / eigenvalues[a]));
        }

        return (gaps, curvatures);
    }
}
