using System.Buffers;
using System.Text;
using static System.FormattableString;

namespace Gyrus.IO.Tables;

/// <summary>
/// A table of text cut into cells: tab, comma or semicolon between them (the first line tells), else runs of blanks.
/// </summary>
/// <remarks>
/// UTF-8 with or without a byte order mark, lines that end with LF, CRLF or CR, quotes as in RFC 4180 but never over a
/// line break, empty lines skipped, no other control characters. Cells are ranges of the bytes of the file, so that
/// numbers are parsed without making strings.
/// </remarks>
internal sealed class TextTable
{
    /// <summary>The most bytes of a table, unpacked: 2,000 regions × 10,000 samples of 18 digits are 400 million.</summary>
    internal const int MostBytes = 512 * 1024 * 1024;

    /// <summary>The most cells, so that a file of nothing but separators stays bounded too (8 bytes each).</summary>
    private const int MostCells = 64 * 1024 * 1024;

    private static readonly SearchValues<byte> Control = SearchValues.Create([
        .. Enumerable.Range(0, 32).Select(c => (byte)c).Except("\t\n\r"u8.ToArray()),
        0x7F,
    ]);

    private readonly byte[] _bytes;
    private readonly List<TextCell> _cells = [];
    private readonly List<(int FirstCell, int Line, int Start)> _rows = [];

    private TextTable(string path, byte[] bytes)
    {
        Path = path;
        _bytes = bytes;
    }

    /// <summary>Gets the path as it was given.</summary>
    public string Path { get; }

    /// <summary>Gets what stands between cells; a blank stands for any run of blanks.</summary>
    public char Separator { get; private set; }

    /// <summary>Gets the number of lines that are not empty.</summary>
    public int Rows => _rows.Count;

