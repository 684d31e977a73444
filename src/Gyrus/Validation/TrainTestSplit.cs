using Gyrus.Numerics;
using static System.FormattableString;

namespace Gyrus.Validation;

/// <summary>How one series is cut into samples that train and samples that test: in the order of time, with a gap, or shuffled.</summary>
/// <remarks>
/// <para>
/// Without a seed, each of <see cref="Blocks"/> equal stretches of the series gives its first share to the training and the rest to the test;
/// one block is "the beginning trains, the end tests". Training samples nearer than <see cref="Gap"/> to a test sample are left out.
/// </para>
/// <para>
/// With a seed the samples are shuffled first, and the first int(f·T) train: the protocol of Ibáñez-Berganza et al. (2023), arXiv:2302.02951. It is
/// right for independent samples only. In autocorrelated series test samples are neighbours of training samples, and the test rewards what is
/// learned from them (leakage).
/// </para>
/// </remarks>
public sealed record TrainTestSplit
{
    /// <summary>Gets the split in the order of time: the first 0.8 train, the rest test.</summary>
    public static TrainTestSplit Contiguous { get; } = new();

    /// <summary>Gets the share f of the samples that train. In (0, 1); 0.8.</summary>
    public double Fraction
    {
        get;
        init =>
            field =
                Require.Positive(value, nameof(Fraction)) < 1
                    ? value
                    : throw new ArgumentOutOfRangeException(
                        nameof(Fraction),
                        Invariant($"Fraction must be below 1, but was {value}.")
                    );
    } = 0.8;

    /// <summary>Gets the number of stretches of time that are each cut alone. At least 1; 1. Without effect on a shuffled split.</summary>
    public int Blocks
    {
        get;
        init => field = Require.AtLeast(1, value, nameof(Blocks));
    } = 1;

    /// <summary>Gets how many samples on each side of a test stretch do not train. At least 0; 0. Without effect on a shuffled split.</summary>
    public int Gap
    {
        get;
        init => field = Require.AtLeast(0, value, nameof(Gap));
    }

    /// <summary>Gets the seed of the shuffle, or null (default) for the order of time.</summary>
    public ulong? ShuffleSeed { get; init; }

    /// <summary>The split of shuffled samples: the paper's.</summary>
    public static TrainTestSplit Random(ulong seed) => new() { ShuffleSeed = seed };

    /// <summary>The split by stretches of time with a gap around each test stretch.</summary>
    public static TrainTestSplit Blocked(int blocks, int gap) => new() { Blocks = blocks, Gap = gap };

    /// <summary>The split of a series of some samples.</summary>
    /// <exception cref="ArgumentException">Fewer than two samples would train, or none would test.</exception>
    public SampleSplit Split(int samples)
    {
        SampleSplit split = ShuffleSeed is { } seed ? Shuffled(samples, seed) : InTime(samples);
        return split.Train.Count >= 2 && split.Test.Count >= 1
            ? split
            : throw new ArgumentException(
                Invariant(
                    $"Of {samples} samples {split.Train.Count} would train and {split.Test.Count} test, but 2 and 1 are the least. Use another fraction, fewer blocks or a smaller gap."
                )
            );
    }

    private SampleSplit Shuffled(int samples, ulong seed)
    {
        int[] order = new Rng(seed).Permutation(samples);
        int train = First(samples);
        return new SampleSplit { Train = order[..train], Test = order[train..] };
    }

    private SampleSplit InTime(int samples)
    {
        bool[] tests = new bool[samples];
        for (int b = 0; b < Blocks; b++)
        {
            int start = (int)((long)samples * b / Blocks);
            int end = (int)((long)samples * (b + 1) / Blocks);
            tests.AsSpan((start + First(end - start))..end).Fill(true);
        }

        return new SampleSplit
        {
            Train =
            [
                .. Enumerable
                    .Range(0, samples)
                    .Where(t => !tests.AsSpan(Math.Max(0, t - Gap)..Math.Min(samples, t + Gap + 1)).Contains(true)),
            ],
            Test = [.. Enumerable.Range(0, samples).Where(t => tests[t])],
        };
    }

    // A share such as 144/180 must give 144 samples, although its product with 180 may be rounded to a little less.
    private int First(int samples) => (int)Math.Floor((Fraction * samples) + 1e-9);
}
