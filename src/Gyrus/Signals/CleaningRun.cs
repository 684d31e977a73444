using Gyrus.Numerics;
using static System.FormattableString;

namespace Gyrus.Signals;

/// <summary>One run of a recording: where it starts, how long it is, and which of its volumes are kept.</summary>
/// <param name="Start">The first volume.</param>
/// <param name="Length">The number of volumes.</param>
/// <param name="Kept">The kept volumes, ascending, counted from the start of the run.</param>
internal sealed record CleaningRun(int Start, int Length, int[] Kept)
{
    /// <summary>Splits a recording into its runs, checking kept volumes and run labels.</summary>
    public static IReadOnlyList<CleaningRun> Split(RegionSignals signals, CleaningInputs inputs)
    {
        bool[] kept = Flags(signals, inputs.KeptSamples);
        var runs = new List<CleaningRun>();
        int start = 0;
        foreach (int end in Ends(signals, inputs.Runs))
        {
            int[] inRun = [.. Enumerable.Range(0, end - start).Where(t => kept[start + t])];
            if (inRun.Length < 2)
            {
                throw new ArgumentException(
                    Invariant(
                        $"{signals.Subject}: volumes {start} to {end - 1} must keep at least 2 volumes, but keep {inRun.Length}. Leave the run out."
                    )
                );
            }

            runs.Add(new CleaningRun(start, end - start, inRun));
            start = end;
        }

        return runs;
    }

    /// <summary>Writes the first finite value of each column into the rows of the run before it.</summary>
    public void FillFirstRows(Matrix confounds)
    {
        for (int j = 0; j < confounds.Columns; j++)
        {
            Span<double> column = confounds.MutableColumn(j).Slice(Start, Length);
            int first = 0;
            while (first < Length && double.IsNaN(column[first]))
            {
                first++;
            }

            if (first < Length)
            {
                column[..first].Fill(column[first]);
            }
        }
    }

    private static bool[] Flags(RegionSignals signals, IReadOnlyList<int>? samples)
    {
        bool[] kept = new bool[signals.Samples];
        if (samples is null)
        {
            Array.Fill(kept, true);
            return kept;
        }

        int previous = -1;
        foreach (int t in samples)
        {
            if (t <= previous || t >= kept.Length)
            {
                throw new ArgumentException(
                    Invariant(
                        $"{signals.Subject}: the kept volumes must ascend and lie between 0 and {kept.Length - 1}, but {t} comes after {previous}."
                    )
                );
            }

            kept[t] = true;
            previous = t;
        }

        return kept;
    }

    private static List<int> Ends(RegionSignals signals, IReadOnlyList<int>? labels)
    {
        if (labels is null)
        {
            return [signals.Samples];
        }

        if (labels.Count != signals.Samples)
        {
            throw new ArgumentException(
                Invariant(
                    $"{signals.Subject}: Expected one run label per volume ({signals.Samples}), but got {labels.Count}."
                )
            );
        }

        List<int> ends =
        [
            .. Enumerable.Range(1, Math.Max(0, labels.Count - 1)).Where(t => labels[t] != labels[t - 1]),
            labels.Count,
        ];
        int[] seen = [.. ends.Select(end => labels[end - 1])];
        if (seen.Distinct().Count() < seen.Length)
        {
            int twice = seen.GroupBy(label => label).First(g => g.Count() > 1).Key;
            throw new ArgumentException(
                Invariant($"{signals.Subject}: the volumes of run {twice} do not follow each other.")
            );
        }

        return ends;
    }
}
