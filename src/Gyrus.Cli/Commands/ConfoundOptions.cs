using System.CommandLine;
using Gyrus.IO.Bids;
using Gyrus.IO.Tables;
using Gyrus.Signals;
using Gyrus.Signals.Denoising;

namespace Gyrus.Cli.Commands;

/// <summary>The options that say what is regressed out of signals, and which volumes are left out.</summary>
internal static class ConfoundOptions
{
    private static readonly Option<string[]> ConfoundsOption = new("--confounds", "-c")
    {
        Description =
            "Confound tables (.tsv, .csv, .txt), one per image in the same order; several of one image are joined with ','. With --denoise they are found beside the images unless named.",
        HelpName = "table",
        AllowMultipleArgumentsPerToken = true,
    };

    private static readonly Option<string[]> ColumnsOption = new("--confound-columns")
    {
        Description = "Columns of the confound tables to use; by default all. Not with --denoise.",
        HelpName = "name",
        AllowMultipleArgumentsPerToken = true,
    };

    private static readonly Option<string[]> SampleMaskOption = new("--sample-mask")
    {
        Description =
            "Volumes to keep (scrubbing), one text file per image: their numbers from 0, or one 0/1 per volume.",
        HelpName = "table",
        AllowMultipleArgumentsPerToken = true,
    };

    private static readonly Option<int> HighVarianceOption = new("--high-variance-confounds")
    {
        HelpName = "n",
        Description =
            "How many time courses of the most variable voxels to regress out; 0 for none. With --denoise none, unless given.",
        DefaultValueFactory = _ => 5,
    };

    /// <summary>Gets the options, in the order of the help.</summary>
    public static IReadOnlyList<Option> All { get; } =
    [ConfoundsOption, .. DenoiseOptions.All, ColumnsOption, SampleMaskOption, HighVarianceOption];

    /// <summary>Gets the options of a verb that finds the tables itself.</summary>
    public static IReadOnlyList<Option> OfDataset { get; } = [.. DenoiseOptions.OfDataset, HighVarianceOption];

    /// <summary>How many time courses of the image itself are regressed out: a preset means its own confounds only.</summary>
    public static HighVarianceConfounds? HighVarianceOf(ParseResult call)
    {
        bool isGiven = call.GetResult(HighVarianceOption) is { Implicit: false };
        int count = isGiven || !DenoiseOptions.IsAsked(call) ? call.GetValue(HighVarianceOption) : 0;
        return count == 0 ? null : new HighVarianceConfounds { Count = count };
    }

    /// <summary>Reads what a call says of the confounds of its images.</summary>
    public static ConfoundInputs Of(ParseResult call, IReadOnlyList<string> images)
    {
        string[] tables = call.GetValue(ConfoundsOption) ?? [];
        string[] masks = call.GetValue(SampleMaskOption) ?? [];
        string[] columns = call.GetValue(ColumnsOption) ?? [];
        RequireOnePerImage(images, tables, "--confounds");
        RequireOnePerImage(images, masks, "--sample-mask");
        return Of(call, images, tables, columns, masks);
    }

    /// <summary>What a call says of the confounds of a run whose table was found, or null.</summary>
    /// <exception cref="ArgumentException">Columns of a table are wanted, but there is none.</exception>
    public static ConfoundInputs OfRun(ParseResult call, string image, string? table)
    {
        if (DenoiseOptions.Of(call) is not null)
        {
            // A preset is the rule here, and that its cosines take the place of the filter no surprise.
            ConfoundInputs chosen = Of(call, [image], [table ?? FmriprepFiles.Confounds(image)], [], []);
            return chosen with { Warnings = chosen.Denoising!.Warnings };
        }

        // It lends no column, but says how the head moved.
        FmriprepConfounds? moved = table is null ? null : FmriprepTable.Read(table);
        return new ConfoundInputs
        {
            Scans = [new ScanConfounds(null, null, moved?.MeanFramewiseDisplacementMillimetres(), moved?.Volumes)],
            Files = table is null ? [] : [table],
            Warnings = [],
        };
    }

    private static ConfoundInputs Of(
        ParseResult call,
        IReadOnlyList<string> images,
        string[] tables,
        string[] columns,
        string[] masks
    )
    {
        IReadOnlyList<int>[] kept = [.. masks.Select(SampleMask.Read)];
        if (DenoiseOptions.Of(call) is not { } strategy)
        {
            return new ConfoundInputs
            {
                Scans =
                [
                    .. images.Select(
                        (_, k) => Plain(tables.ElementAtOrDefault(k), columns, kept.ElementAtOrDefault(k))
                    ),
                ],
                Files = [.. tables.SelectMany(Split), .. masks],
                Warnings = [],
            };
        }

        if (columns.Length > 0)
        {
            throw new ArgumentException(
                "--confound-columns and --denoise both say which columns are used. Leave one of them out."
            );
        }

        var denoising = Denoising.Of(call, strategy, images, tables);
        return new ConfoundInputs
        {
            Scans =
            [
                .. denoising.Runs.Select(
                    (run, k) =>
                        new ScanConfounds(
                            run.Confounds,
                            Both(run.KeptSamples, kept.ElementAtOrDefault(k)),
                            run.MeanFramewiseDisplacementMillimetres,
                            run.Volumes
                        )
                ),
            ],
            Files = [.. denoising.Files, .. masks],
            Warnings =
            [
                .. denoising.Warnings,
                .. denoising.HasCosines && CleaningOptions.Of(call).HighPassHz is not null
                    ?
                    [
                        "The cosines of the confound tables are the high-pass filter; that of the cleaning is switched off (--high-pass 0 says the same).",
                    ]
                    : Array.Empty<string>(),
            ],
            Denoising = denoising,
        };
    }

    private static ScanConfounds Plain(string? list, string[] columns, IReadOnlyList<int>? kept)
    {
        if (list is null)
        {
            return new ScanConfounds(null, kept, null, null);
        }

        Confounds table = ConfoundTable.Read(Split(list));
        return new ScanConfounds(
            columns.Length == 0 ? table : ConfoundTable.Select(table, columns),
            kept,
            new FmriprepConfounds(list, table).MeanFramewiseDisplacementMillimetres(),
            null
        );
    }

    private static IReadOnlyList<int>? Both(IReadOnlyList<int>? a, IReadOnlyList<int>? b) =>
        a is null ? b
        : b is null ? a
        : [.. a.Intersect(b)];

    private static string[] Split(string list) =>
        File.Exists(list) ? [list] : list.Split(',', StringSplitOptions.RemoveEmptyEntries);

    private static void RequireOnePerImage(IReadOnlyList<string> images, string[] given, string option)
    {
        if (given.Length != 0 && given.Length != images.Count)
        {
            throw new ArgumentException(
                $"{option}: expected one table per image ({images.Count}), but got {given.Length}. "
                    + "Tables of one image are joined with ','."
            );
        }
    }
}
