using System.CommandLine;
using Gyrus.Cli.Running;
using Gyrus.Imaging;
using Gyrus.IO.Nifti;
using Gyrus.IO.Tables;
using Gyrus.Signals;
using static System.FormattableString;

namespace Gyrus.Cli.Commands;

/// <summary><c>gyrus coords IMAGE</c>: one point in mm per map, label or activation, as a table of regions.</summary>
internal static class CoordsCommand
{
    private static readonly Argument<string> Image = new("IMAGE")
    {
        Description = "Maps (4-D), labels (3-D, whole numbers) or a statistical image (3-D).",
    };

    private static readonly Option<string> Out = new("--out", "-o")
    {
        Description = "The table to write (.tsv): index, name, x, y, z; other commands take it with --labels.",
        HelpName = "file",
        Required = true,
    };

    private static readonly Option<string> Kind = new("--kind")
    {
        Description =
            "What the image holds; by default 4-D is maps, whole numbers are labels, anything else is an activation.",
        HelpName = "auto|maps|labels|activation",
        DefaultValueFactory = _ => "auto",
    };

    private static readonly Option<string> HemisphereOption = new("--hemisphere")
    {
        Description = "The side that stands for a label with voxels on both; a label of one side is placed there.",
        HelpName = "left|right",
        DefaultValueFactory = _ => "left",
    };

    private static readonly Option<int> Background = new("--background")
    {
        Description = "The value that is no label.",
        HelpName = "n",
        DefaultValueFactory = _ => 0,
    };

    private static readonly Option<double?> Threshold = new("--threshold")
    {
        Description =
            "|value| from which voxels of an activation count; by default the 80th percentile of those that are not zero.",
        HelpName = "value",
    };

    static CoordsCommand()
    {
        Kind.AcceptOnlyFromAmong("auto", "maps", "labels", "activation");
        HemisphereOption.AcceptOnlyFromAmong("left", "right");
    }

    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var command = new Verb(
            "coords",
            """
            Find the place of each map, label or activation, in mm.

            A map stands at the centre of mass of its largest strong part, a label at that of its largest part in one
            hemisphere: where nilearn's find_*_cut_coords put them.

            Example:
              gyrus coords atlas_dseg.nii.gz --labels atlas_dseg.tsv --out regions.tsv
            """
        )
        {
            Image,
            Out,
            Kind,
            HemisphereOption,
            Background,
            Threshold,
        };
        RegionOptions.AddTableTo(command);
        CommonOptions.AddTo(command);
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult call)
    {
        CommonOptions common = CommonOptions.Of(call);
        string path = call.GetRequiredValue(Image);
        string table = OutputFile.Of(call, Out);
        NiftiImage image = NiftiImage.Open(path);
        string kind = KindOf(call, image);
        IReadOnlyList<Region> regions = kind switch
        {
            "maps" => OfMaps(call, image),
            "labels" => OfLabels(call, image),
            _ => OfActivation(call, image),
        };
        Warnings.Print([.. image.Warnings, .. PlacelessWarning(regions)], call.InvocationConfiguration.Error);
        LabelTable.Write(table, regions);
        new Summary()
            .Add("table", table)
            .Add("kind", kind)
            .Add("regions", regions.Count)
            .Line(table)
            .Print(
                common,
                call.InvocationConfiguration.Output,
                kind == "activation"
                    ? Invariant($"Wrote the place of the largest activation, {Words(regions[0].Centre)}")
                    : Invariant($"Wrote the places of {regions.Count} {kind}")
            );
        return ExitCode.Done;
    }

    private static string KindOf(ParseResult call, NiftiImage image)
    {
        string asked = call.GetValue(Kind)!;
        string kind =
            asked != "auto" ? asked
            : image.Count > 1 ? "maps"
            : new ImageValues(image).IsWhole ? "labels"
            : "activation";
        if (kind != "maps" && image.Count > 1)
        {
            throw new ArgumentException(
                Invariant($"--kind {kind}: expected a 3-D image, but {image.Name} has {image.Count} volumes.")
            );
        }

        if (kind != "activation" && call.GetValue(Threshold) is not null)
        {
            throw new ArgumentException(
                $"--threshold is for an activation, but {image.Name} is taken for {kind}. Say --kind activation if it is one."
            );
        }

        return kind;
    }

    private static IReadOnlyList<Region> OfMaps(ParseResult call, NiftiImage image)
    {
        MapsAtlas atlas = MapsAtlas.Read(image, Named(call));
        Warnings.Print(atlas.Warnings, call.InvocationConfiguration.Error);
        return atlas.Regions;
    }

    private static IReadOnlyList<Region> OfLabels(ParseResult call, NiftiImage image)
    {
        Volume volume = image.ReadVolume();
        int background = call.GetValue(Background);
        LabelsAtlas atlas = LabelsAtlas.Create(image.Name, volume, Named(call), background);
        Warnings.Print(atlas.Warnings, call.InvocationConfiguration.Error);
        Hemisphere side = call.GetValue(HemisphereOption) == "right" ? Hemisphere.Right : Hemisphere.Left;
        var centres = CutCoordinates.OfLabels(volume, side, background).ToDictionary(c => c.Label, c => c.Centre);
        return [.. atlas.Regions.Select(r => r with { Centre = centres[r.Label] })];
    }

    private static IReadOnlyList<Region> OfActivation(ParseResult call, NiftiImage image) =>
        [
            new Region(1, "activation")
            {
                Centre =
                    CutCoordinates.OfActivation(image.ReadVolume(), call.GetValue(Threshold))
                    ?? throw new InvalidDataException(
                        $"{image.Name}: the image is zero everywhere: there is no activation."
                    ),
            },
        ];

    /// <summary>The names of a call's table; places in it are looked for anew.</summary>
    private static IReadOnlyList<Region>? Named(ParseResult call) =>
        RegionOptions.RegionsOf(call) is { } regions ? [.. regions.Select(r => r with { Centre = null })] : null;

    private static IEnumerable<string> PlacelessWarning(IReadOnlyList<Region> regions)
    {
        string[] placeless = [.. regions.Where(r => r.Centre is null).Select(r => $"'{r.Name}'")];
        if (placeless.Length > 0)
        {
            yield return $"Without a voxel, and so without a place: {string.Join(", ", placeless)}.";
        }
    }

    private static string Words(WorldPoint? p) => Invariant($"x {p?.X:0.0}, y {p?.Y:0.0}, z {p?.Z:0.0} mm");
}
