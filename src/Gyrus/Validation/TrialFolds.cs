using Gyrus.Numerics;
using static System.FormattableString;

namespace Gyrus.Validation;

/// <summary>Folds of a series that is made of trials: a trial is never split, and a gap around what tests does not train.</summary>
/// <remarks>
/// <para>
/// Neighbouring bins resemble each other, and features with a memory of W bins share their past; so bins nearer than <see cref="Gap"/> to a
/// test bin are left out of the training. Contiguous folds hold about the same number of samples each, cut at the ends of trials.
/// </para>
/// <para>Without trials, pieces of <see cref="PieceLength"/> samples take their place; contiguous folds are then those of <see cref="ContiguousFolds"/>.</para>
/// </remarks>
public sealed record TrialFolds
{
    /// <summary>Gets the number of folds K. At least 2; 5.</summary>
    public int Folds
    {
        get;
        init => field = Require.AtLeast(2, value, nameof(Folds));
    } = 5;

    /// <summary>Gets how many samples on each side of a stretch that tests do not train. At least 0; 0.</summary>
    public int Gap
    {
        get;
        init => field = Require.AtLeast(0, value, nameof(Gap));
    }

    /// <summary>Gets how trials are dealt to folds. Contiguous.</summary>
    public FoldAssignment Assignment { get; init; }

    /// <summary>Gets the length of the pieces that are dealt as trials where there are none, or null for a tenth of a fold. At least 1.</summary>
    public int? PieceLength
    {
        get;
        init => field = value is { } given ? Require.AtLeast(1, given, nameof(PieceLength)) : null;
    }

    /// <summary>The folds of a series.</summary>
    /// <param name="samples">The number of samples.</param>
    /// <param name="trials">The trial of each sample, samples of a trial being neighbours, or null for none.</param>
    /// <exception cref="ArgumentException">Fewer trials (or samples) than folds, a trial in two stretches, or a gap that leaves fewer than two samples to train.</exception>
    public IReadOnlyList<SampleSplit> Split(int samples, IReadOnlyList<int>? trials = null)
    {
        Require.AtLeast(1, samples);
        int[] starts = trials is null ? Pieces(samples) : Trials.Starts(samples, trials);
        if (starts.Length < Folds)
        {
            throw new ArgumentException(
                Invariant(
                    $"{Folds} folds need at least {Folds} {(trials is null ? "samples" : "trials")}, but there are {starts.Length}. Use fewer folds."
                )
            );
        }

        int[] foldOf =
            Assignment == FoldAssignment.Interleaved ? Interleaved(starts.Length) : Balanced(starts, samples);
        int[] fold = new int[samples];
        for (int t = 0; t < starts.Length; t++)
        {
            fold.AsSpan(starts[t]..(t + 1 < starts.Length ? starts[t + 1] : samples)).Fill(foldOf[t]);
        }

        return [.. Enumerable.Range(0, Folds).Select(k => Of(fold, k))];
    }

    private int[] Pieces(int samples)
    {
        if (Assignment == FoldAssignment.Contiguous)
        {
            return samples < Folds
                ? [.. Enumerable.Range(0, samples)]
                : [.. ContiguousFolds.Split(samples, Folds).Select(f => f.Start)];
        }

        int length = PieceLength ?? Math.Max(1, samples / (10 * Folds));
        return [.. Enumerable.Range(0, (samples + length - 1) / length).Select(i => i * length)];
    }

    private int[] Interleaved(int trials) => [.. Enumerable.Range(0, trials).Select(t => t % Folds)];

    /// <summary>Fold k ends at the end of the trial nearest to (k + 1)/K of the samples, and leaves a trial at least to each fold.</summary>
    private int[] Balanced(int[] starts, int samples)
    {
        int[] foldOf = new int[starts.Length];
        int from = 0;
        for (int k = 0; k < Folds; k++)
        {
            double aim = (double)samples * (k + 1) / Folds;
            int most = starts.Length - (Folds - 1 - k);
            int end = from + 1;
            while (
                end < most
                && (k == Folds - 1 || Math.Abs(starts[end] - aim) > Math.Abs(End(starts, end, samples) - aim))
            )
            {
                end++;
            }

            foldOf.AsSpan(from..end).Fill(k);
            from = end;
        }

        return foldOf;
    }

    private static int End(int[] starts, int trial, int samples) =>
        trial + 1 < starts.Length ? starts[trial + 1] : samples;

    private SampleSplit Of(int[] fold, int k)
    {
        // The distance to the nearest sample that tests: one pass forwards, one backwards.
        int n = fold.Length;
        bool[] near = new bool[n];
        int last = int.MinValue / 2;
        for (int i = 0; i < n; i++)
        {
            last = fold[i] == k ? i : last;
            near[i] = i - last <= Gap;
        }

        last = int.MaxValue / 2;
        for (int i = n - 1; i >= 0; i--)
        {
            last = fold[i] == k ? i : last;
            near[i] |= last - i <= Gap;
        }

        int[] train = [.. Enumerable.Range(0, n).Where(i => !near[i])];
        return train.Length < 2
            ? throw new ArgumentException(
                Invariant(
                    $"A gap of {Gap} samples leaves {train.Length} of {n} samples to train beside fold {k + 1}. Use a smaller gap or other folds."
                )
            )
            : new SampleSplit { Train = train, Test = [.. Enumerable.Range(0, n).Where(i => fold[i] == k)] };
    }
}
