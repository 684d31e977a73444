namespace Gyrus.IO.Bids;

/// <summary>The JSON file beside an image, which BIDS asks for.</summary>
public static class ImageSidecar
{
    private static readonly string[] Endings = [".gz", ".nii", ".hdr", ".img"];

    /// <summary>The repetition time in seconds, positive; null when there is no such file or it does not say one.</summary>
    /// <param name="imagePath">The image: <c>sub-01_bold.nii.gz</c> has the sidecar <c>sub-01_bold.json</c>.</param>
    /// <exception cref="InvalidDataException">The file is no JSON object, or its RepetitionTime is no number.</exception>
    public static double? RepetitionTimeSeconds(string imagePath)
    {
        ArgumentException.ThrowIfNullOrEmpty(imagePath);
        string stem = imagePath;
        foreach (string ending in Endings)
        {
            stem = stem.EndsWith(ending, StringComparison.OrdinalIgnoreCase) ? stem[..^ending.Length] : stem;
        }

        string sidecar = stem + ".json";
        double? seconds = File.Exists(sidecar)
            ? JsonInput.Object(sidecar, static root => JsonInput.FiniteNumber(root, "RepetitionTime"))
            : null;
        return seconds > 0 ? seconds : null;
    }
}
