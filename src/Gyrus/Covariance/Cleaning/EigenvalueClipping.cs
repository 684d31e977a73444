using System.Numerics.Tensors;
using Gyrus.Numerics;

namespace Gyrus.Covariance.Cleaning;

/// <summary>Principal components: the p largest eigenvalues are kept and the others replaced by their mean, p given or searched.</summary>
/// <remarks>
/// ξᵢ = λᵢ for i ≤ p, else Σ_{j&gt;p} λⱼ/(N − p): the maximum-likelihood estimate of probabilistic PCA; the trace is kept. Also
/// known as eigenvalue clipping. With T &lt; N the mean runs over all N − p eigenvalues, null ones included, so p must stay below the rank.
/// Source: Tipping and Bishop (1999), J. R. Stat. Soc. B 61:611, doi:10.1111/1467-9868.00196.
/// </remarks>
public sealed record EigenvalueClipping : SpectralFamily
{
    /// <inheritdoc/>
    public override string HyperParameter => "components";

    /// <inheritdoc/>
    public override IReadOnlyList<double> Grid(PreparedSignals signals)
    {
        ArgumentNullException.ThrowIfNull(signals);
        return [.. Enumerable.Range(1, Math.Max(1, signals.Regions - 1)).Select(static p => (double)p)];
    }

    /// <inheritdoc/>
    public override void Clean(ReadOnlySpan<double> eigenvalues, double samples, double value, Span<double> cleaned)
    {
        int p = Math.Min((int)value, eigenvalues.Length);
        eigenvalues.CopyTo(cleaned);
        if (p < eigenvalues.Length)
        {
            cleaned[p..].Fill(TensorPrimitives.Sum(eigenvalues[p..]) / (eigenvalues.Length - p));
        }
    }

    private protected override void Check(double value) => Require.AtLeast(0, (int)value, "components");
}
