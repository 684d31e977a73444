using System.Buffers;
using System.Text;

namespace Gyrus.IO.Bids;

/// <summary>A BIDS file name: entities (<c>sub-01</c>, <c>task-rest</c>, …), a suffix and an extension.</summary>
/// <remarks>Source: Brain Imaging Data Structure 1.10; connectivity names follow the proposal BEP017.</remarks>
public sealed record BidsName
{
    // The order in which BIDS writes the entities that this project uses.
    private static readonly string[] Order =
    [
        "sub",
        "ses",
        "task",
        "acq",
        "ce",
        "rec",
        "dir",
        "run",
        "echo",
        "space",
        "cohort",
        "res",
        "den",
        "label",
        "seg",
        "stat",
        "meas",
        "desc",
    ];

    private static readonly SearchValues<char> KeyLetters = SearchValues.Create(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
    );

    /// <summary>Creates a name. Values may hold letters and digits; other characters are dropped, as BIDS demands.</summary>
    /// <param name="entities">Pairs such as ("sub", "01"); pairs with an empty value are left out.</param>
    /// <param name="suffix">Such as <c>timeseries</c>.</param>
    /// <param name="extension">Such as <c>.tsv</c>, with its dot.</param>
    public BidsName(IEnumerable<(string Key, string? Value)> entities, string suffix, string extension)
    {
        ArgumentNullException.ThrowIfNull(entities);
        ArgumentNullException.ThrowIfNull(suffix);
        ArgumentNullException.ThrowIfNull(extension);
        Entities =
        [
            .. entities
                .Select(e => (e.Key, Value: Label(e.Value)))
                .Where(e => e.Value.Length > 0)
                .OrderBy(e => Array.IndexOf(Order, e.Key) is var at && at < 0 ? Order.Length : at),
        ];
        Suffix = suffix;
        Extension = extension;
    }

    /// <summary>Gets the entities in BIDS order.</summary>
    public IReadOnlyList<(string Key, string Value)> Entities { get; }

    /// <summary>Gets the suffix, such as <c>bold</c>.</summary>
    public string Suffix { get; }

    /// <summary>Gets the extension with its dot, such as <c>.nii.gz</c>.</summary>
    public string Extension { get; }

    /// <summary>The value of an entity, or null when the name does not hold it.</summary>
    public string? this[string key] => Entities.Where(e => e.Key == key).Select(e => e.Value).FirstOrDefault();

    /// <summary>Reads the entities of any file name; a name that is not BIDS has none, and its stem is the suffix.</summary>
    public static BidsName Parse(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        string stem = StemOf(path);
        string extension = Path.GetFileName(path)[stem.Length..];
        var entities = new List<(string, string?)>();
        string suffix = "";
        foreach (string part in stem.Split('_'))
        {
            int dash = part.IndexOf('-', StringComparison.Ordinal);
            if (dash > 0 && dash < part.Length - 1 && part.AsSpan(0, dash).IndexOfAnyExcept(KeyLetters) < 0)
            {
                entities.Add((part[..dash], part[(dash + 1)..]));
            }
            else
            {
                suffix = suffix.Length == 0 ? part : $"{suffix}_{part}";
            }
        }

        return new BidsName(entities, suffix, extension);
    }

    /// <summary>The name of a derivative of a subject, as a table or report calls it.</summary>
    /// <param name="subject">Such as <c>sub-01_task-rest</c>; a name that is not BIDS becomes the value of <c>sub</c>.</param>
    /// <param name="entities">What is added, such as ("seg", "aal").</param>
    /// <param name="suffix">Such as <c>relmat</c>.</param>
    /// <param name="extension">Such as <c>.tsv</c>.</param>
    public static BidsName OfSubject(
        string subject,
        IEnumerable<(string Key, string? Value)> entities,
        string suffix,
        string extension
    )
    {
        ArgumentNullException.ThrowIfNull(subject);
        ArgumentNullException.ThrowIfNull(entities);
        // A dot would begin an extension, but a subject has none.
        var own = Parse(subject.Replace('.', ' '));
        IEnumerable<(string, string?)> of = own["sub"] is null
            ? [("sub", subject)]
            : own.Entities.Select(e => (e.Key, (string?)e.Value));
        return new BidsName([.. of, .. entities], suffix, extension);
    }

    /// <summary>What a file is about, for messages and reports: its entities before any derivative ones, or its stem.</summary>
    /// <remarks><c>sub-01_task-rest_desc-preproc_bold.nii.gz</c> gives <c>sub-01_task-rest</c>.</remarks>
    public string Subject
    {
        get
        {
            if (this["sub"] is null)
            {
                return ToString()[..^Extension.Length];
            }

            string[] parts = ["sub", "ses", "task", "acq", "ce", "rec", "dir", "run"];
            return string.Join('_', Entities.Where(e => parts.Contains(e.Key)).Select(e => $"{e.Key}-{e.Value}"));
        }
    }

    /// <summary>A file name up to its first dot.</summary>
    public static string StemOf(string path)
    {
        string name = Path.GetFileName(path);
        int dot = name.IndexOf('.', StringComparison.Ordinal);
        return dot > 0 ? name[..dot] : name;
    }

    /// <summary>A value with only the letters and digits that BIDS allows.</summary>
    public static string Label(string? text)
    {
        if (text.AsSpan().IndexOfAnyExcept(KeyLetters) < 0)
        {
            return text ?? "";
        }

        var label = new StringBuilder();
        foreach (char c in text ?? "")
        {
            if (char.IsAsciiLetterOrDigit(c))
            {
                label.Append(c);
            }
        }

        return label.ToString();
    }

    /// <summary>The file name.</summary>
    public override string ToString() =>
        string.Join('_', Entities.Select(e => $"{e.Key}-{e.Value}").Append(Suffix)) + Extension;
}
