using Gyrus.Glm.Features;
using Gyrus.Numerics;
using Gyrus.Pipelines.EncodingModels;
using static System.FormattableString;

namespace Gyrus.IO.EncodingModels;

/// <summary>The columns of several tables side by side.</summary>
internal sealed class RecordingColumns
{
    private readonly List<(string Name, ColumnTable Table, int Column)> _columns = [];

    /// <summary>Gets the number of lines.</summary>
    public int Rows => _columns[0].Table.Rows;

    /// <summary>Reads tables of one length whose columns have different names.</summary>
    /// <param name="paths">The tables.</param>
    /// <param name="read">Reads one, or opens it.</param>
    public static RecordingColumns Read(IReadOnlyList<string> paths, Func<string, ColumnTable> read)
    {
        var all = new RecordingColumns();
        foreach (string path in paths)
        {
            ColumnTable table = read(path);
            RequireLines(table);
            if (all._columns.Count > 0 && table.Rows != all.Rows)
            {
                throw new InvalidDataException(
                    Invariant(
                        $"{path}: expected as many lines as in {System.IO.Path.GetFileName(paths[0])} ({all.Rows}), one per bin, but found {table.Rows}."
                    )
                );
            }

            foreach ((int column, string name) in table.Names.Index())
            {
                all.Add(name, table, column);
            }
        }

        return all;
    }

    /// <summary>The names that a word of the model means. At least one.</summary>
    public string[] Matching(string pattern)
    {
        string[] found = [.. _columns.Select(c => c.Name).Where(n => EncodingFeature.Means(pattern, n))];
        return found.Length > 0 ? found : throw Absent(pattern);
    }

    /// <summary>The columns of numbers.</summary>
    public string[] NumericNames() => [.. _columns.Where(c => c.Table.IsNumeric(c.Column)).Select(c => c.Name)];

    /// <summary>Checks that each of some words that is there means a column of numbers, and says which columns of text it leaves out.</summary>
    /// <exception cref="InvalidDataException">All that a word means are columns of text: the message has the first cell that is no number.</exception>
    public IEnumerable<string> RequireNumbers(IEnumerable<string> patterns)
    {
        foreach (string pattern in patterns.Distinct())
        {
            (string Name, ColumnTable Table, int Column)[] meant =
            [
                .. _columns.Where(c => EncodingFeature.Means(pattern, c.Name)),
            ];
            (string Name, ColumnTable Table, int Column)[] texts =
            [
                .. meant.Where(static c => !c.Table.IsNumeric(c.Column)),
            ];
            if (texts.Length > 0 && texts.Length == meant.Length)
            {
                _ = texts[0].Table.Numbers(texts[0].Column);
            }

            if (texts is [var (name, table, column), ..])
            {
                yield return $"The covariates '{MessageText.Shorten(pattern)}' leave out columns that are no numbers: {MessageText.List(texts.Select(static c => MessageText.Shorten(c.Name)))} (the first cell that is none: {MessageText.OneLine(table.Where(table.FirstText(column)!.Value, column))}).";
            }
        }
    }

    /// <summary>A column as texts.</summary>
    public string[] Texts(string name)
    {
        (_, ColumnTable table, int column) = Find(name);
        return table.Texts(column);
    }

    /// <summary>Some lines of a column as numbers.</summary>
    public double[] Numbers(string name, int[] kept)
    {
        (_, ColumnTable table, int column) = Find(name);
        double[] all = table.Numbers(column);
        return kept.Length == all.Length ? all : [.. kept.Select(i => all[i])];
    }

    /// <summary>Some lines of some columns as numbers.</summary>
    public Matrix Matrix(string[] names, int[] kept) =>
        Numerics.Matrix.FromColumnMajor(kept.Length, names.Length, [.. names.SelectMany(n => Numbers(n, kept))]);

    /// <summary>Some lines of some columns, which stay on disk.</summary>
    public ICovariateSource Source(string[] names, int[] kept) =>
        new RecordingSource(
            [
                .. names.Select(n =>
                {
                    (_, ColumnTable table, int column) = Find(n);
                    return (table.Mapped!, column);
                }),
            ],
            kept
        );

    /// <summary>The lines that are kept: those that <c>where</c> asks for, and of these a part.</summary>
    public int[] Kept(IReadOnlyDictionary<string, IReadOnlyList<string>> where, Interval portion)
    {
        int[] rows = [.. Enumerable.Range(0, Rows)];
        foreach ((string name, IReadOnlyList<string> wanted) in where)
        {
            string[] texts = Texts(name);
            rows = Array.FindAll(rows, i => wanted.Contains(texts[i]));
        }

        int first = (int)Math.Round(portion.Low * rows.Length);
        int end = (int)Math.Round(portion.High * rows.Length);
        return rows.Length == 0
                ? throw new InvalidDataException(
                    $"{_columns[0].Table.Path}: no line is left: 'where' asks for {string.Join(", ", where.Select(w => $"{MessageText.Shorten(w.Key)} = {MessageText.List(w.Value.Select(MessageText.Shorten), " or ")}"))}."
                )
            : first < end ? rows[first..end]
            : throw new InvalidDataException(
                Invariant(
                    $"{_columns[0].Table.Path}: no line is left: 'portion' asks for the part [{portion.Low}, {portion.High}] of {rows.Length} lines."
                )
            );
    }

    /// <summary>Where a cell is, for messages.</summary>
    public string Where(string name, int row)
    {
        (_, ColumnTable table, int column) = Find(name);
        return table.Where(row, column);
    }

    /// <summary>A line of names alone is what a file looks like that was cut off, or that is not packed as its name says.</summary>
    private static void RequireLines(ColumnTable table)
    {
        if (table.Rows == 0)
        {
            bool isMisnamed =
                table.Path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) && !InputFile.IsGzip(table.Path);
            throw new InvalidDataException(
                $"{table.Path}: expected one line per bin, but there is none{(table.IsText ? $" below the line of names ({MessageText.List(table.Names.Select(MessageText.Shorten))})" : "")}.{(isMisnamed ? " The name ends in .gz, but the file is not gzipped." : "")}"
            );
        }
    }

    private void Add(string name, ColumnTable table, int column)
    {
        if (_columns.FirstOrDefault(c => c.Name == name).Table is { } first)
        {
            throw new InvalidDataException(
                $"{table.Path}: expected names that differ, but '{MessageText.Shorten(name)}' is in {System.IO.Path.GetFileName(first.Path)} too."
            );
        }

        _columns.Add((name, table, column));
    }

    private (string Name, ColumnTable Table, int Column) Find(string name) =>
        _columns.FirstOrDefault(c => c.Name == name) is { Table: not null } found ? found : throw Absent(name);

    private InvalidDataException Absent(string name) =>
        new(
            $"{MessageText.List(_columns.Select(c => c.Table.Path).Distinct())}: there is no column '{MessageText.Shorten(name)}'.{Spelling.Hint(name, [.. _columns.Select(c => c.Name)])}"
        );
}
