using System.CommandLine;
using Gyrus.Imaging;
using Gyrus.IO.Nifti;
using Gyrus.Numerics;

namespace Gyrus.Cli.Commands;

/// <summary>Where the mask of a call comes from: a file, or the images themselves.</summary>
internal sealed class MaskSource
{
    private static readonly Option<string> MaskOption = new("--mask")
    {
        Description =
            "Mask: an image (voxels where it is 0 do not count), or epi, background or auto to compute one from the images, as 'gyrus mask' does.",
        HelpName = "image|epi|background|auto",
    };

    private readonly IMaskStrategy? _strategy;

    private MaskSource(string? path, IMaskStrategy? strategy) => (Path, _strategy) = (path, strategy);

    /// <summary>Gets the option.</summary>
    public static Option Option => MaskOption;

    /// <summary>Gets the file, or null.</summary>
    public string? Path { get; }

    /// <summary>Gets a mask computed by the method that fits the images.</summary>
    public static MaskSource Automatic => new(null, new AutomaticMask());

    /// <summary>Gets what the mask is called in messages.</summary>
    public string Name => Path ?? "the computed mask";

    /// <summary>Reads the option of a call; null when it is not given.</summary>
    public static MaskSource? Of(ParseResult call)
    {
        string? word = call.GetValue(MaskOption);
        IMaskStrategy? strategy = word is null || File.Exists(word) ? null : Strategy(word);
        return word is null ? null : new MaskSource(strategy is null ? word : null, strategy);
    }

    /// <summary>The strategy of a name, opened and connected; null for another word.</summary>
    public static IMaskStrategy? Strategy(string name) =>
        name switch
        {
            "epi" => new EpiMask(),
            "background" => new BackgroundMask { Connected = true, Opening = 2 },
            "auto" => new AutomaticMask(),
            _ => null,
        };

    /// <summary>Reads or computes the mask.</summary>
    /// <param name="images">The images it is computed from.</param>
    /// <param name="progress">Is told how far it is.</param>
    /// <param name="cancellationToken">Stops between volumes.</param>
    public ComputedMask Make(
        IReadOnlyList<IVolumeSeries> images,
        IProgress<WorkProgress>? progress,
        CancellationToken cancellationToken
    )
    {
        if (_strategy is { } strategy)
        {
            var run = new ExtractionRun { Progress = progress, CancellationToken = cancellationToken };
            ComputedMask mask = new MaskIntersection().Of(images, strategy, run);
            return mask.Voxels > 0 ? mask : throw new ArgumentException(mask.Warnings[0]);
        }

        Volume read = NiftiImage.Open(Path!).ReadVolume();
        return new ComputedMask { Mask = read, Voxels = read.Values.ToArray().Count(v => v != 0) };
    }
}
