using Gyrus.Numerics;
using Gyrus.Optimization;

namespace Gyrus.Glm.Features;

/// <summary>
/// A design of channels, each stored as suits its basis: few values per sample where functions are local, the covariate where it is convolved, full
/// columns else.
/// </summary>
internal sealed class BlockDesign : IDesign
{
    private readonly LocalBlock[] _local;
    private readonly ConvolvedBlock[] _convolved;
    private readonly DenseDesign _dense;
    private readonly int[] _denseColumns;
    private readonly FullColumns _full;

    /// <summary>Creates a design of channels, in the order of their columns.</summary>
    public BlockDesign(int samples, IReadOnlyList<Channel> channels)
    {
        Samples = samples;
        var local = new List<LocalBlock>();
        var dense = new List<(Channel Channel, int First)>();
        var groups = new List<List<(ConvolvedChannel Channel, int First)>>();
        foreach (Channel channel in channels)
        {
            if (channel is LocalChannel { Pattern.IsFull: false } few)
            {
                local.Add(new LocalBlock(few, Columns));
            }
            else if (channel is ConvolvedChannel convolved)
            {
                GroupOf(convolved, groups).Add((convolved, Columns));
            }
            else
            {
                dense.Add((channel, Columns));
            }

            Columns += channel.Functions;
        }

        foreach (List<(ConvolvedChannel Channel, int First)> group in groups.Where(g => !Pays(g)))
        {
            dense.AddRange(group.Select(static c => ((Channel)c.Channel, c.First)));
        }

        List<(ConvolvedChannel Channel, int First)>[] kept = [.. groups.Where(Pays)];
        _local = [.. local];
        _convolved = [.. kept.Select(ConvolvedBlock.Of)];
        _denseColumns = [.. dense.SelectMany(static d => Enumerable.Range(d.First, d.Channel.Functions))];
        _dense = new DenseDesign(Full(samples, dense, _denseColumns.Length));
        _full = new FullColumns(
            _dense,
            _denseColumns,
            [
                .. kept.SelectMany(
                    (group, k) =>
                        group
                            .SelectMany(static c => Enumerable.Range(c.First, c.Channel.Functions))
                            .Select((column, number) => (column, _convolved[k], number))
                ),
            ]
        );
    }

    /// <inheritdoc/>
    public int Samples { get; }

    /// <inheritdoc/>
    public int Columns { get; }

    /// <summary>Gets the bytes that the values take.</summary>
    public long Bytes =>
        (8L * Samples * _denseColumns.Length)
        + _local.Sum(static b => (8L * b.Values.Length) + (2L * b.States.Length))
        + _convolved.Sum(static b => b.Bytes);

    /// <inheritdoc/>
    public void AddProduct(ReadOnlySpan<double> coefficients, Span<double> eta)
    {
        foreach (LocalBlock block in _local)
        {
            block.AddProduct(coefficients, eta);
        }

        foreach (ConvolvedBlock block in _convolved)
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
    public void TransposeProduct(ReadOnlySpan<double> v, Span<double> gradient) => TransposeProduct(v, [], gradient);

    /// <inheritdoc/>
    public void TransposeProduct(ReadOnlySpan<double> v, ReadOnlySpan<bool> wanted, Span<double> gradient)
    {
        Stored(v, wanted, gradient);
        foreach (ConvolvedBlock block in _convolved)
        {
            block.TransposeProduct(v, wanted, gradient);
        }
    }

    /// <inheritdoc/>
    public void EstimateTransposeProduct(
        ReadOnlySpan<double> v,
        ReadOnlySpan<bool> wanted,
        Span<double> gradient,
        Span<double> errors
    )
    {
        Stored(v, wanted, gradient);
        errors.Clear();
        foreach (ConvolvedBlock block in _convolved)
        {
            block.EstimateTransposeProduct(v, wanted, gradient, errors);
        }
    }

    /// <inheritdoc/>
    public void WeightedGram(ReadOnlySpan<double> h, ReadOnlySpan<int> columns, Span<double> gram, Span<double> sums) =>
        new BlockGram(_local, _full, Columns, columns).Compute(h, gram, sums);

    /// <summary>g_j ← x_jᵀv of the local and the full columns, zero for the convolved ones.</summary>
    private void Stored(ReadOnlySpan<double> v, ReadOnlySpan<bool> wanted, Span<double> gradient)
    {
        gradient.Clear();
        List<(int Start, int Count)> segments = _local.Length == 0 ? [] : RowSegments.NonZero(v);
        foreach (LocalBlock block in _local)
        {
            if (wanted.IsEmpty || wanted.Slice(block.First, block.Pattern.Functions).Contains(true))
            {
                block.TransposeProduct(v, segments, gradient);
            }
        }

        if (_denseColumns.Length > 0)
        {
            bool[] own = wanted.IsEmpty ? [] : new bool[_denseColumns.Length];
            for (int j = 0; j < own.Length; j++)
            {
                own[j] = wanted[_denseColumns[j]];
            }

            double[] dense = new double[_denseColumns.Length];
            _dense.TransposeProduct(v, own, dense);
            for (int j = 0; j < dense.Length; j++)
            {
                gradient[_denseColumns[j]] = dense[j];
            }
        }
    }

    private static bool Pays(List<(ConvolvedChannel Channel, int First)> group) =>
        ConvolvedBlock.Pays(group[0].Channel.Convolution.Kernel, group.Count);

    /// <summary>The channels of the same convolution and kind of values.</summary>
    private static List<(ConvolvedChannel Channel, int First)> GroupOf(
        ConvolvedChannel channel,
        List<List<(ConvolvedChannel Channel, int First)>> groups
    )
    {
        List<(ConvolvedChannel Channel, int First)>? group = groups.Find(g =>
            g[0].Channel.IsCounts == channel.IsCounts && g[0].Channel.Convolution.Is(channel.Convolution)
        );
        if (group is null)
        {
            groups.Add(group = []);
        }

        return group;
    }

    private static Matrix Full(int samples, List<(Channel Channel, int First)> channels, int columns)
    {
        var full = new Matrix(samples, columns);
        int first = 0;
        foreach ((Channel channel, _) in channels)
        {
            channel.Write(full, first);
            first += channel.Functions;
        }

        return full;
    }
}
