using System.Numerics.Tensors;
using Gyrus.Numerics;
using static System.FormattableString;

namespace Gyrus.Covariance.Cleaning;

/// <summary>
/// Cautious principal components: the p largest eigenvalues are kept and all others raised to the p-th, then all scaled to keep the trace.
/// </summary>
/// <remarks>
/// <para>
/// ξᵢ = κ·λᵢ for i ≤ p, else κ·λ_p, κ = Σ λ/Σ ξ. A noise no smaller than the least signal makes a well-conditioned C. This is the form of the
/// paper's text; <see cref="StandardisedCautiousClipping"/> keeps every variance instead of their sum and predicts better.
/// </para>
/// <para>Defined for p up to the rank.</para>
/// <para>Source: Ibáñez-Berganza et al. (2023), Physical Review E 108:024313, arXiv:2302.02951 (κ with N where the text has p).</para>
/// </remarks>
public sealed record CautiousClipping : SpectralFamily
{
    /// <summary>Gets the numbers of components that a search tries, or null (default) for all from 1 to N − 1.</summary>
    public IReadOnlyList<int>? Components { get; init; }

    /// <inheritdoc/>
    public override string HyperParameter => "components";

    /// <inheritdoc/>
    public override IReadOnlyList<double> Grid(PreparedSignals signals)
    {
        ArgumentNullException.ThrowIfNull(signals);
        return ComponentGrid.Of(Components, 1, signals.Regions - 1);
    }

    /// <inheritdoc/>
    public override void Clean(ReadOnlySpan<double> eigenvalues, double samples, double value, Span<double> cleaned)
    {
        Raise(eigenvalues, (int)value, cleaned);
        double scale = TensorPrimitives.Sum(eigenvalues) / TensorPrimitives.Sum<double>(cleaned);
        TensorPrimitives.Multiply(cleaned, scale, cleaned);
    }

    /// <summary>The first p eigenvalues as they are, then the p-th.</summary>
    /// <exception cref="EstimatorUndefinedException">The p-th is null.</exception>
    internal static void Raise(ReadOnlySpan<double> eigenvalues, int components, Span<double> raised)
    {
        int p = Math.Min(components, eigenvalues.Length);
        RequireRank(eigenvalues, p);
        eigenvalues.CopyTo(raised);
        raised[p..].Fill(eigenvalues[p - 1]);
    }

    /// <exception cref="EstimatorUndefinedException">The p-th eigenvalue is null.</exception>
    internal static void RequireRank(ReadOnlySpan<double> eigenvalues, int components)
    {
        int rank = SpectrumCheck.Rank(eigenvalues);
        if (components > rank)
        {
            throw new EstimatorUndefinedException(
                Invariant(
                    $"{components} cautious principal components need that rank, but the sample covariance of {eigenvalues.Length} regions has rank {rank}. Use fewer components."
                )
            );
        }
    }

    private protected override void Check(double value) => Require.AtLeast(1, (int)value, "components");
}
