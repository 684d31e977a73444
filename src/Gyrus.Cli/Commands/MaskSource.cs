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

    private static readonly Option<string> MaskOfRunOption = new("--mask")
    {
        Description =
            "Mask: brain (that of the run, which fMRIPrep wrote), none, an image (voxels where it is 0 do not count), or epi, background or auto to compute one.",
        HelpName = "brain|none|image|epi|background|auto",
        DefaultValueFactory = _ => "brain",
    };

    private readonly string? _method;

    private MaskSource(string? path, string? method) => (Path, _method) = (path, method);

    /// <summary>Gets the option.</summary>
    public static Option Option => MaskOption;

    /// <summary>Gets the option of a verb that finds the masks itself.</summary>
    public static Option OfRun => MaskOfRunOption;

    /// <summary>Gets the file, or null.</summary>
    public string? Path { get; }

    /// <summary>Gets a mask computed by the method that fits the images.</summary>
    public static MaskSource Automatic => new(null, "auto");

    /// <summary>Gets what the mask is called in messages.</summary>
    public string Name => Path ?? "the computed mask";

    /// <summary>Reads the option of a call; null when it is not given.</summary>
    public static MaskSource? Of(ParseResult call) => Of(call.GetValue(MaskOption));

    /// <summary>The mask of a run; null when none is wanted, or when the run has none.</summary>
    /// <param name="call">The call.</param>
    /// <param name="brain">The mask beside the image, or null.</param>
    public static MaskSource? Of(ParseResult call, string? brain) =>
        call.GetValue(MaskOfRunOption) switch
        {
            "brain" => brain is null ? null : new MaskSource(brain, null),
            "none" => null,
            var word => Of(word),
        };

    /// <summary>Whether a call wants the mask that fMRIPrep wrote.</summary>
    public static bool WantsBrain(ParseResult call) => call.GetValue(MaskOfRunOption) == "brain";

    private static MaskSource? Of(string? word)
    {
        bool isMethod = word is "epi" or "background" or "auto" && !File.Exists(word);
        return word is null ? null
            : isMethod ? new MaskSource(null, word)
            : new MaskSource(word, null);
    }

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
        if (_method is not null)
        {
            int opening = AutomaticMask.OpeningFor(images[0].Grid);
            IMaskStrategy strategy = _method switch
            {
                "epi" => new EpiMask { Opening = opening },
                "background" => new BackgroundMask { Connected = true, Opening = opening },
                _ => new AutomaticMask(),
            };
            var run = new ExtractionRun { Progress = progress, CancellationToken = cancellationToken };
            ComputedMask mask = new MaskIntersection().Of(images, strategy, run);
            return mask.Voxels > 0 ? mask : throw new ArgumentException(mask.Warnings[0]);
        }

        Volume read = NiftiImage.Open(Path!).ReadVolume();
        return new ComputedMask { Mask = read, Voxels = read.Values.ToArray().Count(v => v != 0) };
    }
}
