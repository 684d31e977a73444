namespace Gyrus.IO.Bids;

/// <summary>Finds the files that fMRIPrep writes beside a BOLD image.</summary>
/// <remarks>
/// A table of confounds belongs to the run, not to a space: its name has the entities of the image without <c>space</c>,
/// <c>cohort</c>, <c>res</c>, <c>den</c>, <c>hemi</c>, <c>label</c>, <c>desc</c> and <c>variant</c>. A mask keeps them. The names of fMRIPrep
/// 20.2 and later, 1.2 to 20.1, and 1.0 to 1.1 are known.
/// </remarks>
public static class FmriprepFiles
{
    private static readonly string[] OfTheSpace = ["space", "cohort", "res", "den", "hemi", "label", "desc", "variant"];

    private static readonly string[] TableEndings =
    [
        "_desc-confounds_timeseries.tsv",
        "_desc-confounds_regressors.tsv",
        "_bold_confounds.tsv",
    ];

    /// <summary>The table of confounds beside an image.</summary>
    /// <param name="image">The path of the image; its name has at least <c>sub-</c>.</param>
    /// <exception cref="ArgumentException">The name of the image is not BIDS.</exception>
    /// <exception cref="IOException">No table is there; the message names every file that was looked for.</exception>
    /// <exception cref="InvalidDataException">Two tables are there.</exception>
    public static string Confounds(string image)
    {
        ArgumentException.ThrowIfNullOrEmpty(image);
        string folder = FolderOf(image);
        (string? table, string? problem) = Among(image, name => File.Exists(Path.Combine(folder, name)));
        return table is not null ? Path.Combine(folder, table)
            : problem is not null ? throw new InvalidDataException($"{image}: {problem} Say which with --confounds.")
            : throw new IOException(
                $"{image}: no table of confounds lies beside the image. Looked in {folder} for {string.Join(", ", TableNames(image).SelectMany(n => n))}. Name the table with --confounds."
            );
    }

    /// <summary>The table of confounds of an image among the names of a folder, or why there is none.</summary>
    internal static (string? Table, string? Problem) ConfoundsAmong(string image, HashSet<string> names)
    {
        (string? table, string? problem) = Among(image, names.Contains);
        return table is null && problem is null
            ? (null, $"no table of confounds lies beside the image ({TableNames(image).First()[0]}).")
            : (table, problem);
    }

    /// <summary>The brain mask of an image among the names of a folder, or null.</summary>
    internal static string? BrainMaskAmong(string image, HashSet<string> names) =>
        MaskNames(image).FirstOrDefault(names.Contains);

    private static (string? Table, string? Problem) Among(string image, Func<string, bool> exists)
    {
        foreach (string[] names in TableNames(image))
        {
            string[] found = [.. names.Where(exists)];
            if (found.Length > 0)
            {
                return found.Length == 1
                    ? (found[0], null)
                    : (null, $"two tables of confounds lie beside the image, {string.Join(" and ", found)}.");
            }
        }

        return (null, null);
    }

    /// <summary>The brain mask beside an image, on the image's grid, or null when there is none.</summary>
    /// <param name="image">The path of the image.</param>
    public static string? BrainMask(string image)
    {
        ArgumentException.ThrowIfNullOrEmpty(image);
        return MaskNames(image).Select(name => Path.Combine(FolderOf(image), name)).FirstOrDefault(File.Exists);
    }

    private static string[] MaskNames(string image)
    {
        string own = string.Join('_', Entities(image, ["desc", "variant"]));
        return
        [
            own + "_desc-brain_mask.nii.gz",
            own + "_desc-brain_mask.nii",
            string.Join('_', Entities(image, ["desc", "variant", "echo"])) + "_desc-brain_mask.nii.gz",
            // fMRIPrep 1.0 and 1.1: sub-01_task-rest_bold_space-X_brainmask.nii.gz.
            string.Join('_', Entities(image, OfTheSpace))
                + string.Concat(
                    Entities(image, ["desc", "variant"])
                        .Except(Entities(image, OfTheSpace))
                        .Select(e => "_" + e)
                        .Prepend("_bold")
                )
                + "_brainmask.nii.gz",
        ];
    }

    private static IEnumerable<string[]> TableNames(string image) =>
        TableStems(image).Select(stem => (string[])[.. TableEndings.Select(ending => stem + ending)]);

    /// <summary>The names without their endings, most entities first: tables of multi-echo runs do not name the echo.</summary>
    private static IEnumerable<string> TableStems(string image)
    {
        string[] all = Entities(image, OfTheSpace);
        if (!all.Any(e => e.StartsWith("sub-", StringComparison.Ordinal)))
        {
            throw new ArgumentException(
                $"{image}: expected the name of a BIDS file (sub-01_task-rest_…_bold.nii.gz) to find its table of confounds. Name the table with --confounds."
            );
        }

        yield return string.Join('_', all);
        string[] withoutEcho = [.. all.Where(e => !e.StartsWith("echo-", StringComparison.Ordinal))];
        if (withoutEcho.Length < all.Length)
        {
            yield return string.Join('_', withoutEcho);
        }
    }

    /// <summary>The key-value pairs of a name as they stand there, without some keys and without the suffix.</summary>
    private static string[] Entities(string image, string[] without) =>
        [
            .. BidsName
                .StemOf(image)
                .Split('_')
                .Where(part =>
                    part.IndexOf('-', StringComparison.Ordinal) is var dash
                    && dash > 0
                    && !without.Contains(part[..dash])
                ),
        ];

    private static string FolderOf(string image) => Path.GetDirectoryName(Path.GetFullPath(image))!;
}
