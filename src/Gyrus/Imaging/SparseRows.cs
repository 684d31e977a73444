namespace Gyrus.Imaging;

/// <summary>One list of weighted voxels per region: a regions × voxels matrix of which most is zero.</summary>
internal sealed class SparseRows : IRegionRows
{
    private readonly int[][] _voxels;
    private readonly double[][] _weights;

    public SparseRows(int[][] voxels, double[][] weights)
    {
        _voxels = voxels;
        _weights = weights;
    }

    /// <inheritdoc/>
    public int Count => _voxels.Length;

    /// <summary>Gets the number of weights.</summary>
    public long NonZeros => _voxels.Sum(row => (long)row.Length);

    /// <summary>The non-zero entries of a dense row.</summary>
    public static (int[] Voxels, double[] Weights) Row(ReadOnlySpan<double> dense)
    {
        var voxels = new List<int>();
        var weights = new List<double>();
        for (int v = 0; v < dense.Length; v++)
        {
            if (dense[v] != 0)
            {
                voxels.Add(v);
                weights.Add(dense[v]);
            }
        }

        return ([.. voxels], [.. weights]);
    }

    /// <summary>The voxels of a region, ascending.</summary>
    public ReadOnlySpan<int> Voxels(int row) => _voxels[row];

    /// <summary>The weights of those voxels.</summary>
    public ReadOnlySpan<double> Weights(int row) => _weights[row];

    /// <summary>The sum of the magnitudes of the weights of a region.</summary>
    public double Magnitude(int row, bool[]? where = null)
    {
        double sum = 0;
        for (int n = 0; n < _voxels[row].Length; n++)
        {
            sum += where is null || where[_voxels[row][n]] ? Math.Abs(_weights[row][n]) : 0;
        }

        return sum;
    }

    /// <summary>The voxels that carry a weight of any region, ascending.</summary>
    public int[] Support(int voxels)
    {
        bool[] carries = new bool[voxels];
        foreach (int voxel in _voxels.SelectMany(row => row))
        {
            carries[voxel] = true;
        }

        return [.. Enumerable.Range(0, voxels).Where(v => carries[v])];
    }

    /// <summary>The same rows without the voxels where a mask is false.</summary>
    public SparseRows Within(bool[] mask)
    {
        int[][] voxels = new int[Count][];
        double[][] weights = new double[Count][];
        for (int r = 0; r < Count; r++)
        {
            int[] kept = [.. Enumerable.Range(0, _voxels[r].Length).Where(n => mask[_voxels[r][n]])];
            voxels[r] = Array.ConvertAll(kept, n => _voxels[r][n]);
            weights[r] = Array.ConvertAll(kept, n => _weights[r][n]);
        }

        return new SparseRows(voxels, weights);
    }

    /// <summary>Some of the rows, in the order given.</summary>
    public SparseRows Select(IReadOnlyList<int> rows) =>
        new([.. rows.Select(r => _voxels[r])], [.. rows.Select(r => _weights[r])]);

    /// <summary>The rows with every weight of a region divided by their sum.</summary>
    public SparseRows Averages() =>
        new(_voxels, Array.ConvertAll(_weights, w => Array.ConvertAll(w, x => x / w.Sum())));

    /// <summary>Writes one row among zeros.</summary>
    public void Spread(int row, Span<double> dense)
    {
        dense.Clear();
        for (int n = 0; n < _voxels[row].Length; n++)
        {
            dense[_voxels[row][n]] = _weights[row][n];
        }
    }

    /// <inheritdoc/>
    public void Multiply(ReadOnlySpan<double> volume, Span<double> result)
    {
        for (int r = 0; r < Count; r++)
        {
            ReadOnlySpan<int> voxels = _voxels[r];
            ReadOnlySpan<double> weights = _weights[r];
            (double a, double b, double c, double d) = (0, 0, 0, 0);
            int n = 0;
            for (; n <= voxels.Length - 4; n += 4)
            {
                a += weights[n] * volume[voxels[n]];
                b += weights[n + 1] * volume[voxels[n + 1]];
                c += weights[n + 2] * volume[voxels[n + 2]];
                d += weights[n + 3] * volume[voxels[n + 3]];
            }

            for (; n < voxels.Length; n++)
            {
                a += weights[n] * volume[voxels[n]];
            }

            result[r] = a + b + (c + d);
        }
    }

    /// <inheritdoc/>
    public void MultiplyBlock(ReadOnlySpan<double> volumes, int count, Span<double> results)
    {
        int stride = volumes.Length / count;
        for (int t = 0; t < count; t++)
        {
            Multiply(volumes.Slice(t * stride, stride), results.Slice(t * Count, Count));
        }
    }
}
