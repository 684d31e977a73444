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
            ReadOnlySpan<double> source = samples.Column(j);
            Span<double> target = taken.MutableColumn(j);
            for (int i = 0; i < target.Length; i++)
            {
                target[i] = source[at[i]];
            }
        }

        return taken;
    }
}
