using Gyrus.Numerics;
using static System.FormattableString;

namespace Gyrus.Signals;

/// <content>What the inputs must be, and what is said when they are not.</content>
public sealed partial record SignalCleaner
{
    /// <summary>Whether frequencies are removed by a Butterworth filter.</summary>
    internal bool UsesButterworth => Filter == FilterKind.Butterworth && (HighPassHz ?? LowPassHz) is not null;

    /// <summary>Checks the filter against the repetition time, which is returned; null when nothing is filtered.</summary>
    private double? CheckFilter(RegionSignals signals, List<string> warnings)
    {
        if (Filter == FilterKind.Cosine && LowPassHz is not null)
        {
            throw new ArgumentException(
                "The cosine filter is high-pass only, but LowPassHz is set. Use the Butterworth filter."
            );
        }

        if (Filter == FilterKind.Cosine && HighPassHz is null)
        {
            throw new ArgumentException("The cosine filter needs HighPassHz.");
        }

        double? given = RepetitionTimeSeconds ?? signals.RepetitionTimeSeconds;
        if (signals.RepetitionTimeSeconds is { } own && given is { } chosen && Math.Abs(own - chosen) > 1e-3 * own)
        {
            warnings.Add(
                Invariant(
                    $"{signals.Subject}: the signals say a repetition time of {own} s, but {chosen} s was given and is used."
                )
            );
        }

        if ((HighPassHz ?? LowPassHz) is null)
        {
            return given;
        }

        if (given is not { } repetitionTime)
        {
            throw new ArgumentException(
                $"{signals.Subject}: filtering needs the repetition time, which the signals do not carry. Set RepetitionTimeSeconds."
            );
        }

        WarnOfNyquist(signals.Subject, repetitionTime, warnings);
        return repetitionTime;
    }

    private void WarnOfNyquist(string subject, double repetitionTime, List<string> warnings)
    {
        double nyquist = 0.5 / repetitionTime;
        if (UsesButterworth && LowPassHz is { } f && f >= nyquist)
        {
            warnings.Add(
                Invariant(
                    $"{subject}: the filter edge {f} Hz is not below the Nyquist frequency ({nyquist} Hz at a repetition time of {repetitionTime} s) and is lowered to just below it."
                )
            );
        }
    }

    /// <summary>The signals with finite values in every kept volume, or an error that names regions and volumes.</summary>
    private Matrix FiniteSignals(RegionSignals signals, IReadOnlyList<CleaningRun> runs, List<string> warnings)
    {
        List<(int Row, int Column)> bad = NotFinite(signals.Values, runs);
        if (bad.Count == 0)
        {
            return signals.Values;
        }

        string where = Invariant(
            $"{signals.Subject}: the signals hold {bad.Count} values that are not finite, in regions {Few(bad.Select(b => signals.Regions[b.Column].Name).Distinct())}, at volumes {FewRows(bad)}"
        );
        if (NonFiniteSamples == NonFiniteSamples.Error)
        {
            throw new ArgumentException(
                where + ". Leave the regions out, censor the volumes, or choose NonFiniteSamples.Zero."
            );
        }

        warnings.Add(where + ". They are set to 0.");
        Matrix repaired = signals.Values.Copy();
        foreach ((int row, int column) in bad)
        {
            repaired[row, column] = 0;
        }

        return repaired;
    }

    /// <summary>The confounds with finite values in every kept volume, or an error that names columns and rows.</summary>
    private Confounds? FiniteConfounds(
        RegionSignals signals,
        Confounds? confounds,
        IReadOnlyList<CleaningRun> runs,
        List<string> warnings
    )
    {
        if (confounds is null)
        {
            return null;
        }

        if (confounds.Samples != signals.Samples)
        {
            throw new ArgumentException(
                Invariant(
                    $"{signals.Subject}: Expected one confound row per volume ({signals.Samples}), but got {confounds.Samples}."
                )
            );
        }

        List<(int Row, int Column)> bad = NotFinite(confounds.Values, runs);
        if (bad.Count == 0)
        {
            return confounds;
        }

        if (ConfoundMissing == ConfoundMissing.FillFromNext)
        {
            Matrix filled = confounds.Values.Copy();
            foreach (CleaningRun run in runs)
            {
                run.FillFirstRows(filled);
            }

            bad = NotFinite(filled, runs);
            if (bad.Count == 0)
            {
                return new Confounds(filled, confounds.Names);
            }
        }

        string columns = Few(bad.Select(b => $"'{confounds.Names[b.Column]}'").Distinct());
        string advice =
            ConfoundMissing == ConfoundMissing.FillFromNext
                ? "Only missing first rows can be filled: censor these volumes, or leave the columns out."
                : "fMRIPrep leaves the first rows of derivatives empty: choose ConfoundMissing.FillFromNext, censor the volumes, or leave the columns out.";
        throw new ArgumentException(
            Invariant(
                $"{signals.Subject}: the confounds hold {bad.Count} values that are not numbers, in columns {columns}, at volumes {FewRows(bad)}. {advice}"
            )
        );
    }

    private static List<(int Row, int Column)> NotFinite(Matrix values, IReadOnlyList<CleaningRun> runs)
    {
        var bad = new List<(int, int)>();
        for (int j = 0; j < values.Columns; j++)
        {
            ReadOnlySpan<double> column = values.Column(j);

            if (System.Numerics.Tensors.TensorPrimitives.IsFiniteAll(column))
            {
                continue;
            }

            foreach (CleaningRun run in runs)
            {
                foreach (int t in run.Kept)
                {
                    if (!double.IsFinite(column[run.Start + t]))
                    {
                        bad.Add((run.Start + t, j));
                    }
                }
            }
        }

        return bad;
    }

    private static string FewRows(IEnumerable<(int Row, int Column)> bad) =>
        Few(bad.Select(b => b.Row).Distinct().Order().Select(row => Invariant($"{row}"))) + " (from 0)";
}
