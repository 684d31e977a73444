using System.CommandLine;
using Gyrus.Imaging;
using Gyrus.IO.Nifti;
using Gyrus.IO.Tables;
using Gyrus.Pipelines;
using Gyrus.Signals;

namespace Gyrus.Cli.Commands;

/// <summary>The options that say how signals are read from images.</summary>
internal static class ExtractionOptions
{
    private static readonly Option<string> AtlasOption = new("--atlas", "-a")
    {
        Description = "The atlas: a 4-D image of maps (may overlap) or a 3-D image of labels.",
        HelpName = "image",
    };

    private static readonly Option<string> LabelsOption = new("--labels")
    {
        Description =
            "Table of the atlas's regions: index and name (and x, y, z, network). Without it regions are numbered.",
        HelpName = "table",
    };

    private static readonly Option<string> LabelColumnOption = new("--label-column")
    {
        Description = "Column of the table of regions that holds the labels; '' for the one without a name.",
        HelpName = "name",
    };

    private static readonly Option<string> NameColumnOption = new("--name-column")
    {
        Description = "Column of the table of regions that holds the names.",
        HelpName = "name",
    };

    private static readonly Option<bool> NumberEqualNamesOption = new("--number-equal-names")
    {
        Description = "Put the label behind names that come more than once in the table of regions.",
    };

    private static readonly Option<string[]> ConfoundsOption = new("--confounds", "-c")
    {
        Description =
            "Confound tables (.tsv, .csv, .txt), one per image in the same order; several of one image are joined with ','.",
        HelpName = "table",
        AllowMultipleArgumentsPerToken = true,
    };

    private static readonly Option<string[]> ColumnsOption = new("--confound-columns")
    {
        Description = "Columns of the confound tables to use; by default all.",
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
        Description = "How many time courses of the most variable voxels to regress out; 0 for none.",
        DefaultValueFactory = _ => 5,
    };

    private static readonly Option<string> MaskOption = new("--mask")
    {
        Description = "Mask image: voxels where it is 0 do not count.",
        HelpName = "image",
    };

    private static readonly Option<string> TargetOption = new("--resampling-target")
    {
        Description =
            "On whose grid image and atlas meet: data (the atlas is resampled), atlas (the image is), mask, or none (grids must agree).",
        DefaultValueFactory = _ => "data",
    };

    private static readonly Option<double> SmoothingOption = new("--smoothing-fwhm")
    {
        Description = "Full width at half maximum of a Gaussian smoothing; 0 for none.",
        HelpName = "mm",
        DefaultValueFactory = _ => 0,
    };

    private static readonly Option<string> StrategyOption = new("--strategy")
    {
        Description =
            "What a label makes of its voxels: mean, median, sum, minimum, maximum, standard-deviation, variance.",
        DefaultValueFactory = _ => "mean",
    };

    private static readonly Option<bool> NoClipOption = new("--no-clip")
    {
        Description =
            "Do not clip resampled values to the range of the recording (by default they are, as in nilearn).",
    };

    static ExtractionOptions()
    {
        TargetOption.AcceptOnlyFromAmong("data", "atlas", "mask", "none");
        StrategyOption.AcceptOnlyFromAmong(
            "mean",
            "median",
            "sum",
            "minimum",
            "maximum",
            "standard-deviation",
            "variance"
        );
    }

    /// <summary>Gets the options, in the order of the help.</summary>
    public static IReadOnlyList<Option> All { get; } =
    [
        AtlasOption,
        LabelsOption,
        LabelColumnOption,
        NameColumnOption,
        NumberEqualNamesOption,
        ConfoundsOption,
        ColumnsOption,
        SampleMaskOption,
        HighVarianceOption,
        MaskOption,
        TargetOption,
        SmoothingOption,
        StrategyOption,
        NoClipOption,
    ];

    /// <summary>Adds the options to a verb.</summary>
    public static void AddTo(Command command)
    {
        foreach (Option option in All)
        {
            command.Add(option);
        }
    }

    /// <summary>Adds the table of regions alone, for a verb that reads no images with an atlas.</summary>
    public static void AddTableTo(Command command)
    {
        command.Add(LabelsOption);
        command.Add(LabelColumnOption);
        command.Add(NameColumnOption);
        command.Add(NumberEqualNamesOption);
    }

    /// <summary>The path of the table of regions, or null.</summary>
    public static string? LabelsOf(ParseResult call) => call.GetValue(LabelsOption);

