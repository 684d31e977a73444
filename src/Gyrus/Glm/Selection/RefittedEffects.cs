using Gyrus.Inference;
using Gyrus.Numerics;

namespace Gyrus.Glm.Selection;

/// <summary>Effects of the selected blocks without the shrinkage of the penalty, with intervals that allow for autocorrelation.</summary>
/// <remarks>
/// <para>
/// The selected blocks are fitted again without a penalty (aliased columns: the answer of least norm), and the covariance of (b, β) is the
/// sandwich H⁻¹JH⁻¹ with H the curvature and J the long-run variance of the scores. Each block has a Wald test, χ² = β_gᵀV_g⁻¹β_g.
/// </para>
/// <para>
/// The intervals take the selection as given: where the same samples selected, they are optimistic. Select on some trials and refit on
/// others, or read them beside the selection frequencies.
/// </para>
/// <para>
/// Sources: White (1982), Econometrica 50:1, doi:10.2307/1912526; Newey and West (1987), Econometrica 55:703, doi:10.2307/1913610; the lags
/// by Andrews (1991), Econometrica 59:817, doi:10.2307/2938229.
/// </para>
/// </remarks>
public sealed record RefittedEffects
{
    /// <summary>Gets what the covariance allows for. Newey-West.</summary>
    public RobustCovariance Covariance { get; init; } = RobustCovariance.NeweyWest;

    /// <summary>Gets the lags of Newey-West in samples, or null for Andrews' rule. At least 0.</summary>
    public int? Lags
    {
        get;
        init => field = value is { } given ? Require.AtLeast(0, given, nameof(Lags)) : null;
    }

    /// <summary>Gets the level of the intervals. In (0, 1); 0.95.</summary>
    public double Level
    {
        get;
        init => field = Require.Between(double.Epsilon, Math.BitDecrement(1), value, nameof(Level));
    } = 0.95;

    /// <summary>Gets the relative tolerance of the refit. Positive; 1e-10.</summary>
    public double Tolerance
    {
        get;
        init => field = Require.Positive(value, nameof(Tolerance));
    } = 1e-10;

    /// <summary>The refit of what a fit selected.</summary>
    /// <param name="data">The data: those of the selection, or other trials of the same design.</param>
    /// <param name="selection">The fit whose non-zero blocks are refitted.</param>
    /// <param name="neuron">The neuron of <paramref name="data"/>.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public RefittedModel Fit(
        GlmData data,
        GlmFit selection,
        int neuron = 0,
        CancellationToken cancellationToken = default
    ) => throw new NotImplementedException();
}