    /// <summary>Reads a file, perhaps gzipped.</summary>
    /// <param name="path">The file.</param>
    /// <param name="comments">Whether lines that begin with # are skipped.</param>
    /// <exception cref="InvalidDataException">Not text, too long, or a quote that is not closed.</exception>
    public static TextTable Read(string path, bool comments = false)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return Parse(path, InputFile.ReadAll(path, MostBytes), comments);
    }

    internal static TextTable Parse(string path, byte[] bytes, bool comments = false)
    {
        var table = new TextTable(path, bytes);
        ReadOnlySpan<byte> text = bytes;
        if (text is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..])
        {
            throw new InvalidDataException($"{path}: expected UTF-8 text, but this is UTF-16. Save it as UTF-8.");
        }

        RequirePrintable(path, text);
        int at = text is [0xEF, 0xBB, 0xBF, ..] ? 3 : 0;
        for (int line = 1; at < text.Length; line++)
        {
            int length = text[at..].IndexOfAny((byte)'\n', (byte)'\r');
            int end = length < 0 ? text.Length : at + length;
            int next = end + (text[end..] is [(byte)'\r', (byte)'\n', ..] ? 2 : 1);
            ReadOnlySpan<byte> content = text[at..end];
            if (!table.IsEmpty(content) && !(comments && content[0] == '#'))
            {
                table.AddRow(at, end, line);
            }

            at = next;
        }

        return table.Rows > 0
            ? table
            : throw new InvalidDataException($"{path}: expected a table, but every line is empty.");
    }

    /// <summary>The number of cells of a row.</summary>
    public int Count(int row) => (row + 1 < Rows ? _rows[row + 1].FirstCell : _cells.Count) - _rows[row].FirstCell;

    /// <summary>Checks that all rows have as many cells as the first.</summary>
    /// <exception cref="InvalidDataException">One has not.</exception>
    public void RequireEqualRows()
    {
        int columns = Count(0);
        for (int row = 1; row < Rows; row++)
        {
            if (Count(row) != columns)
            {
                throw new InvalidDataException(
                    Invariant(
                        $"{Where(row, Count(row) - 1)}: expected {columns} cells as in line {Line(0)} (separated by {TableHeader.Describe(Separator)}), but line {Line(row)} has {Count(row)}."
                    )
                );
            }
        }
    }

    /// <summary>The number of a row's line in the file, from 1.</summary>
    public int Line(int row) => _rows[row].Line;

    /// <summary>The bytes of a cell, blanks around it and the outer quotes left out.</summary>
    public ReadOnlySpan<byte> Bytes(int row, int column)
    {
        TextCell cell = Cell(row, column);
        return _bytes.AsSpan(cell.Start, cell.Length);
    }

    /// <summary>Whether a cell is in quotes, and so is text even if it looks like a number.</summary>
    public bool IsQuoted(int row, int column) => Cell(row, column).IsQuoted;

    /// <summary>The text of a cell.</summary>
    public string Text(int row, int column)
    {
        string text = Encoding.UTF8.GetString(Bytes(row, column));
        return IsQuoted(row, column) ? text.Replace("\"\"", "\"", StringComparison.Ordinal) : text;
    }

    /// <summary>Where a cell is, for messages: <c>file:line:column</c>, the column counted in characters from 1.</summary>
    public string Where(int row, int column)
    {
        int start = Cell(row, column).Start;
        int characters = Encoding.UTF8.GetCharCount(_bytes.AsSpan(_rows[row].Start, start - _rows[row].Start));
        return Invariant($"{Path}:{_rows[row].Line}:{characters + 1}");
    }

    /// <summary>Nothing but blanks; tabs alone are a row of missing values where tabs separate.</summary>
    private bool IsEmpty(ReadOnlySpan<byte> line) =>
        !line.ContainsAnyExcept((byte)' ', (byte)'\t') && (Separator != '\t' || line.IndexOf((byte)'\t') < 0);

    private TextCell Cell(int row, int column) => _cells[_rows[row].FirstCell + column];

    private void AddRow(int start, int end, int line)
    {
        if (Rows == 0)
        {
            Separator = Sniff(_bytes.AsSpan(start, end - start));
            Reserve();
        }

        _rows.Add((_cells.Count, line, start));
        int at = start;
        bool more = true;
        while (more)
        {
            (TextCell cell, at, more) = NextCell(at, start, end);
            if (cell.Start < 0)
            {
                return;
            }

            _cells.Add(
                _cells.Count < MostCells
                    ? cell
                    : throw new InvalidDataException(
                        Invariant($"{Path}:{line}: a table may have {MostCells} cells at most, but this one has more.")
                    )
            );
        }
    }

    /// <summary>Makes room once, for as many cells and lines as there can be: growing step by step would cost twice the memory.</summary>
    private void Reserve()
    {
        ReadOnlySpan<byte> text = _bytes;
        int lines = 1 + text.Count((byte)'\n') + text.Count((byte)'\r');
        int separators = text.Count((byte)Separator) + (Separator == ' ' ? text.Count((byte)'\t') : 0);
        _rows.Capacity = lines;
        _cells.Capacity = (int)Math.Min(MostCells, (long)separators + lines);
    }

    /// <summary>One cell from <paramref name="at"/>; a start of −1 says that only blanks were left.</summary>
    private (TextCell Cell, int Next, bool More) NextCell(int at, int start, int end)
    {
        bool blanks = Separator == ' ';
        while (at < end && (_bytes[at] == ' ' || (blanks && _bytes[at] == '\t')))
        {
            at++;
        }

        if (blanks && at == end)
        {
            return (new TextCell(-1, 0, false), at, false);
        }

        if (at < end && _bytes[at] == '"')
        {
            return QuotedCell(at, start, end);
        }

        ReadOnlySpan<byte> rest = _bytes.AsSpan(at, end - at);
        int length = blanks ? rest.IndexOfAny((byte)' ', (byte)'\t') : rest.IndexOf((byte)Separator);
        int stop = length < 0 ? end : at + length;
        int trimmed = stop;
        while (trimmed > at && _bytes[trimmed - 1] == ' ')
        {
            trimmed--;
        }

        return (new TextCell(at, trimmed - at, false), stop + 1, length >= 0);
    }

    private (TextCell Cell, int Next, bool More) QuotedCell(int at, int start, int end)
    {
        int close = at + 1;
        while (close < end && (_bytes[close] != '"' || (close + 1 < end && _bytes[close + 1] == '"')))
        {
            close += _bytes[close] == '"' ? 2 : 1;
        }

        int next = close + 1;
        while (next < end && _bytes[next] == ' ' && Separator != ' ')
        {
            next++;
        }

        bool last = next >= end;
        bool separated = !last && (_bytes[next] == Separator || (Separator == ' ' && _bytes[next] == '\t'));
        if (close >= end || !(last || separated))
        {
            throw new InvalidDataException(
                Invariant(
                    $"{Path}:{_rows[^1].Line}:{at - start + 1}: expected a closing quote, and after it a separator or the end of the line."
                )
            );
        }

        return (new TextCell(at + 1, close - at - 1, true), next + 1, !last);
    }

    /// <summary>The separator of a line: tab over semicolon over comma, whichever is there outside quotes; else blanks.</summary>
    private static char Sniff(ReadOnlySpan<byte> line)
    {
        Span<int> count = stackalloc int[3];
        count.Clear();
        bool quoted = false;
        foreach (byte b in line)
        {
            quoted ^= b == '"';
            int which = quoted ? -1 : "\t;,"u8.IndexOf(b);
            if (which >= 0)
            {
                count[which]++;
            }
        }

        // A name may hold a comma in a table with semicolons or tabs, hardly the other way round.
        return count switch
        {
            [> 0, ..] => '\t',
            [_, > 0, _] => ';',
            [_, _, > 0] => ',',
            _ => ' ',
        };
    }

    /// <summary>Control characters do not belong in names, and a terminal that shows them in a message obeys them.</summary>
    private static void RequirePrintable(string path, ReadOnlySpan<byte> text)
    {
        int at = text.IndexOfAny(Control);
        if (at >= 0)
        {
            string what = text[at] == 0 ? "a zero byte" : Invariant($"a control character ({text[at]:X2})");
            throw new InvalidDataException(
                Invariant(
                    $"{path}: expected a table of text, but there is {what} at offset {at}: {FileKind.Describe(text[..Math.Min(600, text.Length)])}."
                )
            );
        }

        // U+0080 to U+009F in UTF-8.
        for (int from = 0; (at = text[from..].IndexOf((byte)0xC2)) >= 0; from += at + 1)
        {
            if (text[(from + at)..] is [_, >= 0x80 and < 0xA0, ..])
            {
                throw new InvalidDataException(
                    Invariant(
                        $"{path}: expected a table of text, but there is a control character (U+00{text[from + at + 1]:X2}) at offset {from + at}."
                    )
                );
            }
        }
    }

    /// <summary>A range of the file; the sign of the second number says whether it is in quotes.</summary>
    private readonly struct TextCell(int start, int length, bool isQuoted)
    {
        private readonly int _length = isQuoted ? ~length : length;

        public int Start { get; } = start;

        public int Length => IsQuoted ? ~_length : _length;

        public bool IsQuoted => _length < 0;
    }
}
