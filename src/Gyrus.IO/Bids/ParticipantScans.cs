using System.IO.Enumeration;

namespace Gyrus.IO.Bids;

/// <summary>The preprocessed BOLD images of one participant in every space, found by their names.</summary>
public sealed class ParticipantScans
{
    private const string Func = "func";

    /// <summary>Images in the participant's own space have no place in an atlas of a template.</summary>
    private static readonly string[] OwnSpaces = ["T1w", "T2w", "anat", "func", "boldref", "individual"];

    private readonly List<Found> _found = [];
    private readonly SortedSet<string> _notUsed = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _notes = new(StringComparer.Ordinal);

    private ParticipantScans(string participant) => Participant = participant;

    /// <summary>Gets the label of the participant.</summary>
    public string Participant { get; }

    /// <summary>Gets what was passed over, in full sentences.</summary>
    public IReadOnlyCollection<string> Notes => _notes;

    /// <summary>Gets the kinds of images that are there but are not used, such as T1w and surfaces.</summary>
    public IReadOnlyCollection<string> NotUsed => _notUsed;

    /// <summary>Gets a value indicating whether there is no preprocessed image at all, used or not.</summary>
    public bool IsEmpty => _found.Count == 0 && _notUsed.Count == 0;

    /// <summary>Lists the folders of a participant.</summary>
    internal static ParticipantScans Of(string dataset, string participant)
    {
        var scans = new ParticipantScans(participant);
        string folder = Path.Combine(dataset, "sub-" + participant);
        foreach (string name in scans.FoldersOf(folder))
        {
            if (name == Func)
            {
                scans.AddFilesOf(Path.Combine(folder, name));
            }
            else if (scans.FoldersOf(Path.Combine(folder, name)).Contains(Func))
            {
                scans.AddFilesOf(Path.Combine(folder, name, Func));
            }
        }

        scans._found.Sort((a, b) => string.CompareOrdinal(a.Path, b.Path));
        return scans;
    }

    /// <summary>The runs that fit a filter, in the order of their names. At least one.</summary>
    /// <exception cref="ArgumentException">None fits, or images lie in several spaces and nothing says which; the message names what is there.</exception>
    public IReadOnlyList<BidsRun> Select(RunFilter filter)
    {
        ArgumentNullException.ThrowIfNull(filter);
        Found[] described = [.. _found.Where(f => f.Description == filter.Description)];
        if (described.Length == 0)
        {
            string others = string.Join(
                ", ",
                _found.Select(f => $"desc-{f.Description}").Distinct().Order(StringComparer.Ordinal).Concat(_notUsed)
            );
            throw new ArgumentException(
                $"sub-{Participant}: there is no BOLD image desc-{filter.Description} in a standard space"
                    + (others.Length > 0 ? $". What is there is not used: {others}." : ".")
            );
        }

        Found[] wanted = described;
        wanted = Having(wanted, "ses", filter.Sessions, "--session-label");
        wanted = Having(wanted, "task", filter.Tasks, "--task");
        wanted = Having(wanted, "run", filter.Runs, "--run-label");
        wanted = InSpace(wanted, filter);
        BidsRun[] runs = [.. wanted.Select(f => f.ToRun())];
        IGrouping<string, BidsRun>? twice = runs.GroupBy(r => r.Name).FirstOrDefault(g => g.Count() > 1);
        return twice is null
            ? runs
            : throw new ArgumentException(
                $"sub-{Participant}: several images are of one run, {twice.Key}: {MessageText.List(twice.Select(r => Path.GetFileName(r.Image)))}. Say which with --space, such as --space {twice.First().Space}."
            );
    }

    private Found[] Having(Found[] found, string key, IReadOnlyList<string> labels, string option)
    {
        if (labels.Count == 0)
        {
            return found;
        }

        HashSet<string> wanted = [.. labels.Select(l => RunFilter.Plain(key, l))];
        Found[] fit = [.. found.Where(f => f.Name[key] is { } label && wanted.Contains(label))];
        return fit.Length > 0
            ? fit
            : throw new ArgumentException(
                $"sub-{Participant}: {option} {string.Join(' ', wanted.Select(MessageText.Shorten))} fits no run. There is {There(found.Select(f => f.Name[key]).OfType<string>(), $"no {key}- in the names")}."
            );
    }

    private Found[] InSpace(Found[] found, RunFilter filter)
    {
        string[] spaces = [.. found.Select(f => f.Space).Distinct().Order(StringComparer.Ordinal)];
        string? space = filter.Space is { } asked
            ? RunFilter.Plain("space", asked)
            : SpaceOfAtlas(filter.Atlas, [.. spaces.Select(Template).Distinct()]);
        string[] fit = space is null ? spaces : [.. spaces.Where(s => s == space || Template(s) == space)];
        return fit switch
        {
            [var only] => [.. found.Where(f => f.Space == only)],
            [] => throw new ArgumentException(
                $"sub-{Participant}: {(filter.Space is null ? "the atlas is in" : "--space")} {MessageText.Shorten(space!)}, but the images are in {string.Join(", ", spaces)}"
                    + (_notUsed.Count > 0 ? $" (and not used: {string.Join(", ", _notUsed)})" : "")
                    + (filter.Space is null ? ". Give --space if they fit each other nevertheless." : ".")
            ),
            _ => throw new ArgumentException(
                $"sub-{Participant}: the images are in several spaces, {string.Join(", ", fit)}. Say which is the atlas's: --space {fit[0]}."
            ),
        };
    }

