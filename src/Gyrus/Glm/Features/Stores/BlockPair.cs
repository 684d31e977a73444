namespace Gyrus.Glm.Features;

/// <summary>The table in which a local block meets another, or four dense columns.</summary>
internal sealed unsafe class BlockPair
{
    private readonly LocalBlock _a;
    private readonly LocalBlock? _b;
    private readonly DensePack? _pack;
    private readonly int[] _offsets;
    private readonly int _stride;

    public BlockPair(LocalBlock a, LocalBlock? b, DensePack? pack)
    {
        (_a, _b, _pack) = (a, b, pack);
        _stride = b?.Pattern.Columns.Length ?? 4;
        _offsets = [.. a.Pattern.Columns.Select(c => c * _stride)];
        Table = new double[a.Pattern.Functions * _stride];
    }

    public double[] Table { get; }

    /// <summary>Adds the samples start … start + count − 1.</summary>
    public void Add(double* weights, int start, int count)
    {
        fixed (double* va = _a.Values, table = Table, vb = _b?.Values ?? _pack!.Values)
        {
            fixed (ushort* sa = _a.States, sb = _b?.States ?? _pack!.States)
            {
                fixed (int* offsets = _offsets)
                {
                    int width = _a.Pattern.Width;
                    var a = new LocalRows(va + ((long)start * width), sa + start, width);
                    LocalRows b = _b is null ? new(vb, sb, 4) : new(vb + ((long)start * _b.Pattern.Width), sb + start, _b.Pattern.Width);
                    LocalKernels.Gram(weights, count, a, offsets, b, table);
                }
            }
        }
    }

    /// <summary>Adds the table to the matrix, where the columns are wanted.</summary>
    public void Fold(int[] position, int size, Span<double> gram)
    {
        for (int f = 0; f < _a.Pattern.Functions; f++)
        {
            int i = position[_a.First + f];
            for (int k = 0; i >= 0 && k < _stride; k++)
            {
                int j = Other(k, position);

                // A block with itself has every pair twice, which may differ in the last bit.
                if (j < 0 || (_b == _a && j > i))
                {
                    continue;
                }

                double value = gram[(j * size) + i] + Table[(f * _stride) + k];
                gram[(j * size) + i] = value;
                gram[(i * size) + j] = value;
            }
        }
    }

    private int Other(int k, int[] position) =>
        _b is not null ? position[_b.First + _b.Pattern.Columns[k]]
        : k < _pack!.Count ? _pack.Position(k)
        : -1;
}
