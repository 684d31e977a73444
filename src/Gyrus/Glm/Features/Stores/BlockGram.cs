using Gyrus.Optimization;

namespace Gyrus.Glm.Features;

/// <summary>XᵀHX of a design of local and full columns on some columns.</summary>
/// <remarks>
/// Pairs of local blocks meet in tables (functions of the first × states and values of the second), which are added to the matrix at the end. Full
/// columns meet local blocks as blocks of four with one state, and each other in a dense product. The order of sums is fixed.
/// </remarks>
internal sealed unsafe class BlockGram
{
    /// <summary>Blocks that meet as many partners in one pass over the samples: their tables stay in the cache, and a sample is read once for all.</summary>
    private const int Tile = 8;

    private readonly int[] _position;
    private readonly int _size;
    private readonly LocalBlock[] _local;
    private readonly FullColumns _full;
    private readonly int[] _fullIndex;
    private readonly int[] _fullPosition;
    private readonly DensePack[] _packs;

    public BlockGram(LocalBlock[] local, FullColumns full, int designColumns, ReadOnlySpan<int> columns)
    {
        _size = columns.Length;
        _full = full;
        _position = new int[designColumns];
        Array.Fill(_position, -1);
        for (int k = 0; k < columns.Length; k++)
        {
            _position[columns[k]] = k;
        }

        _local = [.. local.Where(b => Enumerable.Range(b.First, b.Pattern.Functions).Any(j => _position[j] >= 0))];
        _fullIndex = [.. Enumerable.Range(0, full.Columns.Length).Where(j => _position[full.Columns[j]] >= 0)];
        _fullPosition = [.. _fullIndex.Select(j => _position[full.Columns[j]])];
        _packs =
            _local.Length == 0
                ? []
                :
                [
                    .. Enumerable
                        .Range(0, (_fullIndex.Length + 3) / 4)
                        .Select(q => new DensePack(full, _fullIndex, _fullPosition, 4 * q)),
                ];
    }

    /// <summary>Writes both triangles of the matrix, and Xᵀh.</summary>
    public void Compute(ReadOnlySpan<double> h, Span<double> gram, Span<double> sums)
    {
        gram.Clear();
        sums.Clear();
        List<(int Start, int Count)> segments = RowSegments.NonZero(h);
        FullWithFull(h, gram, sums);
        LocalSums(h, segments, sums);
        GramPartner[] partners = [.. _local.Select(b => new GramPartner(b)), .. _packs.Select(p => new GramPartner(p))];
        for (int first = 0; first < _local.Length; first += Tile)
        {
            for (int second = first; second < partners.Length; second += Tile)
            {
                DensePack[] packs = [.. partners.Skip(second).Take(Tile).Select(p => p.Pack).OfType<DensePack>()];
                Add(h, segments, packs, Tables(first, partners, second), gram);
            }
        }
    }

    private void FullWithFull(ReadOnlySpan<double> h, Span<double> gram, Span<double> sums)
    {
        int size = _fullIndex.Length;
        if (size == 0)
        {
            return;
        }

        if (size == _size)
        {
            ColumnGram.Compute(_full, h, _fullIndex, gram, sums);
            return;
        }

        double[] part = new double[size * size];
        double[] partSums = new double[size];
        ColumnGram.Compute(_full, h, _fullIndex, part, partSums);
        for (int j = 0; j < size; j++)
        {
            sums[_fullPosition[j]] = partSums[j];
            for (int i = 0; i < size; i++)
            {
                gram[(_fullPosition[j] * _size) + _fullPosition[i]] = part[(j * size) + i];
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

    /// <summary>The tables of a tile: some blocks with some partners, each pair once.</summary>
    private List<GramTable> Tables(int first, GramPartner[] partners, int second)
    {
        var tables = new List<GramTable>();
        for (int a = first; a < Math.Min(first + Tile, _local.Length); a++)
        {
            int from = Math.Max(a, second);
            int end = Math.Min(second + Tile, partners.Length);
            tables.AddRange(GramTable.Of(_local[a], partners[from..Math.Max(from, end)]));
        }

        return tables;
    }

    private void Add(
        ReadOnlySpan<double> h,
        List<(int Start, int Count)> segments,
        DensePack[] packs,
        List<GramTable> tables,
        Span<double> gram
    )
    {
        fixed (double* weights = h)
        {
            foreach ((int start, int count) in segments)
            {
                foreach (DensePack pack in packs)
                {
                    pack.Load(start, count);
                }

                foreach (GramTable table in tables)
                {
                    table.Add(weights + start, start, count);
                }
            }
        }

        foreach (GramTable table in tables)
        {
            table.Fold(_position, _size, gram);
        }
    }
}
