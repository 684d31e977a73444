using Gyrus.Imaging;
using Gyrus.IO.Bids;
using Gyrus.IO.Nifti;
using Gyrus.Pipelines;

namespace Gyrus.IO.Derivatives;

/// <summary>Cleaned voxels on disk: a <c>desc-clean_bold.nii.gz</c> per subject with its JSON sidecar.</summary>
public static class CleanedImages
{
    /// <summary>Writes the images of all subjects, volume by volume. A sidecar comes before its image.</summary>
    /// <param name="folder">The folder; made when it is not there.</param>
    /// <param name="subjects">The signals of the voxels, with what it took to get them.</param>
    /// <param name="voxels">The voxels.</param>
    /// <param name="provenance">Where the signals come from.</param>
    /// <returns>The paths of the images, in the order of the subjects.</returns>
    public static IReadOnlyList<string> Write(
        string folder,
        IReadOnlyList<SubjectSignals> subjects,
        IAtlas voxels,
        Provenance provenance
    )
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(subjects);
        ArgumentNullException.ThrowIfNull(provenance);
        Directory.CreateDirectory(folder);
        string[] paths = [.. subjects.Select(s => Path.Combine(folder, NameOf(s.Cleaned.Signals.Subject)))];
        if (paths.Distinct().Count() < paths.Length)
        {
            throw new ArgumentException(
                "Two subjects would be written to one file. Give the images names that differ."
            );
        }

        for (int k = 0; k < paths.Length; k++)
        {
            SubjectSignals subject = subjects[k];
            AtomicFile.Write(
                paths[k][..^".nii.gz".Length] + ".json",
                stream => SignalsSidecar.Write(stream, subject, (null, null), provenance)
            );
            NiftiWriter.Write(paths[k], SignalVolumes.Of(subject.Cleaned.Signals, voxels));
        }

        return paths;
    }

    private static string NameOf(string subject) =>
        BidsName.OfSubject(subject, [("desc", "clean")], "bold", ".nii.gz").ToString();
}
