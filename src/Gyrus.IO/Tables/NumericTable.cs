using Gyrus.Numerics;
using static System.FormattableString;

namespace Gyrus.IO.Tables;

/// <summary>A table of numbers with names of columns, if the file has them.</summary>
/// <param name="Path">The path as it was given.</param>
/// <param name="Names">The names of the columns, not empty, or null when the first line holds numbers.</param>
/// <param name="Values">The values. Shape: lines × columns. NaN where a cell is missing.</param>
internal sealed record NumericTable(string Path, IReadOnlyList<string>? Names, Matrix Values)
{
    private const int MostColumns = 1_000_000;

    /// <summary>Reads a file.</summary>
    /// <exception cref="InvalidDataException">Rows of different lengths, text among the numbers, or no numbers.</exception>
    public static NumericTable Read(string path) => Of(TextTable.Read(path));

    internal static NumericTable Of(TextTable text)
    {
        text.RequireEqualRows();
        RequireColumns(text.Path, text.Count(0));
        bool hasHeader = TableHeader.IsIn(text);
        int firstRow = hasHeader ? 1 : 0;
        if (text.Rows == firstRow)
        {
            throw new InvalidDataException(
                Invariant($"{text.Path}: expected numbers below the names, but there is no more line.")
            );
        }

        (int from, int to) = hasHeader ? NamedColumns(text) : (0, text.Count(0));
        int rows = text.Rows - firstRow;
        double[] values = new double[(long)rows * (to - from)];
        for (int row = 0; row < rows; row++)
        {
            for (int column = from; column < to; column++)
            {
                values[((long)(column - from) * rows) + row] = Number(text, row + firstRow, column, hasHeader);
            }
        }

        return new NumericTable(
            text.Path,
            hasHeader ? TableHeader.Names(text, from, to) : null,
            Matrix.FromColumnMajor(rows, to - from, values)
        );
    }

    private static double Number(TextTable text, int row, int column, bool hasHeader)
    {
        // Quoted or not: R puts quotes round the numbers of a column that it takes for text.
        if (TableNumber.TryParse(text.Bytes(row, column), out double value))
        {
            return value;
        }

        string name = hasHeader ? Invariant($" in column '{MessageText.Shorten(text.Text(0, column))}'") : "";
        throw new InvalidDataException(
            Invariant(
                $"{text.Where(row, column)}: expected a number or n/a{name}, but found '{MessageText.Shorten(text.Text(row, column))}'."
            )
        );
    }

    /// <summary>Leaves out a nameless first column that counts the lines (data frames write one) and a nameless empty last one.</summary>
    private static (int From, int To) NamedColumns(TextTable text)
    {
        int columns = text.Count(0);
        int from = columns > 1 && text.Bytes(0, 0).IsEmpty && CountsLines(text) ? 1 : 0;
        int last = columns - 1;
        bool emptyLast = last > from && text.Bytes(0, last).IsEmpty;
        for (int row = 1; row < text.Rows && emptyLast; row++)
        {
            emptyLast = text.Bytes(row, last).IsEmpty;
        }

        return (from, emptyLast ? last : columns);
    }

    private static bool CountsLines(TextTable text)
    {
        for (int row = 1; row < text.Rows; row++)
        {
            if (
                !TableNumber.TryParseWhole(text.Bytes(row, 0), out int number)
                || !TableNumber.TryParseWhole(text.Bytes(1, 0), out int first)
                || first is not (0 or 1)
                || number != first + row - 1
            )
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Checks that columns can be named: names, and what tells that they differ, take some 300 bytes each.</summary>
    internal static void RequireColumns(string path, int columns)
    {
        if (columns > MostColumns)
        {
            throw new InvalidDataException(
                Invariant($"{path}: expected at most {MostColumns:N0} columns, but found {columns:N0}.")
            );
        }
    }
}
