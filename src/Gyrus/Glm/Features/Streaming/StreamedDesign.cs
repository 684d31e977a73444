using System.Numerics.Tensors;
using Gyrus.Numerics;
using Gyrus.Optimization;

namespace Gyrus.Glm.Features;

/// <summary>A design that is never stored: each product reads the covariates once, part by part, and makes the basis values of a part anew.</summary>
/// <remarks>Where a basis has a window, the samples that it reaches on either side are read with the part, so that the values are those of a whole pass.</remarks>
internal sealed class StreamedDesign : IDesign
{
    /// <summary>Samples of a part.</summary>
    public const int Part = 4096;

    private readonly ICovariateSource _source;
    private readonly (FittedBasis Basis, IReadOnlyList<int> Columns)[] _features;
    private readonly int[]? _trials;

    /// <summary>Creates a design.</summary>
    /// <param name="source">The covariates.</param>
    /// <param name="features">The blocks.</param>
    /// <param name="trials">The trial of each sample, which windows do not cross, or null for one.</param>
    public StreamedDesign(
        ICovariateSource source,
        (FittedBasis Basis, IReadOnlyList<int> Columns)[] features,
        int[]? trials
    )
    {
        (_source, _features, _trials) = (source, features, trials);
        Columns = features.Sum(f => f.Basis.Columns);
    }

    /// <inheritdoc/>
    public int Samples => _source.Samples;

    /// <inheritdoc/>
    public int Columns { get; }

    /// <summary>Gets the bytes that a pass needs at most: a part of full columns twice, the covariates, and one flag per sample.</summary>
    public long EstimatedBytes =>
        (8L * Math.Min(Part, Samples) * ((2 * Columns) + _features.Sum(f => f.Columns.Count)))
        + (8L * _features.Max(f => 2L * Reach(f.Basis) * (f.Basis.Columns + f.Columns.Count)))
        + (_trials is null ? Samples : 5L * Samples);

    /// <inheritdoc/>
    public void AddProduct(ReadOnlySpan<double> coefficients, Span<double> eta)
    {
        for (int start = 0; start < Samples; start += Part)
        {
            int count = Math.Min(Part, Samples - start);
            Load(start, count).AddProduct(coefficients, eta.Slice(start, count));
        }
    }

    /// <inheritdoc/>
    public void TransposeProduct(ReadOnlySpan<double> v, Span<double> gradient)
    {
        gradient.Clear();
        double[] part = new double[Columns];
        for (int start = 0; start < Samples; start += Part)
        {
            ReadOnlySpan<double> own = v.Slice(start, Math.Min(Part, Samples - start));
            if (own.ContainsAnyExcept(0))
            {
                Load(start, own.Length).TransposeProduct(own, part);
                TensorPrimitives.Add(gradient, part, gradient);
            }
        }
    }

    /// <inheritdoc/>
    public void WeightedGram(ReadOnlySpan<double> h, ReadOnlySpan<int> columns, Span<double> gram, Span<double> sums)
    {
        gram.Clear();
        sums.Clear();
        double[] part = new double[gram.Length];
        double[] partSums = new double[sums.Length];
        for (int start = 0; start < Samples; start += Part)
        {
            ReadOnlySpan<double> own = h.Slice(start, Math.Min(Part, Samples - start));
            if (own.ContainsAnyExcept(0))
            {
                Load(start, own.Length).WeightedGram(own, columns, part, partSums);
                TensorPrimitives.Add(gram, part, gram);
                TensorPrimitives.Add(sums, partSums, sums);
            }
        }
    }

    /// <summary>Which samples have a value in every feature.</summary>
    public bool[] Valid()
    {
        bool[] valid = new bool[Samples];
        for (int start = 0; start < Samples; start += Part)
        {
            int count = Math.Min(Part, Samples - start);
            List<Channel> channels = Channels(start, count);
            for (int i = 0; i < count; i++)
            {
                valid[start + i] = channels.TrueForAll(c => c.Missing is null || !c.Missing[i]);
            }
        }

        return valid;
    }

    private BlockDesign Load(int start, int count) => new(count, Channels(start, count));

    private List<Channel> Channels(int start, int count)
    {
        var channels = new List<Channel>();
        foreach ((FittedBasis basis, IReadOnlyList<int> columns) in _features)
        {
            int first = Math.Max(0, start - Reach(basis));
            int length = Math.Min(Samples, start + count + Reach(basis)) - first;
            IReadOnlyList<Channel> own = basis.Channels(
                [.. columns.Select(c => Read(c, first, length))],
                _trials?.AsSpan(first, length).ToArray()
            );
            channels.AddRange(length == count ? own : own.Select(c => ChannelRows.Of(c, start - first, count)));
        }

        return channels;
    }

    /// <summary>How many samples away a value of the covariate can matter.</summary>
    private static int Reach(FittedBasis basis) => basis.Basis.Window > 1 ? basis.Basis.Window : 0;

    private Matrix Read(int column, int start, int count)
    {
        var values = new Matrix(count, 1);
        _source.Read(column, start, values.MutableColumn(0));
        return values;
    }
}
