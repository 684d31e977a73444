using Gyrus.Optimization;

namespace Gyrus.Glm.Features;

/// <summary>Up to four full columns as a block of four values per sample and one state; missing ones are zeros.</summary>
internal sealed class DensePack(IColumns columns, int[] indices, int[] positions, int first)
{
    private readonly double[] _values = new double[4 * RowSegments.Rows];

    public double[] Values => _values;

    public ushort[] States { get; } = new ushort[RowSegments.Rows];

    public int Count => Math.Min(4, indices.Length - first);

    /// <summary>The place of column <paramref name="k"/> of the pack in the matrix.</summary>
    public int Position(int k) => positions[first + k];

    /// <summary>Copies some samples.</summary>
    public void Load(int start, int count)
    {
        Span<double> column = stackalloc double[RowSegments.Rows];
        for (int k = 0; k < Count; k++)
        {
            columns.Read(indices[first + k], start, column[..count]);
            for (int i = 0; i < count; i++)
            {
                _values[(4 * i) + k] = column[i];
            }
        }
    }
}
