using System.CommandLine;
using Gyrus.Cli.Running;
using Gyrus.Imaging;
using Gyrus.IO.Derivatives;
using Gyrus.IO.Nifti;
using static System.FormattableString;

namespace Gyrus.Cli.Commands;

/// <summary><c>gyrus mask</c>: where the brain is, from the values of images.</summary>
internal static class MaskCommand
{
    private static readonly Argument<string[]> Images = new("IMAGE")
    {
        Description = "Images on one grid: runs or volumes; the mask is that of all of them.",
        Arity = ArgumentArity.OneOrMore,
    };

    private static readonly Option<string> Method = new("--method")
    {
        Description =
            "epi (raw images, noise around the brain), background (one value around the brain, such as 0), or auto, which looks at the faces of the image.",
        DefaultValueFactory = _ => "auto",
    };

    private static readonly Option<double> Threshold = new("--threshold")
    {
        Description =
            "Of several images: the share of masks that a voxel must exceed; 0 is their union, 1 their intersection.",
        HelpName = "0..1",
        DefaultValueFactory = _ => 0.5,
    };

    private static readonly Option<int?> Opening = new("--opening")
    {
        Description =
            "Erosions that cut bridges to other tissue (dilations follow); by default 2, but 0 where an axis has fewer than 12 voxels.",
        HelpName = "n",
    };

    private static readonly Option<bool> AllParts = new("--all-parts")
    {
        Description = "Keep every part of the mask, not only the largest connected one.",
    };

    private static readonly Option<double> LowerCutoff = new("--lower-cutoff")
    {
        Description = "epi: the fraction of voxels that are surely background.",
        HelpName = "0..1",
        DefaultValueFactory = _ => 0.2,
    };

    private static readonly Option<double> UpperCutoff = new("--upper-cutoff")
    {
        Description = "epi: the fraction of voxels above which all is surely brain.",
        HelpName = "0..1",
        DefaultValueFactory = _ => 0.85,
    };

    private static readonly Option<bool> ExcludeZeros = new("--exclude-zeros")
    {
        Description = "epi: leave out voxels that are 0, such as those a scanner masked.",
    };

    private static readonly Option<int> Border = new("--border")
    {
        Description = "background: how many voxels thick the border is whose median is the background.",
        HelpName = "voxels",
        DefaultValueFactory = _ => 2,
    };

    private static readonly Option<string> Out = new("--out", "-o")
    {
        Description =
            "The mask to write (.nii or .nii.gz), or a folder for it; by default desc-brain_mask.nii.gz with the images' BIDS entities, here.",
        HelpName = "file",
        DefaultValueFactory = _ => ".",
    };

    static MaskCommand() => Method.AcceptOnlyFromAmong("auto", "epi", "background");

    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var command = new Verb(
            "mask",
            """
            Compute the brain mask of images.

            Each image is averaged over time, volume by volume. Of several images each has its mask, and a voxel is kept that lies
            in more than half of them. The same masks, voxel for voxel, as nilearn's compute_epi_mask, compute_background_mask and
            their multi-image versions.

            Examples:
              gyrus mask sub-01_task-rest_bold.nii.gz --method epi
              gyrus mask sub-*_bold.nii.gz --threshold 1 --out mask.nii.gz
            """
        )
        {
            Images,
            Method,
            Threshold,
            Opening,
            AllParts,
            LowerCutoff,
            UpperCutoff,
            ExcludeZeros,
            Border,
            Out,
        };
        CommonOptions.AddTo(command);
        command.SetAction((call, cancellationToken) => RunAsync(call, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult call, CancellationToken cancellationToken)
    {
        var recorder = new RunRecorder(call);
        CommonOptions common = CommonOptions.Of(call);
        string[] files = call.GetRequiredValue(Images);
        string path = OutputFile.Of(call, Out, MaskFile.NameOf(files));
        NiftiImage[] images = [.. files.Select(f => NiftiImage.Open(f))];
        var intersection = new MaskIntersection
        {
            Threshold = call.GetValue(Threshold),
            Connected = !call.GetValue(AllParts),
        };
        IMaskStrategy strategy = Strategy(call, images[0]);
        int opening = strategy is EpiMask epi ? epi.Opening : ((BackgroundMask)strategy).Opening;
        recorder.Add("method", strategy is EpiMask ? "epi" : "background").Add("opening", Invariant($"{opening}"));
        ComputedMask mask = await ProgressDisplay.RunAsync(
            common,
            call.InvocationConfiguration.Error,
            progress =>
            {
                var run = new ExtractionRun { Progress = progress, CancellationToken = cancellationToken };
                ComputedMask made = intersection.Of(images, strategy, run);
                if (made.Voxels == 0)
                {
                    throw new ArgumentException(made.Warnings[0]);
                }

                var space = (NiftiSpace)(images[0].Header.SformCode is >= 1 and <= 5 and var code ? code : 1);
                MaskFile.Write(
                    path,
                    made,
                    space,
                    recorder.Finish(files, common.Threads, cancellationToken: cancellationToken)
                );
                return made;
            }
        );
        Warnings.Print(mask.Warnings, call.InvocationConfiguration.Error);
        double millilitres = mask.Voxels * Math.Abs(mask.Mask.Grid.Affine.Determinant) / 1000;
        new Summary()
            .Add("mask", path)
            .Add("method", strategy is EpiMask ? "epi" : "background")
            .Add("voxels", mask.Voxels)
            .Add("millilitres", millilitres)
            .Add("warnings", mask.Warnings)
            .Line(
                Invariant(
                    $"{mask.Voxels} of {mask.Mask.Grid.Voxels} voxels ({100.0 * mask.Voxels / mask.Mask.Grid.Voxels:0.#} %), {millilitres:0} ml, by the {(strategy is EpiMask ? "EPI" : "background")} method"
                )
            )
            .Print(common, call.InvocationConfiguration.Output, $"Wrote the mask to {path}");
        return ExitCode.Done;
    }

    private static IMaskStrategy Strategy(ParseResult call, NiftiImage first)
    {
        var epi = new EpiMask
        {
            LowerCutoff = call.GetValue(LowerCutoff),
            UpperCutoff = call.GetValue(UpperCutoff),
            ExcludeZeros = call.GetValue(ExcludeZeros),
            Opening = call.GetValue(Opening) ?? AutomaticMask.OpeningFor(first.Grid),
            Connected = !call.GetValue(AllParts),
        };
        var background = new BackgroundMask
        {
            BorderVoxels = call.GetValue(Border),
            Opening = epi.Opening,
            Connected = epi.Connected,
        };
        return call.GetValue(Method) switch
        {
            "epi" => epi,
            "background" => background,
            _ => AutomaticMask.StrategyFor(first) is EpiMask ? epi : background,
        };
    }
}
