using Gyrus.Numerics;

namespace Gyrus.Glm.Features;

/// <summary>Up to four dense columns as a block of four values per sample and one state; missing ones are zeros.</summary>
internal sealed class DensePack(Matrix values, int[] indices, int[] positions, int first)
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
        for (int k = 0; k < Count; k++)
        {
            ReadOnlySpan<double> column = values.Column(indices[first + k]).Slice(start, count);
            for (int i = 0; i < count; i++)
            {
                _values[(4 * i) + k] = column[i];
            }
        }
    }
}
