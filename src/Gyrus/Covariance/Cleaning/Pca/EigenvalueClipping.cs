using System.Numerics.Tensors;
using Gyrus.Numerics;
using static System.FormattableString;

namespace Gyrus.Covariance.Cleaning;

/// <summary>Principal components: the p largest eigenvalues are kept and the others replaced by their mean, p given or searched.</summary>
/// <remarks>
/// <para>
/// ξᵢ = λᵢ for i ≤ p, else Σ_{j&gt;p} λⱼ/(N − p): the maximum-likelihood estimate of probabilistic PCA; the trace is kept. Also
/// known as eigenvalue clipping. With T &lt; N the mean runs over all N − p eigenvalues, null ones included, so p must stay below the rank.
/// </para>
/// <para>Source: Tipping and Bishop (1999), J. R. Stat. Soc. B 61:611, doi:10.1111/1467-9868.00196.</para>
/// </remarks>
public sealed record EigenvalueClipping : SpectralFamily
{
    /// <summary>Gets the numbers of components that a search tries, or null (default) for all from <see cref="Fewest"/> to N − 1.</summary>
    public IReadOnlyList<int>? Components { get; init; }

    /// <summary>Gets the fewest components that a search tries. At least 1; 1.</summary>
    public int Fewest
    {
        get;
        init => field = Require.AtLeast(1, value, nameof(Fewest));
    } = 1;

    /// <summary>
    /// Gets whether covariances have the divisor T − 1, and the mean of the noise runs over the first min(N, T) eigenvalues only, as scikit-learn's
    /// <c>PCA</c> has it. Default: no; divisor T and all N.
    /// </summary>
    public bool Unbiased { get; init; }

    /// <summary>Gets the family as the released code has it, by scikit-learn's <c>PCA</c>: divisor T − 1, p from 2 to N − 1.</summary>
    public static EigenvalueClipping AsReleased { get; } = new() { Unbiased = true, Fewest = 2 };

    /// <inheritdoc/>
    public override string HyperParameter => "components";

    /// <inheritdoc/>
    public override IReadOnlyList<double> Grid(PreparedSignals signals)
    {
        ArgumentNullException.ThrowIfNull(signals);
        return ComponentGrid.Of(Components, Fewest, signals.Regions - 1);
    }

    /// <inheritdoc/>
    public override void Clean(ReadOnlySpan<double> eigenvalues, double samples, double value, Span<double> cleaned)
    {
        int n = eigenvalues.Length;
        int p = Math.Min((int)value, n);
        eigenvalues.CopyTo(cleaned);
        if (p < n)
        {
            int end = Unbiased ? Math.Min(n, (int)samples) : n;
            double noise = p < end ? TensorPrimitives.Sum(eigenvalues[p..end]) / (end - p) : 0;
            cleaned[p..].Fill(noise);
        }

        if (!(cleaned[^1] > SampleSpectrum.RankFloor * cleaned[0]))
        {
            throw new EstimatorUndefinedException(
                Invariant(
                    $"{p} principal components leave no variance for the noise: the sample covariance of {n} regions has rank {SpectrumCheck.Rank(eigenvalues)}. Use fewer components."
                )
            );
        }

        if (Unbiased)
        {
            TensorPrimitives.Multiply(cleaned, samples / (samples - 1), cleaned);
        }
    }

    private protected override void Check(double value) => Require.AtLeast(0, (int)value, "components");
}