    /// <summary>The regions that the table of a call names, or null without one.</summary>
    public static IReadOnlyList<Region>? RegionsOf(ParseResult call) =>
        call.GetValue(LabelsOption) is { } path
            ? LabelTable.Read(
                path,
                new LabelTableOptions
                {
                    LabelColumn = call.GetValue(LabelColumnOption),
                    NameColumn = call.GetValue(NameColumnOption),
                    NumbersEqualNames = call.GetValue(NumberEqualNamesOption),
                }
            )
            : null;

    /// <summary>Reads what a call says of its images.</summary>
    /// <param name="call">The call.</param>
    /// <param name="images">The images, in the order of the confounds.</param>
    /// <param name="threads">Threads to use.</param>
    public static ExtractionInputs Of(ParseResult call, IReadOnlyList<string> images, int threads)
    {
        string atlasPath =
            call.GetValue(AtlasOption)
            ?? throw new ArgumentException("Signals are read from images with an atlas: give one with --atlas.");
        string? labels = call.GetValue(LabelsOption);
        string? mask = call.GetValue(MaskOption);
        string[] confounds = call.GetValue(ConfoundsOption) ?? [];
        string[] sampleMasks = call.GetValue(SampleMaskOption) ?? [];
        RequireOnePerImage(images, confounds, "--confounds");
        RequireOnePerImage(images, sampleMasks, "--sample-mask");
        string[] columns = call.GetValue(ColumnsOption) ?? [];
        BoldImage[] bold = [.. images.Select(path => BoldImage.Open(path, CleaningOptions.HasTime(call)))];
        IAtlas atlas = ReadAtlas(atlasPath, RegionsOf(call));
        return new ExtractionInputs
        {
            Atlas = atlas,
            Warnings = [.. atlas.Warnings, .. bold.SelectMany(b => b.Warnings)],
            Scans =
            [
                .. images.Select(
                    (path, k) =>
                        new SubjectScan
                        {
                            Subject = IO.Bids.BidsName.Parse(path).Subject,
                            Bold = bold[k],
                            Confounds = confounds.Length > 0 ? ReadConfounds(confounds[k], columns) : null,
                            KeptSamples = sampleMasks.Length > 0 ? SampleMask.Read(sampleMasks[k]) : null,
                        }
                ),
            ],
            Files =
            [
                .. images,
                atlasPath,
                .. labels is null ? [] : new[] { labels },
                .. mask is null ? [] : new[] { mask },
                .. confounds.SelectMany(Split),
                .. sampleMasks,
            ],
            Extraction = new SignalExtraction
            {
                Threads = threads,
                Cleaner = CleaningOptions.Of(call),
                Extractor = new RegionExtractor
                {
                    Target = call.GetValue(TargetOption) switch
                    {
                        "atlas" => ResamplingTarget.Atlas,
                        "mask" => ResamplingTarget.Mask,
                        "none" => ResamplingTarget.None,
                        _ => ResamplingTarget.Data,
                    },
                    Smoothing = call.GetValue(SmoothingOption) is var fwhm and not 0 ? Smoothing.Gaussian(fwhm) : null,
                    Mask = mask is null ? null : NiftiImage.Open(mask).ReadVolume(),
                    Statistic = StatisticOf(call.GetValue(StrategyOption)),
                    Clip = !call.GetValue(NoClipOption),
                    HighVariance = call.GetValue(HighVarianceOption) is var count and not 0
                        ? new HighVarianceConfounds { Count = count }
                        : null,
                },
            },
        };
    }

    private static IAtlas ReadAtlas(string path, IReadOnlyList<Region>? regions)
    {
        NiftiImage image = NiftiImage.Open(path);
        return image.Count > 1
            ? MapsAtlas.Read(image, regions)
            : LabelsAtlas.Create(image.Name, image.ReadVolume(), regions);
    }

    private static Confounds ReadConfounds(string list, string[] columns)
    {
        Confounds confounds = ConfoundTable.Read(Split(list));
        return columns.Length == 0 ? confounds : ConfoundTable.Select(confounds, columns);
    }

    private static string[] Split(string list) =>
        File.Exists(list) ? [list] : list.Split(',', StringSplitOptions.RemoveEmptyEntries);

    private static RegionStatistic StatisticOf(string? name) =>
        name switch
        {
            "median" => RegionStatistic.Median,
            "sum" => RegionStatistic.Sum,
            "minimum" => RegionStatistic.Minimum,
            "maximum" => RegionStatistic.Maximum,
            "standard-deviation" => RegionStatistic.StandardDeviation,
            "variance" => RegionStatistic.Variance,
            _ => RegionStatistic.Mean,
        };

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
