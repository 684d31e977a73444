using static System.FormattableString;

namespace Gyrus.IO.Tables;

/// <summary>Whether the first line of a table holds names, and which.</summary>
internal static class TableHeader
{
    /// <summary>
    /// Names are text. Whole numbers are names too where the others in the line are, where they count 0, 1, 2, … or
    /// 1, 2, 3, …, or where five or more rise and the lines below are not whole (labels of an atlas).
    /// </summary>
    /// <exception cref="InvalidDataException">The first line mixes text and decimal numbers.</exception>
    public static bool IsIn(TextTable text)
    {
        (int decimals, int whole, int firstText, int firstDecimal) = (0, 0, -1, -1);
        for (int column = 0; column < text.Count(0); column++)
        {
            bool number = !text.IsQuoted(0, column) && TableNumber.TryParse(text.Bytes(0, column), out _);
            if (!number)
            {
                firstText = firstText < 0 ? column : firstText;
            }
            else if (TableNumber.TryParseWhole(text.Bytes(0, column), out _))
            {
                whole++;
            }
            else if (!TableNumber.IsMissing(text.Bytes(0, column)))
            {
                decimals++;
                firstDecimal = firstDecimal < 0 ? column : firstDecimal;
            }
        }

        if (firstText >= 0 && decimals > 0)
        {
            throw new InvalidDataException(
                Invariant(
                    $"{text.Where(0, firstText)}: expected a line of names or a line of numbers, but found '{MessageText.Shorten(text.Text(0, firstText))}' beside '{MessageText.Shorten(text.Text(0, firstDecimal))}'."
                )
            );
        }

        return firstText >= 0 || (decimals == 0 && whole >= 2 && text.Rows > 1 && AreLabels(text));
    }

    /// <summary>The names of some columns: not empty, no two alike.</summary>
    /// <exception cref="InvalidDataException">A name is empty, or two are alike.</exception>
    public static IReadOnlyList<string> Names(TextTable text, int from, int to)
    {
        var names = new List<string>(to - from);
        for (int column = from; column < to; column++)
        {
            string name = text.Text(0, column).Trim();
            if (name.Length == 0)
            {
                throw new InvalidDataException(
                    Invariant(
                        $"{text.Where(0, column)}: expected a name for column {column + 1}, but the cell is empty."
                    )
                );
            }

            if (name.Contains('\t', StringComparison.Ordinal))
            {
                throw new InvalidDataException(
                    $"{text.Where(0, column)}: expected a name without tabs, but found '{MessageText.Shorten(name)}'."
                );
            }

            names.Add(name);
        }

        IGrouping<string, int>[] twice = Twice(names, from);
        IEnumerable<string> said = twice.Select(c =>
            $"'{MessageText.Shorten(c.Key)}' (columns {MessageText.List(c.Select(column => $"{column}"))})"
        );
        return twice.Length == 0
            ? names
            : throw new InvalidDataException(
                Invariant(
                    $"{text.Path}:{text.Line(0)}: expected different names for the columns, but {twice.Length} came more than once: {MessageText.List(said, "; ")}. Rename them: names identify the columns."
                )
            );
    }

    /// <summary>The names that came more than once, and their columns from 1. Costs nothing more than a set where all differ.</summary>
    private static IGrouping<string, int>[] Twice(List<string> names, int from) =>
        new HashSet<string>(names).Count == names.Count
            ? []
            : [.. Enumerable.Range(0, names.Count).GroupBy(i => names[i], i => from + i + 1).Where(g => g.Count() > 1)];

    /// <summary>The separator in words.</summary>
    public static string Describe(char separator) =>
        separator switch
        {
            '\t' => "tabs",
            ';' => "semicolons",
            ',' => "commas",
            _ => "blanks",
        };

    private static bool AreLabels(TextTable text)
    {
        int columns = text.Count(0);
        bool counts = true;
        int before = -1;
        for (int column = 0; column < columns; column++)
        {
            if (!TableNumber.TryParseWhole(text.Bytes(0, column), out int label) || label <= before)
            {
                return false;
            }

            counts &= column == 0 ? label is 0 or 1 : label == before + 1;
            before = label;
        }

        return counts || (columns >= 5 && HasDecimals(text));
    }

    private static bool HasDecimals(TextTable text)
    {
        for (int column = 0; column < text.Count(1); column++)
        {
            ReadOnlySpan<byte> cell = text.Bytes(1, column);
            if (!TableNumber.TryParseWhole(cell, out _) && TableNumber.TryParse(cell, out double v) && !double.IsNaN(v))
            {
                return true;
            }
        }

        return false;
    }
}
