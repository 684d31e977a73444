using Gyrus.Imaging;
using Gyrus.IO.Bids;
using Gyrus.IO.Nifti;
using static System.FormattableString;

namespace Gyrus.Cli.Commands;

/// <summary>A BOLD image with the repetition time of its BIDS sidecar where the header does not say one.</summary>
internal sealed class BoldImage : IVolumeSeries
{
    private const int TimeUnits = 0x38;
    private readonly NiftiImage _image;

    private BoldImage(NiftiImage image, double? seconds, IReadOnlyList<string> warnings) =>
        (_image, RepetitionTimeSeconds, Warnings) = (image, seconds, warnings);

    /// <inheritdoc/>
    public string Name => _image.Name;

    /// <inheritdoc/>
    public Grid Grid => _image.Grid;

    /// <inheritdoc/>
    public int Count => _image.Count;

    /// <inheritdoc/>
    public double? RepetitionTimeSeconds { get; }

    /// <summary>Gets the files it is read from.</summary>
    public IReadOnlyList<string> Files => _image.Files;

    /// <summary>Gets what is odd about the header.</summary>
    public IReadOnlyList<string> Warnings { get; }

    /// <inheritdoc/>
    public IVolumeReader Open() => _image.Open();

    /// <summary>Opens a series of volumes.</summary>
    /// <param name="path">The image.</param>
    /// <param name="isTimeGiven">Whether the call says the repetition time, so that no doubt about it matters.</param>
    /// <exception cref="ArgumentException">There is one volume only.</exception>
    /// <exception cref="InvalidDataException">Image or sidecar are damaged.</exception>
    public static BoldImage Open(string path, bool isTimeGiven)
    {
        NiftiImage image = NiftiImage.Open(path);
        if (image.Count < 2)
        {
            throw new ArgumentException(
                $"{path}: expected a BOLD run, a 4-D image of many volumes, but this image has one volume. Were image and atlas interchanged?"
            );
        }

        var warnings = new List<string>(image.Warnings);
        double? own = image.RepetitionTimeSeconds;
        bool isVague = own == 1 && (image.Header.Units & TimeUnits) == 0;
        if (isTimeGiven)
        {
            return new BoldImage(image, isVague ? null : own, warnings);
        }

        double? sidecar = ImageSidecar.RepetitionTimeSeconds(path);
        if (own is not null && !isVague && sidecar is { } other && Math.Abs(other - own.Value) > 1e-3 * other)
        {
            warnings.Add(
                Invariant(
                    $"{path}: the header says a repetition time of {own} s, but the JSON file beside it says {other} s. The header's is used; --tr SECONDS settles it."
                )
            );
        }

        if (isVague && sidecar is null)
        {
            warnings.Add(
                $"{path}: the header says a repetition time of 1 without a unit, as programs write that do not know it. 1 s is used; if it is another, give it with --tr SECONDS."
            );
        }

        return new BoldImage(image, isVague ? sidecar ?? own : own ?? sidecar, warnings);
    }
}
