using System.Globalization;
using Gyrus.IO.Bids;
using static System.FormattableString;

namespace Gyrus.IO.Tables;

/// <summary>What is known of the subjects of a study: a BIDS <c>participants.tsv</c>, one row per participant.</summary>
/// <remarks>
/// The column <c>participant_id</c> names the rows (<c>sub-01</c>). A subject is found by its whole name, by its entity sub-
/// (<c>sub-01_task-rest</c> is <c>sub-01</c>), or by the value of that entity. Empty cells and n/a are missing.
/// </remarks>
public sealed class ParticipantsTable
{
    private const string Identity = "participant_id";
    private readonly TextTable _text;
    private readonly Dictionary<string, int> _columns;
    private readonly Dictionary<string, int> _rows = new(StringComparer.Ordinal);

    private ParticipantsTable(TextTable text)
    {
        _text = text;
        Columns = TableHeader.Names(text, 0, text.Count(0));
        _columns = Columns.Select((name, i) => (name, i)).ToDictionary(c => c.name, c => c.i);
        int identity = ColumnOf(Identity);
        for (int row = 1; row < text.Rows; row++)
        {
            string name = text.Text(row, identity);
            if (!_rows.TryAdd(name, row))
            {
                throw new InvalidDataException(
                    $"{text.Where(row, identity)}: the participant '{MessageText.Shorten(name)}' came before."
                );
            }
        }
    }

    /// <summary>Gets the names of the columns.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>Gets the participants, in the order of the rows.</summary>
    public IReadOnlyCollection<string> Participants => _rows.Keys;

    /// <summary>Reads a table.</summary>
    /// <exception cref="InvalidDataException">No column participant_id, a participant twice, or rows of different lengths.</exception>
    /// <exception cref="IOException">The file is absent or cannot be read.</exception>
    public static ParticipantsTable Read(string path)
    {
        TextTable text = TextTable.Read(path);
        text.RequireEqualRows();
        LabelTable.RequireLines(text);
        NumericTable.RequireColumns(path, text.Count(0));
        return new ParticipantsTable(text);
    }

    /// <summary>The participant that a subject is.</summary>
    /// <exception cref="InvalidDataException">The subject is not in the table.</exception>
    public string ParticipantOf(string subject)
    {
        ArgumentNullException.ThrowIfNull(subject);
        string? label = BidsName.Parse(subject.Replace('.', ' '))["sub"];
        string[] names = label is null ? [subject, "sub-" + subject] : [subject, "sub-" + label, label];
        return Array.Find(names, _rows.ContainsKey)
            ?? throw new InvalidDataException(
                $"{_text.Path}: expected a row with the participant_id '{MessageText.Shorten(names[^1])}' or '{MessageText.Shorten(names[^2])}' for {MessageText.Shorten(subject)}, but there is none. The table has {MessageText.List(_rows.Keys.Select(n => $"'{MessageText.Shorten(n)}'"))}."
            );
    }

    /// <summary>The texts of a column, one per subject.</summary>
    /// <exception cref="InvalidDataException">There is no such column or subject, or a cell is missing.</exception>
    public IReadOnlyList<string> Texts(string column, IReadOnlyList<string> subjects)
    {
        ArgumentNullException.ThrowIfNull(subjects);
        int at = ColumnOf(column);
        return
        [
            .. subjects.Select(subject =>
            {
                int row = _rows[ParticipantOf(subject)];
                return !_text.IsQuoted(row, at) && TableNumber.IsMissing(_text.Bytes(row, at))
                    ? throw new InvalidDataException(
                        $"{_text.Where(row, at)}: the column '{MessageText.Shorten(column)}' is missing for {MessageText.Shorten(subject)}. Leave the subject out, or the column."
                    )
                    : _text.Text(row, at);
            }),
        ];
    }

    /// <summary>Whether a column holds numbers for some subjects; a mixture of numbers and words is refused.</summary>
    /// <exception cref="InvalidDataException">As for <see cref="Texts"/>, or some cells are numbers and others are not.</exception>
    public bool IsNumeric(string column, IReadOnlyList<string> subjects)
    {
        IReadOnlyList<string> texts = Texts(column, subjects);
        int words = texts.Count(text => !TryNumber(text, out _));
        if (words == 0 || words == texts.Count)
        {
            return words == 0;
        }

        int k = texts.TakeWhile(text => TryNumber(text, out _)).Count();
        throw new InvalidDataException(
            Invariant(
                $"{_text.Where(_rows[ParticipantOf(subjects[k])], ColumnOf(column))}: expected a number in the column '{MessageText.Shorten(column)}' as for {texts.Count - words} other subjects, but found '{MessageText.Shorten(texts[k])}' for {MessageText.Shorten(subjects[k])}. If the column names categories, say so (--categorical {column})."
            )
        );
    }

    /// <summary>The numbers of a column, one per subject.</summary>
    /// <exception cref="InvalidDataException">As for <see cref="Texts"/>, or a cell is no number.</exception>
    public IReadOnlyList<double> Numbers(string column, IReadOnlyList<string> subjects) =>
        [
            .. Texts(column, subjects)
                .Select(
                    (text, k) =>
                        TryNumber(text, out double value)
                            ? value
                            : throw new InvalidDataException(
                                $"{_text.Path}: expected a number in the column '{MessageText.Shorten(column)}', but found '{MessageText.Shorten(text)}' for {MessageText.Shorten(subjects[k])}."
                            )
                ),
        ];

    private static bool TryNumber(string text, out double value) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && double.IsFinite(value);

    private int ColumnOf(string column) =>
        _columns.TryGetValue(column, out int at)
            ? at
            : throw new InvalidDataException(
                $"{_text.Path}: expected a column '{MessageText.Shorten(column)}', but the table has {MessageText.List(Columns.Select(c => $"'{MessageText.Shorten(c)}'"))}."
            );
}
