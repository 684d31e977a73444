using Gyrus.Numerics;
using Gyrus.Validation;
using static System.FormattableString;

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
/// <para>Where λ_max of all samples is 0 (no spike, say), nothing can be selected: every frequency is 0, and a warning says why.</para>
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

    /// <summary>Gets the length in samples of the stretches that are dealt where there are no trials, or null for a fiftieth of the series. At least 1, and short enough for two stretches.</summary>
    public int? BlockLength
    {
        get;
        init => field = value is { } given ? Require.AtLeast(1, given, nameof(BlockLength)) : null;
    }

    /// <summary>Gets the seed of the halves. 0.</summary>
    public ulong Seed { get; init; }

    /// <summary>Gets where progress goes, or null.</summary>
    public IProgress<WorkProgress>? Progress { get; init; }

    /// <summary>The selection for one neuron; threads run over the halves.</summary>
    /// <exception cref="ArgumentException">Fewer than two blocks, trials or stretches, a half without a sample of the neuron, or data that the model cannot be fitted to.</exception>
    public StabilitySelectionFit Fit(
        GlmData data,
        int neuron = 0,
        int threads = 1,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(data);
        int blocks = Require.AtLeast(2, data.Design.Blocks.Count, "the number of blocks");
        int[] stretch = Stretches(data);
        int most = Math.Min(MaximumSelected ?? (int)Math.Ceiling(Math.Sqrt(0.8 * blocks)), blocks - 1);
        Require.AtLeast(1, threads);
        var whole = new PathWalk(Path, data, neuron, cancellationToken);
        double[] strengths = HalfPath.Strengths(Path, whole);
        if (whole.Nothing is not null)
        {
            int[] never = [.. Enumerable.Repeat(strengths.Length, blocks)];
            return Counted(data, whole, strengths, [.. Enumerable.Repeat((never, 0), 2 * Pairs)]);
        }

        int done = 0;
        (int[] Entries, int LateFits)[] halves = PartLoop.Run(
            2 * Pairs,
            threads,
            half =>
            {
                GlmData part = HalfOf(data, neuron, stretch, half);
                (int[] Entries, int LateFits) path = HalfPath.Entries(
                    Path with
                    {
                        Strengths = strengths,
                    },
                    part,
                    (neuron, most),
                    cancellationToken
                );
                Progress?.Report(
                    new WorkProgress("stability selection, halves", Interlocked.Increment(ref done), 2 * Pairs)
                );
                return path;
            },
            cancellationToken
        );
        return Counted(data, whole, strengths, halves);
    }

    /// <summary>The data of a half.</summary>
    private GlmData HalfOf(GlmData data, int neuron, int[] stretch, int half)
    {
        int[] rows = [.. Half(stretch, half)];
        return Rows.AnyCounts(data, neuron, rows)
            ? Rows.Only(data, rows)
            : throw new ArgumentException(
                Invariant(
                    $"Half {half + 1} of {2 * Pairs} has no sample of {data.NameOf(neuron)} in which everything is finite: those of the neuron lie in too few of the {stretch[^1] + 1} trials or stretches that are dealt."
                )
            );
    }

    /// <summary>The stretch (trial) of each sample, numbered from 0.</summary>
    private int[] Stretches(GlmData data)
    {
        int samples = data.Design.Samples;
        int[] stretch = new int[samples];
        if (data.Trials is null)
        {
            int length = BlockLength ?? Math.Max(1, samples / 50);
            return length < samples
                ? [.. Enumerable.Range(0, samples).Select(i => i / length)]
                : throw new ArgumentException(
                    Invariant(
                        $"Halves need at least 2 stretches to deal, but {samples} samples make one stretch of {nameof(BlockLength)} = {length}."
                    )
                );
        }

        int[] starts = Trials.Starts(samples, data.Trials);
        Require.AtLeast(2, starts.Length, "the number of trials");
        for (int t = 0; t < starts.Length; t++)
        {
            stretch.AsSpan(starts[t]).Fill(t);
        }

        return stretch;
    }

    /// <summary>The samples of half h: the two halves of pair h/2 share a shuffle and no trial.</summary>
    private IEnumerable<int> Half(int[] stretch, int half)
    {
        int count = stretch[^1] + 1;
        int[] order = Rng.ForPart(Seed, half / 2).Permutation(count);
        int size = count / 2;
        bool[] inside = new bool[count];
        foreach (int t in half % 2 == 0 ? order.AsSpan(0, size) : order.AsSpan(size, size))
        {
            inside[t] = true;
        }

        return Enumerable.Range(0, stretch.Length).Where(i => inside[stretch[i]]);
    }

    private StabilitySelectionFit Counted(
        GlmData data,
        PathWalk whole,
        double[] strengths,
        (int[] Entries, int LateFits)[] parts
    )
    {
        int[][] entries = Array.ConvertAll(parts, static p => p.Entries);
        int late = parts.Sum(static p => p.LateFits);
        int p = data.Design.Blocks.Count;
        double halves = entries.Length;
        double q = entries.Sum(e => e.Count(i => i < strengths.Length)) / halves;
        return new StabilitySelectionFit
        {
            Neuron = whole.Task.Neuron,
            Selection = this,
            Blocks = [.. data.Design.Blocks.Select(b => b.Name)],
            Frequencies = [.. Enumerable.Range(0, p).Select(g => entries.Count(e => e[g] < strengths.Length) / halves)],
            MeanSelected = q,
            Strengths = strengths,
            Paths = Matrix.Create(strengths.Length, p, (i, g) => entries.Count(e => e[g] <= i) / halves),
            MeinshausenBuhlmannBound = SelectionBounds.MeinshausenBuhlmann(q, p, Threshold),
            UnimodalBound = SelectionBounds.Unimodal(q, p, Threshold, Pairs),
            ConcaveBound = SelectionBounds.Concave(q, p, Threshold, Pairs),
            LateFits = late,
            Warnings = whole.Nothing is { } nothing ? [nothing] : Warnings(q, p, late),
        };
    }

    private static string[] Warnings(double selected, int blocks, int late)
    {
        var warnings = new List<string>();
        if (selected >= blocks / 2.0)
        {
            warnings.Add(
                "The halves select half of the blocks or more: the bounds say little. Let them select fewer blocks at most."
            );
        }

        if (late > 0)
        {
            warnings.Add(
                Invariant($"{late} fits of halves did not reach their tolerance: what they selected may be off.")
            );
        }

        return [.. warnings];
    }
}
