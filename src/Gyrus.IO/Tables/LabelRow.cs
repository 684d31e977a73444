using Gyrus.Signals;
using static System.FormattableString;

namespace Gyrus.IO.Tables;

/// <summary>A region and the row of the table it came from.</summary>
/// <param name="Row">The row, from 0.</param>
/// <param name="Region">The region.</param>
internal readonly record struct LabelRow(int Row, Region Region)
{
    /// <summary>Reads lines without names of columns: label and name, or the name alone.</summary>
    public static List<LabelRow> ReadPlain(TextTable text)
    {
        var rows = new List<LabelRow>();
        for (int row = 0; row < text.Rows; row++)
        {
            bool nameOnly = text.Count(row) == 1;
            int label = nameOnly ? row + 1 : Label(text, row, 0);
            string name = nameOnly ? text.Text(row, 0) : PlainName(text, row);
            rows.Add(new LabelRow(row, new Region(label, Required(text, row, name))));
        }

        return rows;
    }

    /// <summary>A whole number.</summary>
    public static int Label(TextTable text, int row, int column)
    {
        ReadOnlySpan<byte> cell = text.Bytes(row, column);
        if (TableNumber.TryParseWhole(cell, out int label))
        {
            return label;
        }

        // Data frames with a gap in a column write its whole numbers as 12.0.
        return
            TableNumber.TryParse(cell, out double value)
            && value == Math.Floor(value)
            && Math.Abs(value) <= int.MaxValue
            ? (int)value
            : throw new InvalidDataException(
                $"{text.Where(row, column)}: expected a whole number as label, but found '{MessageText.Shorten(text.Text(row, column))}'."
            );
    }

    /// <summary>A name that is not empty and that a table can hold.</summary>
    public static string Required(TextTable text, int row, string name)
    {
        if (name.Length == 0)
        {
            throw new InvalidDataException(
                Invariant($"{text.Path}:{text.Line(row)}: expected a name, but the cell is empty.")
            );
        }

        return !name.Contains('\t', StringComparison.Ordinal)
            ? name
            : throw new InvalidDataException(
                Invariant(
                    $"{text.Path}:{text.Line(row)}: expected a name without tabs, but found '{MessageText.Shorten(name)}'."
                )
            );
    }

    /// <summary>The first cell behind the label that is no number; where blanks separate, with those after it (names of several words).</summary>
    private static string PlainName(TextTable text, int row)
    {
        int first = 1;
        while (first < text.Count(row) && IsNumber(text, row, first))
        {
            first++;
        }

        if (first == text.Count(row))
        {
            return text.Text(row, 1);
        }

        int last = first;
        for (int column = first + 1; column < text.Count(row) && text.Separator == ' '; column++)
        {
            last = IsNumber(text, row, column) ? last : column;
        }

        return string.Join(' ', Enumerable.Range(first, last - first + 1).Select(column => text.Text(row, column)));
    }

    /// <summary>A number, or nothing: aligned columns may have several tabs between them. Quotes make it text.</summary>
    private static bool IsNumber(TextTable text, int row, int column) =>
        !text.IsQuoted(row, column) && TableNumber.TryParse(text.Bytes(row, column), out _);
}
