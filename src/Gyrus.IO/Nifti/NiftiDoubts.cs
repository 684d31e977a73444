using static System.FormattableString;

namespace Gyrus.IO.Nifti;

/// <summary>What makes a header suspicious though it can be used.</summary>
internal static class NiftiDoubts
{
    private const double LongestLikelySeconds = 30;

    public static IReadOnlyList<string> About(NiftiImage image)
    {
        var doubts = new List<string>();
        NiftiHeader header = image.Header;
        if (!NiftiGeometry.IsCode(header.SformCode) && !NiftiGeometry.IsCode(header.QformCode))
        {
            doubts.Add(
                $"{image.Name}: neither sform_code nor qform_code is set, so the place of the image is a guess: its middle at 0, its first axis to the left."
            );
        }

        if (image.RepetitionTimeSeconds > LongestLikelySeconds)
        {
            doubts.Add(
                Invariant(
                    $"{image.Name}: the header says a repetition time of {image.RepetitionTimeSeconds} s. If it means milliseconds, give the repetition time yourself."
                )
            );
        }

        if (image.Count > 1 && NiftiGeometry.Length(header, 4) == 1)
        {
            doubts.Add(
                Invariant($"{image.Name}: the {image.Count} volumes lie along axis 5 or beyond, not along time.")
            );
        }

        return doubts;
    }
}
