using Gyrus.Optimization;

namespace Gyrus.Glm.Features;

/// <summary>XᵀHX of a design of local and dense blocks on some columns.</summary>
/// <remarks>
/// Pairs of local blocks meet in tables (functions of the first × states and values of the second), which are added to the matrix at the end. Dense
/// columns meet local blocks as blocks of four with one state, and each other in a dense product. The order of sums is fixed.
/// </remarks>
internal sealed unsafe class BlockGram
{
    /// <summary>The numbers in the tables of one pass over the samples, at most, beyond those of one block.</summary>
    private const int TableBudget = 1 << 18;

    private readonly int[] _position;
    private readonly int _size;
    private readonly LocalBlock[] _local;
    private readonly DenseDesign _dense;
    private readonly int[] _denseIndex;
    private readonly int[] _densePosition;
    private readonly DensePack[] _packs;

    public BlockGram(LocalBlock[] local, DenseDesign dense, int[] denseColumns, int designColumns, ReadOnlySpan<int> columns)
    {
        _size = columns.Length;
        _dense = dense;
        _position = new int[designColumns];
        Array.Fill(_position, -1);
        for (int k = 0; k < columns.Length; k++)
        {
            _position[columns[k]] = k;
        }

        _local = [.. local.Where(b => Enumerable.Range(b.First, b.Pattern.Functions).Any(j => _position[j] >= 0))];
        _denseIndex = [.. Enumerable.Range(0, denseColumns.Length).Where(j => _position[denseColumns[j]] >= 0)];
        _densePosition = [.. _denseIndex.Select(j => _position[denseColumns[j]])];
        _packs = _local.Length == 0 ? [] : [.. Enumerable.Range(0, (_denseIndex.Length + 3) / 4).Select(q => new DensePack(dense.Values, _denseIndex, _densePosition, 4 * q))];
    }

    /// <summary>Writes both triangles of the matrix, and Xᵀh.</summary>
    public void Compute(ReadOnlySpan<double> h, Span<double> gram, Span<double> sums)
    {
        gram.Clear();
        sums.Clear();
        List<(int Start, int Count)> segments = RowSegments.NonZero(h);
        DenseWithDense(h, gram, sums);
        LocalSums(h, segments, sums);
        for (int first = 0; first < _local.Length; )
        {
            first = Pass(first, h, segments, gram);
        }
    }

    private void DenseWithDense(ReadOnlySpan<double> h, Span<double> gram, Span<double> sums)
    {
        int size = _denseIndex.Length;
        if (size == 0)
        {
            return;
        }

        double[] part = new double[size * size];
        double[] partSums = new double[size];
        _dense.WeightedGram(h, _denseIndex, part, partSums);
        for (int j = 0; j < size; j++)
        {
            sums[_densePosition[j]] = partSums[j];
            for (int i = 0; i < size; i++)
            {
                gram[(_densePosition[j] * _size) + _densePosition[i]] = part[(j * size) + i];
            }
        }
    }

    private void LocalSums(ReadOnlySpan<double> h, List<(int Start, int Count)> segments, Span<double> sums)
    {
        double[] all = new double[_position.Length];
        foreach (LocalBlock block in _local)
        {
            block.TransposeProduct(h, segments, all);
            for (int j = block.First; j < block.First + block.Pattern.Functions; j++)
            {
                if (_position[j] >= 0)
                {
                    sums[_position[j]] = all[j];
                }
            }
        }
    }

    /// <summary>The pairs of the blocks from <paramref name="first"/> on with all after them, as many as the budget holds; returns the next block.</summary>
    private int Pass(int first, ReadOnlySpan<double> h, List<(int Start, int Count)> segments, Span<double> gram)
    {
        var pairs = new List<BlockPair>();
        long numbers = 0;
        int end = first;
        for (; end < _local.Length && (end == first || numbers < TableBudget); end++)
        {
            foreach (LocalBlock second in _local.Skip(end))
            {
                pairs.Add(new BlockPair(_local[end], second, null));
            }

            foreach (DensePack pack in _packs)
            {
                pairs.Add(new BlockPair(_local[end], null, pack));
            }

            numbers = pairs.Sum(p => (long)p.Table.Length);
        }

        fixed (double* weights = h)
        {
            foreach ((int start, int count) in segments)
            {
                foreach (DensePack pack in _packs)
                {
                    pack.Load(start, count);
                }

                foreach (BlockPair pair in pairs)
                {
                    pair.Add(weights + start, start, count);
                }
            }
        }

        foreach (BlockPair pair in pairs)
        {
            pair.Fold(_position, _size, gram);
        }

        return end;
    }
}
