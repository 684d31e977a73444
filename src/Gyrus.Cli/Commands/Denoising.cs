using System.CommandLine;
using Gyrus.Cli.Running;
using Gyrus.IO.Bids;
using Gyrus.IO.Tables;
using Gyrus.Signals.Denoising;
using static System.FormattableString;

namespace Gyrus.Cli.Commands;

/// <summary>A strategy carried out on the tables of all images of a call.</summary>
internal sealed record Denoising
{
    private Denoising(ConfoundStrategy strategy, string name) => (Strategy, Name) = (strategy, name);

    /// <summary>Gets the strategy.</summary>
    public ConfoundStrategy Strategy { get; }

    /// <summary>Gets what the command line calls it.</summary>
    public string Name { get; }

    /// <summary>Gets the tables, one per image.</summary>
    public required IReadOnlyList<string> Tables { get; init; }

    /// <summary>Gets the tables and the JSON files that were read.</summary>
    public required IReadOnlyList<string> Files { get; init; }

    /// <summary>Gets what was taken, one per image.</summary>
    public required IReadOnlyList<DenoisingConfounds> Runs { get; init; }

    /// <summary>Gets what is odd.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }

    /// <summary>Gets a value indicating whether slow cosines are among the confounds of the images.</summary>
    public bool HasCosines => Runs.All(r => r.HasCosines);

    /// <summary>Finds and reads the tables of a call.</summary>
    /// <param name="call">The call.</param>
    /// <param name="strategy">What is to be taken.</param>
    /// <param name="images">The images.</param>
    /// <param name="tables">The tables that the call names, one per image, or none to look beside the images.</param>
    public static Denoising Of(
        ParseResult call,
        ConfoundStrategy strategy,
        IReadOnlyList<string> images,
        IReadOnlyList<string> tables
    )
    {
        List<string> warnings = [.. images.SelectMany(i => strategy.CheckImage(Path.GetFileName(i)))];
        string[] paths = [.. tables.Count > 0 ? tables : images.Select(FmriprepFiles.Confounds)];
        DenoisingConfounds[] runs = [.. paths.Select(path => strategy.Select(FmriprepTable.Read(path)))];
        warnings.AddRange(runs.SelectMany(r => r.Warnings));
        RequireSameFilter(paths, runs);
        return new Denoising(strategy, DenoiseOptions.NameOf(call))
        {
            Tables = paths,
            Files = [.. paths.SelectMany(p => new[] { p, FmriprepTable.SidecarOf(p) }).Where(File.Exists)],
            Runs = runs,
            Warnings = warnings,
        };
    }

    /// <summary>Adds to the record of the run what the strategy was, in full.</summary>
    public void Describe(RunRecorder recorder)
    {
        recorder.Add("denoise", Name).Add("denoise-parts", DenoiseOptions.Describe(Strategy));
        if (Strategy.Scrubbing is { } scrubbing)
        {
            recorder
                .Add("scrub", Invariant($"{scrubbing.SegmentVolumes}"))
                .Add("fd-threshold", Invariant($"{scrubbing.FramewiseDisplacementMillimetres ?? 0}"))
                .Add("std-dvars-threshold", Invariant($"{scrubbing.StandardisedDvars ?? 0}"))
                .Add(
                    "censored-volumes",
                    string.Join(' ', Runs.Select(r => r.Volumes - (r.KeptSamples?.Count ?? r.Volumes)))
                );
        }
    }

    private static void RequireSameFilter(string[] tables, DenoisingConfounds[] runs)
    {
        int with = runs.Count(r => r.HasCosines);
        if (with > 0 && with < runs.Length)
        {
            string without = tables[Array.FindIndex(runs, r => !r.HasCosines)];
            throw new ArgumentException(
                $"{without}: the table has no cosine columns, but those of other images have them, so that the images would be filtered differently. Leave the cosines out everywhere (--no-cosines) and filter instead."
            );
        }
    }
}
