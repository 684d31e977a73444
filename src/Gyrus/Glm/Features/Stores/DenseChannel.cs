using Gyrus.Numerics;

namespace Gyrus.Glm.Features;

/// <summary>A channel of full columns. Samples with a value that is not finite are missing.</summary>
internal sealed class DenseChannel : Channel
{
    /// <summary>Takes columns that may hold NaN; they are replaced by zeros in place and flagged.</summary>
    public DenseChannel(Matrix columns)
        : base(columns.Rows, columns.Columns)
    {
        Columns = columns;
        for (int j = 0; j < columns.Columns; j++)
        {
            Flag(columns.MutableColumn(j));
        }

        for (int j = 0; Missing is not null && j < columns.Columns; j++)
        {
            Clear(columns.MutableColumn(j), Missing);
        }
    }

    /// <summary>Gets the columns, zeros where missing. Shape: samples × functions.</summary>
    public Matrix Columns { get; }

    /// <inheritdoc/>
    public override void Write(Matrix target, int first) =>
        Columns.AsSpan().CopyTo(target.Values.Slice(first * Samples, Samples * Functions));

    private static void Clear(Span<double> column, bool[] missing)
    {
        for (int i = 0; i < column.Length; i++)
        {
            column[i] = missing[i] ? 0 : column[i];
        }
    }

    private void Flag(ReadOnlySpan<double> column)
    {
        for (int i = 0; i < column.Length; i++)
        {
            if (!double.IsFinite(column[i]))
            {
                (Missing ??= new bool[column.Length])[i] = true;
            }
        }
    }
}
