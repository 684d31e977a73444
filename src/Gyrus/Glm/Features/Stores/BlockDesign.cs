using Gyrus.Numerics;
using Gyrus.Optimization;

namespace Gyrus.Glm.Features;

/// <summary>A design of channels, each stored as suits its basis: few values per sample where functions are local, full columns else.</summary>
internal sealed class BlockDesign : IDesign
{
    private readonly LocalBlock[] _local;
    private readonly DenseDesign _dense;
    private readonly int[] _denseColumns;

    /// <summary>Creates a design of channels, in the order of their columns.</summary>
    public BlockDesign(int samples, IReadOnlyList<Channel> channels)
    {
        Samples = samples;
        var local = new List<LocalBlock>();
        var columns = new List<int>();
        foreach (Channel channel in channels)
        {
            if (channel is LocalChannel { Pattern.IsFull: false } few)
            {
                local.Add(new LocalBlock(few, Columns));
            }
            else
            {
                columns.AddRange(Enumerable.Range(Columns, channel.Functions));
            }

            Columns += channel.Functions;
        }

        (_local, _denseColumns) = ([.. local], [.. columns]);
        _dense = new DenseDesign(Full(samples, channels, columns.Count));
    }

    /// <inheritdoc/>
    public int Samples { get; }

    /// <inheritdoc/>
    public int Columns { get; }

    /// <summary>Gets the bytes that the values take.</summary>
    public long Bytes =>
        (8L * Samples * _denseColumns.Length) + _local.Sum(b => (8L * b.Values.Length) + (2L * b.States.Length));

    /// <inheritdoc/>
    public void AddProduct(ReadOnlySpan<double> coefficients, Span<double> eta)
    {
        foreach (LocalBlock block in _local)
        {
            block.AddProduct(coefficients, eta);
        }

        if (_denseColumns.Length > 0)
        {
            double[] dense = new double[_denseColumns.Length];
            for (int j = 0; j < dense.Length; j++)
            {
                dense[j] = coefficients[_denseColumns[j]];
            }

            _dense.AddProduct(dense, eta);
        }
    }

    /// <inheritdoc/>
    public void TransposeProduct(ReadOnlySpan<double> v, Span<double> gradient)
    {
        gradient.Clear();
        List<(int Start, int Count)> segments = RowSegments.NonZero(v);
        foreach (LocalBlock block in _local)
        {
            block.TransposeProduct(v, segments, gradient);
        }

        if (_denseColumns.Length > 0)
        {
            double[] dense = new double[_denseColumns.Length];
            _dense.TransposeProduct(v, dense);
            for (int j = 0; j < dense.Length; j++)
            {
                gradient[_denseColumns[j]] = dense[j];
            }
        }
    }

    /// <inheritdoc/>
    public void WeightedGram(ReadOnlySpan<double> h, ReadOnlySpan<int> columns, Span<double> gram, Span<double> sums) =>
        new BlockGram(_local, _dense, _denseColumns, Columns, columns).Compute(h, gram, sums);

    private static Matrix Full(int samples, IReadOnlyList<Channel> channels, int columns)
    {
        var full = new Matrix(samples, columns);
        int first = 0;
        foreach (Channel channel in channels)
        {
            if (channel is not LocalChannel { Pattern.IsFull: false })
            {
                channel.Write(full, first);
                first += channel.Functions;
            }
        }

        return full;
    }
}
