using System.CommandLine;
using Gyrus.Imaging;
using Gyrus.IO.Nifti;
using Gyrus.IO.Tables;
using Gyrus.Signals;

namespace Gyrus.Cli.Commands;

/// <summary>The options that say which regions signals are read from: an atlas with its table, or seeds with a radius.</summary>
internal static class RegionOptions
{
    private static readonly Option<string> AtlasOption = new("--atlas", "-a")
    {
        Description = "The atlas: a 4-D image of maps (may overlap) or a 3-D image of labels.",
        HelpName = "image",
    };

    private static readonly Option<string> SeedsOption = new("--seeds")
    {
        Description =
            "Instead of an atlas: a table of points (x, y, z in mm, and name), around which spheres are laid.",
        HelpName = "table",
    };

    private static readonly Option<double?> RadiusOption = new("--radius")
    {
        Description = "Radius of the spheres around the seeds; without it the nearest voxel is taken.",
        HelpName = "mm",
    };

    private static readonly Option<string> OverlapOption = new("--allow-overlap")
    {
        Description =
            "Whether two regions may share voxels: yes or no. By default maps may and spheres may not; without a word: yes.",
        HelpName = "yes|no",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private static readonly Option<string> EmptyOption = new("--empty-regions")
    {
        Description =
            "What to do with regions that have no voxel in the image: drop (the default with an atlas) or fail (with seeds).",
    };

    private static readonly Option<string> LabelsOption = new("--labels")
    {
        Description =
            "Table of the atlas's regions: index and name (and x, y, z, network), or a FreeSurfer colour table. Without it regions are numbered.",
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

    private static readonly Option<bool> VoxelsOption = new("--voxels")
    {
        Description =
            "Instead of an atlas: every voxel of the mask (--mask; by default auto). Writes cleaned images, not tables.",
    };

    static RegionOptions()
    {
        OverlapOption.AcceptOnlyFromAmong("yes", "no");
        EmptyOption.AcceptOnlyFromAmong("drop", "fail");
    }

    /// <summary>Gets the options, in the order of the help.</summary>
    public static IReadOnlyList<Option> All { get; } =
    [
        AtlasOption,
        SeedsOption,
        RadiusOption,
        OverlapOption,
        EmptyOption,
        LabelsOption,
        LabelColumnOption,
        NameColumnOption,
        NumberEqualNamesOption,
    ];

    /// <summary>Adds the options that name the table of regions to a verb that reads no images.</summary>
    public static void AddTableTo(Command command)
    {
        command.Add(LabelsOption);
        command.Add(LabelColumnOption);
        command.Add(NameColumnOption);
        command.Add(NumberEqualNamesOption);
    }

    /// <summary>Gets the option of verbs that can take every voxel.</summary>
    public static Option Voxels => VoxelsOption;

    /// <summary>Whether a call takes every voxel of its mask.</summary>
    public static bool TakesVoxels(ParseResult call) =>
        call.CommandResult.Command.Options.Contains(VoxelsOption) && call.GetValue(VoxelsOption);

    /// <summary>The files of the regions that a call names.</summary>
    public static IEnumerable<string> FilesOf(ParseResult call) =>
        new[] { call.GetValue(AtlasOption), call.GetValue(SeedsOption), call.GetValue(LabelsOption) }.OfType<string>();

    /// <summary>What tables say of regions by name, for signals that are read from tables themselves; null without one.</summary>
    public static IReadOnlyList<Region>? PlacesOf(ParseResult call) =>
        call.GetValue(SeedsOption) is { } seeds ? SeedTable.Read(seeds, TableOf(call)) : RegionsOf(call);

    /// <summary>The regions of a call; null when they are the voxels of a mask that is still to be made.</summary>
    /// <exception cref="ArgumentException">None or two of an atlas, seeds and voxels, or options of one with the other.</exception>
    public static IAtlas? AtlasOf(ParseResult call)
    {
        (string? atlas, string? seeds) = (call.GetValue(AtlasOption), call.GetValue(SeedsOption));
        double? radius = call.GetValue(RadiusOption);
        if (TakesVoxels(call))
        {
            return (atlas ?? seeds) is null
                ? null
                : throw new ArgumentException("Expected one of --atlas, --seeds and --voxels, but two were given.");
        }

        return (atlas, seeds) switch
        {
            (null, null) => throw new ArgumentException(
                "Signals are read from images with an atlas or seeds: give one with --atlas or --seeds."
            ),
            (not null, not null) => throw new ArgumentException("Expected --atlas or --seeds, but both were given."),
            (_, null) when radius is not null => throw new ArgumentException(
                "--radius is that of spheres around seeds: give them with --seeds."
            ),
            (null, _) when call.GetValue(LabelsOption) is not null => throw new ArgumentException(
                "--labels names the regions of an atlas; the table of --seeds holds the names of the seeds itself."
            ),
            (null, _) => SpheresAtlas.Create(seeds!, SeedTable.Read(seeds!, TableOf(call)), radius),
            _ => ReadAtlas(atlas!, RegionsOf(call)),
        };
    }

    /// <summary>The extractor with what the call says of overlapping and of empty regions.</summary>
    public static RegionExtractor Apply(ParseResult call, RegionExtractor extractor) =>
        extractor with
        {
            AllowOverlap = call.GetResult(OverlapOption) is not { Implicit: false }
                ? null
                : call.GetValue(OverlapOption) != "no",
            EmptyRegions = call.GetValue(EmptyOption) switch
            {
                "drop" => EmptyRegions.Drop,
                "fail" => EmptyRegions.Fail,
                _ => null,
            },
        };

    /// <summary>The path of the table of regions, or null.</summary>
    public static string? LabelsOf(ParseResult call) => call.GetValue(LabelsOption);

    /// <summary>The regions that the table of a call names, or null without one.</summary>
    public static IReadOnlyList<Region>? RegionsOf(ParseResult call) =>
        call.GetValue(LabelsOption) is { } path ? LabelTable.Read(path, TableOf(call)) : null;

    private static LabelTableOptions TableOf(ParseResult call) =>
        new()
        {
            LabelColumn = call.GetValue(LabelColumnOption),
            NameColumn = call.GetValue(NameColumnOption),
            NumbersEqualNames = call.GetValue(NumberEqualNamesOption),
        };

    private static IAtlas ReadAtlas(string path, IReadOnlyList<Region>? regions)
    {
        NiftiImage image = NiftiImage.Open(path);
        return image.Count > 1
            ? MapsAtlas.Read(image, regions)
            : LabelsAtlas.Create(image.Name, image.ReadVolume(), regions);
    }
}
