using System.CommandLine;
using Gyrus.Imaging;
using Gyrus.Pipelines;

namespace Gyrus.Cli.Commands;

/// <summary>The options that say how signals are read from images.</summary>
internal static class ExtractionOptions
{
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
            "What a label or a sphere makes of its voxels: mean, median, sum, minimum, maximum, standard-deviation, variance.",
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
        .. RegionOptions.All,
        .. ConfoundOptions.All,
        MaskSource.Option,
        TargetOption,
        SmoothingOption,
        StrategyOption,
        NoClipOption,
    ];

    /// <summary>Gets the options of a verb that finds tables and masks itself.</summary>
    public static IReadOnlyList<Option> OfDataset { get; } =
    [
        .. RegionOptions.All,
        .. ConfoundOptions.OfDataset,
        MaskSource.OfRun,
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

    /// <summary>Reads what a call says of its images.</summary>
    /// <param name="call">The call.</param>
    /// <param name="images">The images, in the order of the confounds.</param>
    /// <param name="threads">Threads to use.</param>
    public static ExtractionInputs Of(ParseResult call, IReadOnlyList<string> images, int threads)
    {
        var mask = MaskSource.Of(call);
        ConfoundInputs confounds = ConfoundOptions.Of(call, images);
        return Of(call, images, threads, new(RegionOptions.AtlasOf(call), mask, confounds, RunOptions.Joins(call)));
    }

    /// <summary>The same of images whose atlas, mask and confounds are known.</summary>
    public static ExtractionInputs Of(
        ParseResult call,
        IReadOnlyList<string> images,
        int threads,
        (IAtlas? Atlas, MaskSource? Mask, ConfoundInputs Confounds, bool JoinsRuns) given
    )
    {
        (IAtlas? atlas, MaskSource? mask, ConfoundInputs confounds, bool joinsRuns) = given;
        BoldImage[] bold = [.. images.Select(path => BoldImage.Open(path, CleaningOptions.HasTime(call)))];
        confounds.RequireVolumes([.. bold.Select(b => b.Count)]);
        if (atlas is null)
        {
            mask ??= MaskSource.Automatic;
        }

        return new ExtractionInputs
        {
            Atlas = atlas!,
            TakesVoxels = atlas is null,
            Mask = mask,
            JoinsRuns = joinsRuns,
            Warnings = [.. atlas?.Warnings ?? [], .. bold.SelectMany(b => b.Warnings), .. confounds.Warnings],
            Denoising = confounds.Denoising,
            Scans =
            [
                .. images.Select(
                    (path, k) =>
                        new SubjectScan
                        {
                            Subject = IO.Bids.BidsName.Parse(path).Subject,
                            Bold = bold[k],
                            Confounds = confounds.Scans[k].Confounds,
                            KeptSamples = confounds.Scans[k].KeptSamples,
                            MeanFramewiseDisplacementMillimetres = confounds
                                .Scans[k]
                                .MeanFramewiseDisplacementMillimetres,
                        }
                ),
            ],
            Files =
            [
                .. images,
                .. RegionOptions.FilesOf(call),
                .. mask?.Path is { } file ? new[] { file } : [],
                .. confounds.Files,
            ],
            Extraction = new SignalExtraction
            {
                Threads = threads,
                Cleaner = confounds.Cleaner(call),
                Extractor = RegionOptions.Apply(
                    call,
                    new RegionExtractor
                    {
                        Target = call.GetValue(TargetOption) switch
                        {
                            "atlas" => ResamplingTarget.Atlas,
                            "mask" => ResamplingTarget.Mask,
                            "none" => ResamplingTarget.None,
                            _ => ResamplingTarget.Data,
                        },
                        Smoothing = call.GetValue(SmoothingOption) is var fwhm and not 0
                            ? Smoothing.Gaussian(fwhm)
                            : null,
                        Statistic = StatisticOf(call.GetValue(StrategyOption)),
                        Clip = !call.GetValue(NoClipOption),
                        HighVariance = ConfoundOptions.HighVarianceOf(call),
                    }
                ),
            },
        };
    }

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
}
