using Gyrus.IO.Npy;
using Gyrus.IO.Tables;
using Gyrus.Numerics;
using static System.FormattableString;

namespace Gyrus.IO.EncodingModels;

/// <summary>A table whose columns are taken by name: text and numbers may stand side by side, and only what is asked for is read as numbers.</summary>
internal sealed class ColumnTable
{
    private readonly TextTable? _text;
    private readonly Matrix? _values;
    private readonly NpyCovariates? _mapped;
    private readonly int _firstRow;

    private ColumnTable(string path, TextTable text)
    {
        Path = path;
        _text = text;
        text.RequireEqualRows();
        NumericTable.RequireColumns(path, text.Count(0));
        bool header = TableHeader.IsIn(text);
        _firstRow = header ? 1 : 0;
        Names = header
            ? TableHeader.Names(text, 0, text.Count(0))
            : Numbered(System.IO.Path.GetFileName(path).Split('.')[0], text.Count(0));
    }

    private ColumnTable(string path, IReadOnlyList<string> names, Matrix values)
    {
        Path = path;
        _values = values;
        Names = names;
    }

    private ColumnTable(string path, NpyCovariates mapped)
    {
        Path = path;
        _mapped = mapped;
        NumericTable.RequireColumns(path, mapped.Columns);
        Names = Numbered(System.IO.Path.GetFileNameWithoutExtension(path), mapped.Columns);
    }

    /// <summary>Gets the path.</summary>
    public string Path { get; }

    /// <summary>Gets the names of the columns; a table without a line of names gets that of the file, numbered.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Gets the number of lines.</summary>
    public int Rows => _values?.Rows ?? _mapped?.Samples ?? _text!.Rows - _firstRow;

    /// <summary>Gets a value indicating whether the table is text, and no array.</summary>
    public bool IsText => _text is not null;

    /// <summary>Gets the numbers where they stay on disk, or null.</summary>
    public NpyCovariates? Mapped => _mapped;

    /// <summary>Reads a file: .npy, .npz or text, perhaps gzipped.</summary>
    /// <exception cref="InvalidDataException">Damaged, or no table.</exception>
    public static ColumnTable Read(string path)
    {
        if (path.EndsWith(".npz", StringComparison.OrdinalIgnoreCase))
        {
            return OfArrays(path, NpzFile.Read(path));
        }

        if (path.EndsWith(".npy", StringComparison.OrdinalIgnoreCase))
        {
            Matrix matrix = NpyFile.ReadMatrix(path);
            NumericTable.RequireColumns(path, matrix.Columns);
            return new ColumnTable(
                path,
                Numbered(System.IO.Path.GetFileNameWithoutExtension(path), matrix.Columns),
                matrix
            );
        }

        return new ColumnTable(path, TextTable.Read(path));
    }

    /// <summary>Opens an array whose numbers stay on disk.</summary>
    /// <exception cref="InvalidDataException">Damaged, or no uncompressed .npy file.</exception>
    public static ColumnTable Open(string path) =>
        path.EndsWith(".npy", StringComparison.OrdinalIgnoreCase)
            ? new ColumnTable(path, NpyCovariates.Open(path))
            : throw new InvalidDataException(
                $"{path}: expected an uncompressed .npy file: only the numbers of such files can stay on disk. With a limit of memory, give every table of 'data' as one (numpy.save)."
            );

    /// <summary>A column as numbers; empty cells and n/a are NaN.</summary>
    /// <exception cref="InvalidDataException">A cell is no number.</exception>
    public double[] Numbers(int column)
    {
        if (_values is { } values)
        {
            return values.Column(column).ToArray();
        }

        double[] numbers = new double[Rows];
        if (_mapped is { } mapped)
        {
            mapped.Read(column, 0, numbers);
            return numbers;
        }

        for (int i = 0; i < numbers.Length; i++)
        {
            if (!TableNumber.TryParse(_text!.Bytes(i + _firstRow, column), out numbers[i]))
            {
                throw new InvalidDataException(
                    $"{_text.Where(i + _firstRow, column)}: expected a number or n/a in column '{MessageText.Shorten(Names[column])}', but found '{MessageText.Shorten(_text.Text(i + _firstRow, column))}'."
                );
            }
        }

        return numbers;
    }

    /// <summary>Whether every cell of a column can be read as a number.</summary>
    public bool IsNumeric(int column) => FirstText(column) is null;

    /// <summary>The line of the first cell of a column that is no number, or null where all are.</summary>
    public int? FirstText(int column)
    {
        for (int i = 0; _text is not null && i < Rows; i++)
        {
            if (!TableNumber.TryParse(_text.Bytes(i + _firstRow, column), out _))
            {
                return i;
            }
        }

        return null;
    }

    /// <summary>A column as texts.</summary>
    public string[] Texts(int column)
    {
        if (_text is not null)
        {
            return [.. Enumerable.Range(0, Rows).Select(i => _text.Text(i + _firstRow, column))];
        }

        // Labels repeat: one text for each number that there is.
        var texts = new Dictionary<double, string>();
        return Array.ConvertAll(
            Numbers(column),
            v => texts.TryGetValue(v, out string? t) ? t : texts[v] = Invariant($"{v}")
        );
    }

    /// <summary>Where a cell is, for messages: file, line and column of a text; file, row and column (from 1) of an array.</summary>
    public string Where(int row, int column) =>
        _text is { } text
            ? text.Where(row + _firstRow, column)
            : Invariant($"{Path}, row {row + 1}, column {column + 1}");

    private static ColumnTable OfArrays(string path, IReadOnlyDictionary<string, NpyArray> arrays)
    {
        NpyArray[] all = [.. arrays.Values];
        if (
            all.Length == 0
            || all.Any(a => a.Shape.Count is not (1 or 2) || a.Shape[0] != all[0].Shape[0] || a.Values.Length == 0)
        )
        {
            throw new InvalidDataException(
                $"{path}: expected arrays of 1 or 2 axes, the first of one length, but found {MessageText.List(arrays.Select(a => $"{MessageText.Shorten(a.Key)} ({string.Join(", ", a.Value.Shape)})"), "; ")}."
            );
        }

        var names = new List<string>();
        var columns = new List<double>();
        foreach ((string name, NpyArray array) in arrays)
        {
            Matrix matrix = array.ToMatrix();
            names.AddRange(Numbered(name, matrix.Columns));
            columns.AddRange(matrix.AsSpan());
        }

        NumericTable.RequireColumns(path, names.Count);
        return new ColumnTable(path, names, Matrix.FromColumnMajor(all[0].Shape[0], names.Count, [.. columns]));
    }

    private static IReadOnlyList<string> Numbered(string name, int columns) =>
        columns == 1 ? [name] : [.. Enumerable.Range(1, columns).Select(i => Invariant($"{name}_{i}"))];
}
