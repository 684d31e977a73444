using Gyrus.Numerics;

namespace Gyrus.Validation;

/// <summary>Which samples train and which test. Rows that are in neither are left out: the gap around a block.</summary>
public sealed record SampleSplit
{
    /// <summary>Gets the rows that train, in the order in which they are used.</summary>
    public required IReadOnlyList<int> Train { get; init; }

    /// <summary>Gets the rows that test, in the order in which they are used.</summary>
    public required IReadOnlyList<int> Test { get; init; }

    /// <summary>The rows of a matrix of samples × anything, as a new matrix.</summary>
    internal static Matrix Take(Matrix samples, IReadOnlyList<int> rows)
    {
        var taken = new Matrix(rows.Count, samples.Columns);
        int[] at = rows as int[] ?? [.. rows];
        for (int j = 0; j < samples.Columns; j++)
        {
            Take(samples.Column(j), at, taken.MutableColumn(j));
        }

        return taken;
    }

    /// <summary>The rows of one column.</summary>
    internal static void Take(ReadOnlySpan<double> column, ReadOnlySpan<int> rows, Span<double> taken)
    {
        for (int i = 0; i < rows.Length; i++)
        {
            taken[i] = column[rows[i]];
        }
    }
}
