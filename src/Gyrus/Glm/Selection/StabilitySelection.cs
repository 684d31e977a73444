using Gyrus.Numerics;

namespace Gyrus.Glm.Selection;

/// <summary>Which covariates are selected again and again on random halves of the trials.</summary>
/// <remarks>
/// <para>
/// Complementary pairs: the trials are dealt into two halves B times, and the path is fitted to each half from the largest strength on,
/// as long as no more than <see cref="MaximumSelected"/> blocks have been selected. The frequency of a block is the share of the 2B
/// halves that select it; blocks of a frequency of at least <see cref="Threshold"/> are stable.
/// </para>
/// <para>
/// Bounds on the expected number of wrongly stable blocks, q being the mean number selected in a half, p that of blocks, π the threshold.
/// Meinshausen and Bühlmann (2010), J. R. Stat. Soc. B 72:417, doi:10.1111/j.1467-9868.2010.00740.x: q²/((2π − 1)p), under exchangeability.
/// Shah and Samworth (2013), J. R. Stat. Soc. B 75:55, doi:10.1111/j.1467-9868.2011.01034.x: C(π, B)·q²/p where the frequencies of pairs are
/// unimodal, and a smaller bound where they are r-concave; both count blocks that are selected with a probability of at most q/p.
/// </para>
/// </remarks>
public sealed record StabilitySelection
{
    /// <summary>Gets the path that is followed on each half.</summary>
    public required RegularizationPath Path { get; init; }

    /// <summary>Gets the number B of complementary pairs. At least 2; 50.</summary>
    public int Pairs
    {
        get;
        init => field = Require.AtLeast(2, value, nameof(Pairs));
    } = 50;

    /// <summary>Gets the frequency π from which a block is stable. Above ½ and at most 1; 0.75.</summary>
    public double Threshold
    {
        get;
        init => field = Require.Between(Math.BitIncrement(0.5), 1, value, nameof(Threshold));
    } = 0.75;

    /// <summary>Gets the most blocks that a half may select, or null for ⌈√(0.8·p)⌉, at most p − 1. At least 1.</summary>
    public int? MaximumSelected
    {
        get;
        init => field = value is { } given ? Require.AtLeast(1, given, nameof(MaximumSelected)) : null;
    }

    /// <summary>Gets the length in samples of the stretches that are dealt where there are no trials, or null for a fiftieth of the series. At least 1.</summary>
    public int? BlockLength
    {
        get;
        init => field = value is { } given ? Require.AtLeast(1, given, nameof(BlockLength)) : null;
    }

    /// <summary>Gets the seed of the halves. 0.</summary>
    public ulong Seed { get; init; }

    /// <summary>The selection for one neuron; threads run over the halves.</summary>
    public StabilitySelectionFit Fit(
        GlmData data,
        int neuron = 0,
        int threads = 1,
        CancellationToken cancellationToken = default
    ) => throw new NotImplementedException();
}
