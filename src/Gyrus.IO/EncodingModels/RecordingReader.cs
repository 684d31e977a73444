using Gyrus.Glm;
using Gyrus.Numerics;
using Gyrus.Pipelines.EncodingModels;
using static System.FormattableString;

namespace Gyrus.IO.EncodingModels;

/// <summary>Reads the recording that a model file declares.</summary>
public static class RecordingReader
{
    /// <summary>Reads the tables side by side, and counts the spikes in the bins.</summary>
    /// <param name="sources">The sources.</param>
    /// <param name="observation">The observation model, which says what responses there may be; null: any numbers.</param>
    /// <exception cref="InvalidDataException">
    /// Tables of different lengths, a column that is not there or twice, a cell that is no number where one is needed, times that do not rise, or a
    /// response that the observation model does not take: the message has its file, line and column.
    /// </exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static EncodingRecording Read(EncodingSources sources, ObservationModel? observation = null) =>
        Read(sources, observation, []);

    /// <summary>The same of a model that names covariates: a column of text is none, and where it is named its first cell that is no number is told.</summary>
    internal static EncodingRecording Read(
        EncodingSources sources,
        ObservationModel? observation,
        IReadOnlyList<string> covariates
    )
    {
        ArgumentNullException.ThrowIfNull(sources);
        var all = RecordingColumns.Read(sources.Tables, ColumnTable.Read);
        string[] leftOut = [.. all.RequireNumbers(covariates)];
        EncodingRecording recording = Read(sources, observation, all, stays: false);
        return recording with { Warnings = [.. recording.Warnings, .. leftOut] };
    }

    /// <summary>Opens a recording whose covariates stay on disk; responses, offset and trials are read. The tables are uncompressed .npy files.</summary>
    /// <param name="sources">The sources.</param>
    /// <param name="observation">The observation model, which says what responses there may be; null: any numbers.</param>
    /// <returns>A recording whose <see cref="EncodingRecording.Streamed"/> can be disposed of when it is no longer read.</returns>
    /// <exception cref="InvalidDataException">As for <see cref="Read(EncodingSources, ObservationModel?)"/>, or a table is no such file, or the response is a class.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static EncodingRecording Open(EncodingSources sources, ObservationModel? observation = null)
    {
        ArgumentNullException.ThrowIfNull(sources);
        return sources.AreLabels
            ? throw new InvalidDataException(
                $"{sources.Tables[0]}: expected responses that are numbers: models of classes hold their design in memory."
            )
            : Read(sources, observation, RecordingColumns.Read(sources.Tables, ColumnTable.Open), stays: true);
    }

    private static EncodingRecording Read(
        EncodingSources sources,
        ObservationModel? observation,
        RecordingColumns all,
        bool stays
    )
    {
        int[] kept = all.Kept(sources.Where, sources.Portion);
        var warnings = new List<string>();
        double[]? time = sources.Time is { } t ? all.Numbers(t, kept) : null;
        if (sources.AreLabels)
        {
            return Labelled(all, sources, kept, time);
        }

        double? step = time is null ? null : MedianStep(time);
        double? width = sources.BinWidthSeconds ?? step;
        (IReadOnlyList<string> neurons, Matrix responses) = sources.Spikes is { } spikes
            ? SpikeCounts.Read(
                sources,
                spikes,
                time!,
                i => all.Where(sources.Time!, kept[i]),
                width ?? throw NoWidth(sources),
                warnings
            )
            : ResponseColumns.Read(all, sources.Responses, kept, observation, warnings);
        int[]? trials = TrialsOf(all, sources.Trials, kept);
        warnings.AddRange(Doubts(sources, time, step, trials, i => all.Where(sources.Time!, kept[i])));
        string[] names = [.. all.NumericNames().Except(sources.Spikes is null ? neurons : [])];
        return new EncodingRecording
        {
            Neurons = neurons,
            Responses = responses,
            CovariateNames = names,
            Covariates = stays ? new Matrix(kept.Length, 0) : all.Matrix(names, kept),
            Streamed = stays ? all.Source(names, kept) : null,
            Offset = sources.Offset is { } offset ? all.Numbers(offset, kept) : null,
            Trials = trials,
            HasNamedTrials = sources.Trials is not null,
            BinWidthSeconds = width,
            Warnings = warnings,
        };
    }

