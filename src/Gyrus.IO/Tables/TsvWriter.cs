using System.IO.Compression;
using System.Text;
using Gyrus.Numerics;
using static System.FormattableString;

namespace Gyrus.IO.Tables;

/// <summary>Writes tables: UTF-8, tabs, LF, the shortest digits that read back as the same bits, n/a for NaN.</summary>
/// <remarks>The file appears whole or not at all. A name that ends in <c>.gz</c> is packed.</remarks>
public static class TsvWriter
{
    /// <summary>Writes a matrix with names of columns and, where given, of rows (then the first line begins with the corner).</summary>
    /// <param name="path">The file.</param>
    /// <param name="values">The values. Shape: rows × columns.</param>
    /// <param name="columnNames">One name per column.</param>
    /// <param name="rowNames">One name per row, or null.</param>
    /// <exception cref="ArgumentException">The counts disagree, or a name is empty or holds a tab or a line break.</exception>
    /// <exception cref="IOException">The folder is absent or cannot be written.</exception>
    public static void WriteMatrix(
        string path,
        Matrix values,
        IReadOnlyList<string> columnNames,
        IReadOnlyList<string>? rowNames = null
    )
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentNullException.ThrowIfNull(columnNames);
        RequireCount(columnNames.Count, values.Columns, "column");
        RequireCount(rowNames?.Count ?? values.Rows, values.Rows, "row");
        string[]? rows = rowNames is null ? null : [.. rowNames.Select(Name)];
        string[] columns = [.. columnNames.Select(Name)];
        Write(
            path,
            text =>
            {
                Line(text, rows is null ? columns : ["name", .. columns]);
                for (int i = 0; i < values.Rows; i++)
                {
                    text.Write(rows is null ? "" : rows[i] + "\t");
                    for (int j = 0; j < values.Columns; j++)
                    {
                        text.Write(j > 0 ? "\t" : "");
                        text.Write(TableNumber.Format(values[i, j]));
                    }

                    text.Write('\n');
                }
            }
        );
    }

    /// <summary>Writes a table of text. A null cell becomes n/a.</summary>
    /// <param name="path">The file.</param>
    /// <param name="columnNames">One name per column.</param>
    /// <param name="rows">One cell per column each; a number by <see cref="Number"/>.</param>
    /// <exception cref="ArgumentException">The counts disagree, or a cell holds a tab or a line break.</exception>
    /// <exception cref="IOException">The folder is absent or cannot be written.</exception>
    public static void WriteRows(
        string path,
        IReadOnlyList<string> columnNames,
        IEnumerable<IReadOnlyList<string?>> rows
    )
    {
        ArgumentNullException.ThrowIfNull(columnNames);
        ArgumentNullException.ThrowIfNull(rows);
        Write(
            path,
            text =>
            {
                Line(text, columnNames.Select(Name));
                foreach (IReadOnlyList<string?> row in rows)
                {
                    RequireCount(row.Count, columnNames.Count, "column");
                    Line(text, row.Select(cell => cell is null ? "n/a" : Cell(cell)));
                }
            }
        );
    }

    /// <summary>A number as these tables write it.</summary>
    public static string Number(double value) => TableNumber.Format(value);

    private static void Write(string path, Action<TextWriter> write)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        bool gzip = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase);
        AtomicFile.Write(
            path,
            stream =>
            {
                using GZipStream? packed = gzip
                    ? new GZipStream(stream, CompressionLevel.Optimal, leaveOpen: true)
                    : null;
                using var text = new StreamWriter(packed ?? stream, new UTF8Encoding(false), 1 << 16, leaveOpen: true);
                write(text);
            }
        );
    }

    /// <summary>A name; in quotes when it looks like a number, so that a reader does not take the line for data.</summary>
    private static string Name(string name)
    {
        if (name.Length == 0)
        {
            throw new ArgumentException("Expected a name, but it is empty.");
        }

        string cell = Cell(name);
        return TableNumber.TryParse(Encoding.UTF8.GetBytes(cell), out _) ? $"\"{cell}\"" : cell;
    }

    private static void Line(TextWriter text, IEnumerable<string> cells)
    {
        text.Write(string.Join('\t', cells));
        text.Write('\n');
    }

    /// <summary>Quotes round text that would not read back as the same text.</summary>
    internal static string Cell(string text)
    {
        if (text.AsSpan().IndexOfAny('\t', '\n', '\r') >= 0)
        {
            throw new ArgumentException(Invariant($"Expected a name without tabs and line breaks, but got '{text}'."));
        }

        bool quotes = text.Contains('"', StringComparison.Ordinal) || text.Length != text.Trim().Length;
        return quotes ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
    }

    private static void RequireCount(int came, int expected, string what)
    {
        if (came != expected)
        {
            throw new ArgumentException(
                Invariant($"Expected one name or cell per {what} ({expected}), but got {came}.")
            );
        }
    }
}
