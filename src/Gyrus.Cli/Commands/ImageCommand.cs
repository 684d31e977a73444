using System.CommandLine;
using Gyrus.Cli.Running;
using Gyrus.Imaging;
using Gyrus.IO.Derivatives;
using Gyrus.IO.Nifti;
using Gyrus.Signals;
using static System.FormattableString;

namespace Gyrus.Cli.Commands;

/// <summary><c>gyrus image</c>: values of regions as an image.</summary>
internal static class ImageCommand
{
    private static readonly Argument<string> Table = new("SIGNALS")
    {
        Description = "A table (.tsv, .csv, .npy): a column per region, a volume per row.",
    };

    private static readonly Option<string> Like = new("--like")
    {
        Description = "An image whose grid the volumes get; by default the atlas's own. Seeds need one.",
        HelpName = "image",
    };

    private static readonly Option<string> MaskOption = new("--mask")
    {
        Description = "Mask image: voxels where it is 0 stay 0.",
        HelpName = "image",
    };

    private static readonly Option<string> Out = new("--out", "-o")
    {
        Description = "The image to write (.nii or .nii.gz).",
        HelpName = "file",
        Required = true,
    };

    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var command = new Verb(
            "image",
            """
            Make an image of the values of regions: signals, a network, one number per region.

            Each voxel gets the value of its label, the weighted sum of its maps, or the mean of the spheres it lies in; other voxels
            are 0. A row of the table becomes a volume. Columns are matched to the regions by name, or by position where the table
            has no names.

            Examples:
              gyrus image sub-01_seg-aal_timeseries.tsv --atlas aal.nii.gz --labels aal.tsv --out sub-01_aal.nii.gz
              gyrus image strength.tsv --seeds power.csv --radius 5 --like mask.nii.gz --out strength.nii.gz
            """
        )
        {
            Table,
        };
        foreach (Option option in RegionOptions.All)
        {
            command.Add(option);
        }

        command.Add(Like);
        command.Add(MaskOption);
        command.Add(Out);
        CommonOptions.AddTo(command);
        command.SetAction((call, cancellationToken) => RunAsync(call, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult call, CancellationToken cancellationToken)
    {
        CommonOptions common = CommonOptions.Of(call);
        string path = OutputFile.Of(call, Out, "image.nii.gz");
        RegionSignals signals = SignalsFolder.Read(call.GetRequiredValue(Table));
        IAtlas atlas = RegionOptions.AtlasOf(call)!;
        NiftiImage? like = (call.GetValue(Like) ?? (atlas.Grid is null ? null : atlas.Name)) is { } file
            ? NiftiImage.Open(file)
            : throw new ArgumentException(
                "Seeds have no grid of their own: give an image of the wanted one with --like."
            );
        Volume? mask = call.GetValue(MaskOption) is { } m ? NiftiImage.Open(m).ReadVolume() : null;
        SignalVolumes volumes = SignalVolumes.Of(signals, atlas, like.Grid, mask);
        await ProgressDisplay.RunAsync(
            common,
            call.InvocationConfiguration.Error,
            progress =>
            {
                var space = (NiftiSpace)(like.Header.SformCode is >= 1 and <= 5 and var code ? code : 1);
                NiftiWriter.Write(
                    path,
                    new Reported(volumes, progress),
                    new NiftiWriteOptions { Space = space },
                    cancellationToken
                );
                return path;
            }
        );
        IReadOnlyList<string> warnings = [.. atlas.Warnings, .. volumes.Warnings];
        Warnings.Print(warnings, call.InvocationConfiguration.Error);
        new Summary()
            .Add("image", path)
            .Add("volumes", volumes.Count)
            .Add("regions", signals.Regions.Count)
            .Add("warnings", warnings)
            .Line(Invariant($"{volumes.Count} volumes, {volumes.Grid}"))
            .Print(common, call.InvocationConfiguration.Output, $"Wrote {path}");
        return ExitCode.Done;
    }

    /// <summary>A series that tells how many of its volumes have been read.</summary>
    private sealed class Reported(IVolumeSeries series, IProgress<Numerics.WorkProgress>? progress) : IVolumeSeries
    {
        public string Name => series.Name;

        public Grid Grid => series.Grid;

        public int Count => series.Count;

        public double? RepetitionTimeSeconds => series.RepetitionTimeSeconds;

        public IVolumeReader Open() => new Reader(series, progress);
    }

    private sealed class Reader(IVolumeSeries series, IProgress<Numerics.WorkProgress>? progress) : IVolumeReader
    {
        private readonly IVolumeReader _reader = series.Open();
        private int _read;

        public bool ReadNext(Span<double> destination)
        {
            bool more = _reader.ReadNext(destination);
            progress?.Report(new Numerics.WorkProgress("Writing volumes", more ? ++_read : _read, series.Count));
            return more;
        }

        public void Dispose() => _reader.Dispose();
    }
}
