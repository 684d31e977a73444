using System.IO.Enumeration;
using System.Text.Json;

namespace Gyrus.IO.Bids;

/// <summary>A folder of fMRIPrep's outputs: its participants, and the preprocessed BOLD runs of each.</summary>
/// <remarks>
/// <para>
/// Names alone are read. <see cref="Open"/> lists the folder once; a participant's own folders are listed when it is asked for, so that one
/// task of thousands costs a file server a few listings.
/// </para>
/// <para>
/// Links to files are followed, as DataLad lays them; a folder of a participant, a session or func that is a link is not, so that nothing
/// outside the data set is taken for a part of it.
/// </para>
/// </remarks>
public sealed class BidsDataset
{
    private const string DescriptionName = "dataset_description.json";
    private readonly string[] _participants;

    private BidsDataset(string folder, string[] participants, IReadOnlyList<string> notes)
    {
        Folder = folder;
        _participants = participants;
        Notes = notes;
    }

    /// <summary>Gets the full path of the folder that holds the folders of the participants.</summary>
    public string Folder { get; }

    /// <summary>Gets the labels of the participants, without <c>sub-</c>, in the order of their bytes.</summary>
    public IReadOnlyList<string> Participants => _participants;

    /// <summary>Gets what was passed over, in full sentences.</summary>
    public IReadOnlyList<string> Notes { get; }

    /// <summary>Opens fMRIPrep's outputs: the folder itself, or of a BIDS data set its <c>derivatives/fmriprep</c>.</summary>
    /// <param name="folder">The folder of the derivatives, or of a data set with one such folder below <c>derivatives</c>.</param>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="InvalidDataException">There is no preprocessed BOLD image, or several folders have some.</exception>
    public static BidsDataset Open(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        string root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        if (!Directory.Exists(root))
        {
            throw new DirectoryNotFoundException(
                $"{MessageText.OneLine(folder)}: expected a folder of fMRIPrep's outputs, or a BIDS data set with one, but there is no such folder."
            );
        }

        if (IsDerivative(root))
        {
            return At(root);
        }

        string derivatives = Path.Combine(root, "derivatives");
        BidsDataset[] inside = Directory.Exists(derivatives)
            ?
            [
                .. Directory
                    .GetDirectories(derivatives)
                    .Order(StringComparer.Ordinal)
                    .Select(At)
                    .Where(d => d.HasRuns()),
            ]
            : [];
        BidsDataset? chosen =
            Array.Find(inside, d => Path.GetFileName(d.Folder) == "fmriprep") ?? (inside is [var only] ? only : null);
        if (chosen is not null)
        {
            return chosen;
        }

        if (inside.Length > 1)
        {
            throw new InvalidDataException(
                $"{MessageText.OneLine(folder)}: several folders below derivatives hold preprocessed BOLD images: {MessageText.List(inside.Select(d => Path.GetFileName(d.Folder)))}. Name one of them instead of the data set."
            );
        }

        BidsDataset itself = At(root);
        return itself.HasRuns()
            ? itself
            : throw new InvalidDataException(
                $"{MessageText.OneLine(folder)}: expected fMRIPrep's outputs (sub-01/func/sub-01_…_desc-preproc_bold.nii.gz), here or below derivatives, but there is no preprocessed BOLD image."
            );
    }

    /// <summary>The participants of some labels, each once, in the order of the data set; all where none is named.</summary>
    /// <param name="labels">With or without <c>sub-</c>.</param>
    /// <exception cref="ArgumentException">The data set has no such participant.</exception>
    public IReadOnlyList<string> Select(IReadOnlyList<string> labels)
    {
        ArgumentNullException.ThrowIfNull(labels);
        HashSet<string> wanted = [.. labels.Select(l => RunFilter.Plain("sub", l))];
        string[] unknown = [.. wanted.Except(_participants).Order(StringComparer.Ordinal)];
        return unknown.Length == 0
            ? (wanted.Count == 0 ? _participants : [.. _participants.Where(wanted.Contains)])
            : throw new ArgumentException(
                $"--participant-label: there is no sub-{MessageText.List(unknown.Select(MessageText.Shorten))}. The data set has {MessageText.List(_participants)}."
            );
    }

    /// <summary>The preprocessed images of a participant.</summary>
    /// <param name="participant">Its label.</param>
    /// <exception cref="IOException">A folder cannot be read.</exception>
    public ParticipantScans ScansOf(string participant) => ParticipantScans.Of(Folder, participant);

    /// <summary>The runs of some participants that fit a filter, in the order of the data set.</summary>
    /// <param name="filter">Which runs.</param>
    /// <param name="labels">Which participants; empty for all.</param>
    /// <exception cref="ArgumentException">A participant is not there, or has no run that fits; the message says what is there.</exception>
    public IReadOnlyList<BidsRun> Runs(RunFilter filter, params IReadOnlyList<string> labels) =>
        [.. Select(labels).SelectMany(p => ScansOf(p).Select(filter))];

    private static BidsDataset At(string folder)
    {
        var labels = new List<string>();
        var notes = new List<string>();
        var entries = new FileSystemEnumerable<(string Name, bool IsLink)>(
            folder,
            (ref FileSystemEntry e) => (e.FileName.ToString(), e.Attributes.HasFlag(FileAttributes.ReparsePoint)),
            new EnumerationOptions { AttributesToSkip = 0, IgnoreInaccessible = false }
        )
        {
            ShouldIncludePredicate = (ref FileSystemEntry e) => e.FileName.StartsWith("sub-") && e.IsDirectory,
        };
        foreach ((string name, bool isLink) in entries)
        {
            string label = name["sub-".Length..];
            if (isLink)
            {
                notes.Add(
                    $"{MessageText.Shorten(name)} is a link to another folder and was passed over: a data set may link to files, not to folders of participants."
                );
            }
            else if (label.Length == 0 || BidsName.Label(label) != label)
            {
                notes.Add(
                    $"{MessageText.Shorten(name)} was passed over: the label of a participant has letters and digits only."
                );
            }
            else
            {
                labels.Add(label);
            }
        }

        labels.Sort(StringComparer.Ordinal);
        notes.Sort(StringComparer.Ordinal);
        return new BidsDataset(folder, [.. labels], notes);
    }

    private bool HasRuns() => _participants.Any(p => !ScansOf(p).IsEmpty);

    /// <summary>What the description says; fMRIPrep before 20.2 wrote no DatasetType but the name of the pipeline.</summary>
    private static bool IsDerivative(string folder)
    {
        string path = Path.Combine(folder, DescriptionName);
        return File.Exists(path)
            && JsonInput.Object(
                path,
                root =>
                    (root.TryGetProperty("DatasetType", out JsonElement type) && type.ValueEquals("derivative"))
                    || root.TryGetProperty("PipelineDescription", out _)
            );
    }

    /// <summary>What the data set is called, for the record of what was made from it: its description's Name and DOI, never its path.</summary>
    /// <exception cref="InvalidDataException">The description is damaged.</exception>
    public DatasetSource Source()
    {
        string path = Path.Combine(Folder, DescriptionName);
        return File.Exists(path)
            ? JsonInput.Object(
                path,
                root => new DatasetSource(Text(root, "Name") ?? "fMRIPrep outputs", Text(root, "DatasetDOI"))
            )
            : new DatasetSource("fMRIPrep outputs", null);
    }

    private static string? Text(JsonElement root, string name) =>
        root.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String
            ? MessageText.OneLine(value.GetString()!)
            : null;
}
