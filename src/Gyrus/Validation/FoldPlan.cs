using Gyrus.Numerics;
using static System.FormattableString;

namespace Gyrus.Validation;

/// <summary>How the samples of one series are split into folds: in contiguous blocks, with a gap around them, or shuffled.</summary>
/// <remarks>
/// <para>
/// The first T mod K folds hold one sample more. Without a seed the blocks are those of <see cref="ContiguousFolds"/>: samples that
/// are neighbours in time stay together. Neighbours of a block still resemble it, so a gap of about the autocorrelation time may be left out of
/// the training on both sides. Shuffled folds are right for independent samples only: in autocorrelated series the test
/// rows are neighbours of training rows, and the score rewards what is learned from them (leakage).
/// </para>
/// <para>Two plans that are equal give the same folds.</para>
/// </remarks>
public sealed record FoldPlan
{
    /// <summary>Gets the number of folds K. At least 2; 6.</summary>
    public int Folds
    {
        get;
        init => field = Require.AtLeast(2, value, nameof(Folds));
    } = 6;

    /// <summary>Gets how many samples on each side of a test block do not train. At least 0; 0. Without effect on shuffled folds.</summary>
    public int Gap
    {
        get;
        init => field = Require.AtLeast(0, value, nameof(Gap));
    }

    /// <summary>Gets the seed of the shuffle, or null (default) for blocks in the order of time.</summary>
    public ulong? ShuffleSeed { get; init; }

    /// <summary>The folds of a series of some samples.</summary>
    /// <exception cref="ArgumentException">There are more folds than samples, or a gap leaves fewer than two samples to train.</exception>
    public IReadOnlyList<SampleSplit> Split(int samples)
    {
        int[] order = Order(samples);
        int gap = ShuffleSeed is null ? Gap : 0;
        return [.. ContiguousFolds.Split(samples, Folds).Select(block => Of(order, block, gap))];
    }

    private static SampleSplit Of(int[] order, Fold block, int gap)
    {
        int before = Math.Max(0, block.Start - gap);
        int after = Math.Min(order.Length, block.Start + block.Count + gap);
        int[] train = [.. order.AsSpan(0, before), .. order.AsSpan(after)];
        return train.Length < 2
            ? throw new ArgumentException(
                Invariant(
                    $"A gap of {gap} samples leaves {train.Length} of {order.Length} samples to train beside a block of {block.Count}. Use a smaller gap or other folds."
                )
            )
            : new SampleSplit { Train = train, Test = order[block.Start..(block.Start + block.Count)] };
    }

    private int[] Order(int samples) =>
        ShuffleSeed is { } seed ? new Rng(seed).Permutation(samples) : [.. Enumerable.Range(0, samples)];
}