    /// <summary>A column of classes; where its labels are numbers it can be a covariate too (the choice before).</summary>
    private static EncodingRecording Labelled(RecordingColumns all, EncodingSources sources, int[] kept, double[]? time)
    {
        string name = all.Matching(sources.Responses[0]) is [var only]
            ? only
            : throw new InvalidDataException(
                $"{sources.Tables[0]}: expected one column of classes for 'responses', but '{MessageText.Shorten(sources.Responses[0])}' stands for several."
            );
        string[] texts = all.Texts(name);
        string[] names = [.. all.NumericNames()];
        return new EncodingRecording
        {
            Neurons = [name],
            Responses = Numerics.Matrix.Create(kept.Length, 1, static (_, _) => double.NaN),
            Labels = [.. kept.Select(i => texts[i] is "" or "n/a" or "NaN" ? null : texts[i])],
            CovariateNames = names,
            Covariates = all.Matrix(names, kept),
            Trials = TrialsOf(all, sources.Trials, kept),
            HasNamedTrials = sources.Trials is not null,
            BinWidthSeconds = sources.BinWidthSeconds ?? (time is null ? null : MedianStep(time)),
        };
    }

    /// <summary>A trial ends where its name changes, or where bins in between were left out.</summary>
    private static int[]? TrialsOf(RecordingColumns all, string? column, int[] kept)
    {
        string[]? names = column is null ? null : all.Texts(column);
        int[] trials = new int[kept.Length];
        for (int i = 1; i < kept.Length; i++)
        {
            bool starts = kept[i] != kept[i - 1] + 1 || (names is not null && names[kept[i]] != names[kept[i - 1]]);
            trials[i] = trials[i - 1] + (starts ? 1 : 0);
        }

        // One stretch without names is one recording, which folds may divide.
        return names is null && trials[^1] == 0 ? null : trials;
    }

    /// <summary>What the times of the bins say against the rest: another width, or a break that no trial has.</summary>
    private static IEnumerable<string> Doubts(
        EncodingSources sources,
        double[]? time,
        double? step,
        int[]? trials,
        Func<int, string> place
    )
    {
        if (time is null || step is not { } median)
        {
            yield break;
        }

        if (sources.BinWidthSeconds is { } width && Math.Abs(width - median) > 0.01 * median)
        {
            yield return Invariant(
                $"'binWidthSeconds' is {width}, but the times in '{MessageText.Shorten(sources.Time!)}' rise by {median} from bin to bin: windows in seconds and rates go by the former."
            );
        }

        int[] jumps =
        [
            .. Enumerable
                .Range(1, time.Length - 1)
                .Where(i => time[i] - time[i - 1] > 1.5 * median && (trials is null || trials[i] == trials[i - 1])),
        ];
        if (jumps.Length > 0)
        {
            yield return Invariant(
                $"The times in '{MessageText.Shorten(sources.Time!)}' jump by more than one and a half bins at {jumps.Length} {(jumps.Length == 1 ? "place" : "places")}, the first at {MessageText.OneLine(place(jumps[0]))}: windows run on across them. Name the stretches between in a column, and give it as 'trials'."
            );
        }
    }

    private static InvalidDataException NoWidth(EncodingSources sources) =>
        new(
            $"{sources.Tables[0]}: expected 'binWidthSeconds' in 'data', or at least two bins, whose times in '{MessageText.Shorten(sources.Time!)}' say how wide a bin is."
        );

    private static double? MedianStep(double[] time)
    {
        double[] steps = [.. time.Zip(time.Skip(1), (a, b) => b - a).Where(s => s > 0).Order()];
        return steps.Length == 0 ? null : steps[steps.Length / 2];
    }
}