    /// <summary>The template that a name says by tpl- or space-, or holds; of "MNI" alone the only one that begins so.</summary>
    private static string? SpaceOfAtlas(string? atlas, string[] templates)
    {
        var name = BidsName.Parse(atlas ?? "");
        if ((name["tpl"] ?? name["space"]) is { } said)
        {
            return said;
        }

        string? held = templates
            .Where(t => atlas?.Contains(t, StringComparison.OrdinalIgnoreCase) == true)
            .MaxBy(t => t.Length);
        string[] mni = [.. templates.Where(t => t.StartsWith("MNI", StringComparison.Ordinal))];
        return held
            ?? (atlas?.Contains("MNI", StringComparison.OrdinalIgnoreCase) == true && mni is [var one] ? one : null);
    }

    private static string Template(string space) => space.Split(':')[0];

    private static string There(IEnumerable<string> labels, string none) =>
        labels.Distinct().Order(StringComparer.Ordinal).ToArray() is { Length: > 0 } there
            ? MessageText.List(there)
            : none;

    private List<string> FoldersOf(string folder)
    {
        var entries = new FileSystemEnumerable<(string Name, bool IsLink)>(
            folder,
            (ref FileSystemEntry e) => (e.FileName.ToString(), e.Attributes.HasFlag(FileAttributes.ReparsePoint)),
            new EnumerationOptions { AttributesToSkip = 0, IgnoreInaccessible = false }
        )
        {
            ShouldIncludePredicate = (ref FileSystemEntry e) =>
                (e.FileName is Func || e.FileName.StartsWith("ses-")) && e.IsDirectory,
        };
        var names = new List<string>();
        foreach ((string name, bool isLink) in entries)
        {
            if (isLink)
            {
                _notes.Add(
                    $"sub-{Participant}: {MessageText.Shorten(name)} is a link to another folder and was passed over: a data set may link to files, not to folders."
                );
            }
            else
            {
                names.Add(name);
            }
        }

        return names;
    }

    private void AddFilesOf(string folder)
    {
        var names = new HashSet<string>(
            new FileSystemEnumerable<string>(
                folder,
                (ref FileSystemEntry e) => e.FileName.ToString(),
                new EnumerationOptions { AttributesToSkip = 0, IgnoreInaccessible = false }
            )
        );
        foreach (string name in names)
        {
            if (
                name.EndsWith(".func.gii", StringComparison.Ordinal)
                || name.EndsWith(".dtseries.nii", StringComparison.Ordinal)
            )
            {
                _notUsed.Add("surfaces");
            }
            else if (
                (name.EndsWith(".nii.gz", StringComparison.Ordinal) || name.EndsWith(".nii", StringComparison.Ordinal))
                && DescriptionOf(name) is { } description
            )
            {
                Add(folder, names, BidsName.Parse(name), (name, description));
            }
        }
    }

    /// <summary>preproc or smoothAROMAnonaggr of an image whose name says so, in the names of new and old fMRIPrep.</summary>
    private static string? DescriptionOf(string name)
    {
        if (name.Contains("_desc-preproc_bold.", StringComparison.Ordinal))
        {
            return "preproc";
        }

        bool isAroma = name.Contains("-" + RunFilter.AromaDescription + "_", StringComparison.Ordinal);
        bool isOld =
            name.Contains("_preproc.nii", StringComparison.Ordinal)
            && name.Contains("_bold_", StringComparison.Ordinal);
        return isAroma && (isOld || name.Contains("_bold.", StringComparison.Ordinal)) ? RunFilter.AromaDescription
            : isOld && !name.Contains("_variant-", StringComparison.Ordinal) ? "preproc"
            : null;
    }

    private void Add(string folder, HashSet<string> names, BidsName name, (string File, string Description) image)
    {
        if (name["sub"] != Participant)
        {
            _notes.Add(
                $"sub-{Participant}: {MessageText.Shorten(image.File)} was passed over: its name says another participant."
            );
        }
        else if (name["echo"] is not null)
        {
            _notUsed.Add("single echoes");
        }
        else if (name["space"] is not { } space)
        {
            _notUsed.Add("the scanner's own space");
        }
        else if (OwnSpaces.Contains(space))
        {
            _notUsed.Add(space);
        }
        else
        {
            _found.Add(new Found(folder, image.File, image.Description, name, names));
        }
    }

    /// <summary>An image that was found, and the names beside it.</summary>
    private sealed record Found(string Folder, string File, string Description, BidsName Name, HashSet<string> Beside)
    {
        public string Path => System.IO.Path.Combine(Folder, File);

        public string Space { get; } =
            string.Join(
                ':',
                new[] { Name["space"]!, Of(Name, "cohort"), Of(Name, "res") }.Where(part => part.Length > 0)
            );

        public BidsRun ToRun()
        {
            (string? table, string? problem) = FmriprepFiles.ConfoundsAmong(File, Beside);
            string? mask = FmriprepFiles.BrainMaskAmong(File, Beside);
            return new BidsRun
            {
                Name = Name.Subject,
                Participant = Name["sub"]!,
                Session = Name["ses"],
                Task = Name["task"],
                Run = Name["run"],
                Space = Space,
                Image = Path,
                Confounds = table is null ? null : System.IO.Path.Combine(Folder, table),
                ConfoundsProblem = problem,
                BrainMask = mask is null ? null : System.IO.Path.Combine(Folder, mask),
            };
        }

        private static string Of(BidsName name, string key) => name[key] is { } value ? $"{key}-{value}" : "";
    }
}
