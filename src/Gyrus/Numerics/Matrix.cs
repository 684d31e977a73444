using static System.FormattableString;

namespace Gyrus.Numerics;

/// <summary>A dense matrix of doubles, stored by columns: a signal or a feature is one contiguous span.</summary>
/// <remarks>Reading is public; writing is for the code that builds the matrix, so that results cannot change.</remarks>
public sealed class Matrix
{
    private readonly double[] _values;

    /// <summary>Creates a matrix of zeros.</summary>
    /// <param name="rows">The number of rows, at least 0.</param>
    /// <param name="columns">The number of columns, at least 0.</param>
    public Matrix(int rows, int columns)
        : this(Require.AtLeast(0, rows), Require.AtLeast(0, columns), new double[(long)rows * columns]) { }

    private Matrix(int rows, int columns, double[] values)
    {
        Rows = rows;
        Columns = columns;
        _values = values;
    }

    /// <summary>Gets the number of rows.</summary>
    public int Rows { get; }

    /// <summary>Gets the number of columns.</summary>
    public int Columns { get; }

    /// <summary>Gets one entry.</summary>
    /// <param name="row">The row, from 0.</param>
    /// <param name="column">The column, from 0.</param>
    public double this[int row, int column]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)Rows, nameof(row));
            return _values[((long)column * Rows) + row];
        }
        internal set => _values[((long)column * Rows) + row] = value;
    }

    /// <summary>Gets the entries, column after column, to be written by the code that builds the matrix.</summary>
    internal Span<double> Values => _values;

    /// <summary>Wraps an array that holds the entries column after column. The array is not copied: give it away.</summary>
    /// <exception cref="ArgumentException">The array does not hold rows × columns entries.</exception>
    public static Matrix FromColumnMajor(int rows, int columns, double[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        Require.AtLeast(0, rows);
        Require.AtLeast(0, columns);
        RequireLength(rows, columns, values.Length);
        return new Matrix(rows, columns, values);
    }

    /// <summary>Copies entries that are stored row after row, as most files hold them.</summary>
    /// <exception cref="ArgumentException">The span does not hold rows × columns entries.</exception>
    public static Matrix FromRowMajor(int rows, int columns, ReadOnlySpan<double> values)
    {
        var matrix = new Matrix(rows, columns);
        RequireLength(rows, columns, values.Length);
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < columns; j++)
            {
                matrix._values[((long)j * rows) + i] = values[(i * columns) + j];
            }
        }

        return matrix;
    }

    /// <summary>Builds a matrix from a function of row and column.</summary>
    public static Matrix Create(int rows, int columns, Func<int, int, double> entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        var matrix = new Matrix(rows, columns);
        for (int j = 0; j < columns; j++)
        {
            for (int i = 0; i < rows; i++)
            {
                matrix._values[((long)j * rows) + i] = entry(i, j);
            }
        }

        return matrix;
    }

    /// <summary>The identity of size n × n.</summary>
    public static Matrix Identity(int size) => Create(size, size, static (i, j) => i == j ? 1 : 0);

    /// <summary>One column as a span.</summary>
    public ReadOnlySpan<double> Column(int column) => _values.AsSpan(column * Rows, Rows);

    /// <summary>All entries, column after column.</summary>
    public ReadOnlySpan<double> AsSpan() => _values;

    /// <summary>A copy that shares nothing with this matrix.</summary>
    public Matrix Copy() => new(Rows, Columns, (double[])_values.Clone());

    /// <summary>The transpose, as a new matrix.</summary>
    public Matrix Transpose() => Create(Columns, Rows, (i, j) => _values[((long)i * Rows) + j]);

    /// <summary>The matrix of some rows and some columns of this one, in the order given.</summary>
    public Matrix Select(IReadOnlyList<int> rows, IReadOnlyList<int> columns)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(columns);
        return Create(rows.Count, columns.Count, (i, j) => this[rows[i], columns[j]]);
    }

    /// <summary>The rows <paramref name="start"/> … <paramref name="start"/> + <paramref name="count"/> − 1.</summary>
    public Matrix RowRange(int start, int count)
    {
        var part = new Matrix(count, Columns);
        for (int j = 0; j < Columns; j++)
        {
            Column(j).Slice(start, count).CopyTo(part.MutableColumn(j));
        }

        return part;
    }

    /// <inheritdoc/>
    public override string ToString() => Invariant($"Matrix {Rows} × {Columns}");

    /// <summary>One column, to be written by the code that builds the matrix.</summary>
    internal Span<double> MutableColumn(int column) => _values.AsSpan(column * Rows, Rows);

    private static void RequireLength(int rows, int columns, int length)
    {
        if ((long)rows * columns != length)
        {
            throw new ArgumentException(
                Invariant($"A {rows} × {columns} matrix has {(long)rows * columns} entries, but {length} came.")
            );
        }
    }
}
