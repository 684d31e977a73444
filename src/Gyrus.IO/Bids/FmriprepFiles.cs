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
        var lookedFor = new List<string>();
        foreach (string stem in TableStems(image))
        {
            string[] names = [.. TableEndings.Select(ending => stem + ending)];
            string[] found = [.. names.Where(name => File.Exists(Path.Combine(folder, name)))];
            if (found.Length > 1)
            {
                throw new InvalidDataException(
                    $"{image}: two tables of confounds lie beside the image, {string.Join(" and ", found)}. Say which with --confounds."
                );
            }

            if (found.Length == 1)
            {
                return Path.Combine(folder, found[0]);
            }

            lookedFor.AddRange(names);
        }

        throw new IOException(
            $"{image}: no table of confounds lies beside the image. Looked in {folder} for {string.Join(", ", lookedFor)}. Name the table with --confounds."
        );
    }

    /// <summary>The brain mask beside an image, on the image's grid, or null when there is none.</summary>
    /// <param name="image">The path of the image.</param>
    public static string? BrainMask(string image)
    {
        ArgumentException.ThrowIfNullOrEmpty(image);
        string[] entities = Entities(image, ["desc", "variant"]);
        string[] names =
        [
            string.Join('_', entities.Append("desc-brain_mask.nii.gz")),
            string.Join('_', entities.Append("desc-brain_mask.nii")),
            string.Join('_', Entities(image, ["desc", "variant", "echo"]).Append("desc-brain_mask.nii.gz")),
        ];
        return names.Select(name => Path.Combine(FolderOf(image), name)).FirstOrDefault(File.Exists);
    }

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
