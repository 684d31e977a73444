using Gyrus.Numerics;
using Gyrus.Optimization;

namespace Gyrus.Glm.Features;

/// <summary>A design that is never stored: each product reads the covariates once, part by part, and makes the basis values of a part anew.</summary>
/// <remarks>
/// Only the blocks that a product needs are read and made. Where a basis has a window, the samples that it reaches on either side are read with the
/// part, so that the values are those of a whole pass. Parts are a property of the design, and sums run in their order, whatever the threads.
/// </remarks>
internal sealed unsafe class StreamedDesign : IDesign
{
    /// <summary>The fewest samples of a part: its values stay in the cache.</summary>
    public const int LeastPart = 2048;

    /// <summary>What progress calls the passes.</summary>
    public const string Stage = "passes over the covariates";

    private readonly ICovariateSource _source;
    private readonly StreamedBlock[] _blocks;
    private readonly int[]? _trials;
    private readonly StreamOptions _options;
    private int _passes;

    /// <summary>Creates a design.</summary>
    /// <param name="source">The covariates.</param>
    /// <param name="blocks">The blocks.</param>
    /// <param name="options">Trials, threads and progress.</param>
    public StreamedDesign(ICovariateSource source, StreamedBlock[] blocks, StreamOptions options)
    {
        (_source, _blocks, _options) = (source, blocks, options);
        _trials = options.Trials is null ? null : [.. options.Trials];
        Columns = blocks.Sum(static b => b.Columns);
        Part = Math.Max(LeastPart, 4 * blocks.Max(static b => b.Reach));
    }

    /// <inheritdoc/>
    public int Samples => _source.Samples;

    /// <inheritdoc/>
    public int Columns { get; }

    /// <summary>Gets the samples of a part.</summary>
    public int Part { get; }

    /// <summary>Gets a value indicating whether windows end at trials.</summary>
    public bool HasTrials => _trials is not null;

    /// <summary>Gets the passes over the covariates so far.</summary>
    public int Passes => _passes;

    /// <summary>Gets the number of columns of the source that the blocks read.</summary>
    public int Covariates => _blocks.Sum(static b => b.Sources);

    /// <summary>Gets the bytes that a pass needs at most beside its result: on each thread a part of full columns twice, and the covariates.</summary>
    public long EstimatedBytes =>
        _options.Threads
        * (
            (8L * Part * ((2 * Columns) + Covariates))
            + (8L * _blocks.Max(static b => 2L * b.Reach * (b.Columns + b.Sources)))
        );

    /// <summary>About how many bytes a sample takes in the same design if it is stored: those of the first part; of full columns where that has values that a basis refuses.</summary>
    public double StoredBytesPerSample()
    {
        // The first part on its own: nothing is cut off from windows, which a stored design keeps as they are.
        int count = Math.Min(Part, Samples);
        var first = new FirstSamples(_source, count);
        try
        {
            Channel[] channels = [.. _blocks.SelectMany(b => b.Channels(first, _trials, 0, count))];
            return (double)new BlockDesign(count, channels).Bytes / count;
        }
        catch (ArgumentException)
        {
            return 8.0 * Columns;
        }
    }

    private int Parts => (Samples + Part - 1) / Part;

    /// <inheritdoc/>
    public void AddProduct(ReadOnlySpan<double> coefficients, Span<double> eta)
    {
        var own = new StreamedSubset(_blocks, coefficients);
        if (own.Blocks.Length == 0)
        {
            return;
        }

        double[] beta = own.Gather(coefficients);
        fixed (double* first = eta)
        {
            double* target = first;
            Each(part =>
            {
                (int start, int count) = StretchOf(part);
                Load(own.Blocks, start, count).AddProduct(beta, new Span<double>(target + start, count));
            });
        }

        Passed();
    }

    /// <inheritdoc/>
    public void TransposeProduct(ReadOnlySpan<double> v, Span<double> gradient) => TransposeProduct(v, [], gradient);

    /// <inheritdoc/>
    public void TransposeProduct(ReadOnlySpan<double> v, ReadOnlySpan<bool> wanted, Span<double> gradient)
    {
        gradient.Clear();
        var own = new StreamedSubset(_blocks, wanted);
        if (own.Blocks.Length == 0)
        {
            return;
        }

        double[] sum = Sum(v, own, own.Columns, static (design, here, target) => design.TransposeProduct(here, target));
        own.Scatter(sum, gradient);
    }

    /// <inheritdoc/>
    public void WeightedGram(ReadOnlySpan<double> h, ReadOnlySpan<int> columns, Span<double> gram, Span<double> sums)
    {
        int size = columns.Length;
        var own = new StreamedSubset(_blocks, columns);
        int[] places = own.PlacesOf(columns);
        double[] all = Sum(
            h,
            own,
            checked((size * size) + size),
            (design, here, target) =>
                design.WeightedGram(here, places, target[..(size * size)], target[(size * size)..])
        );
        all.AsSpan(0, size * size).CopyTo(gram);
        all.AsSpan(size * size).CopyTo(sums);
    }

    /// <summary>Which samples have a value in every feature, and how many have none in each block.</summary>
    public (bool[] Valid, int[] Without) Valid()
    {
        bool[] valid = new bool[Samples];
        Array.Fill(valid, true);
        int[] without = new int[_blocks.Length];
        Each(part =>
        {
            (int start, int count) = StretchOf(part);
            for (int b = 0; b < _blocks.Length; b++)
            {
                int missing = Channel.Drop(Channels([_blocks[b]], start, count), valid.AsSpan(start, count));
                Interlocked.Add(ref without[b], missing);
            }
        });
        Passed();
        return (valid, without);
    }

    /// <summary>The sum of what the parts add, in their order; parts where every sample weighs nothing are not read.</summary>
    private double[] Sum(ReadOnlySpan<double> weights, StreamedSubset own, int size, PartSum add)
    {
        double[] sum = new double[size];
        fixed (double* first = weights)
        {
            double* source = first;
            OrderedSum.Add(
                sum,
                Parts,
                _options.Threads,
                (part, target) =>
                {
                    (int start, int count) = StretchOf(part);
                    var here = new ReadOnlySpan<double>(source + start, count);
                    Array.Clear(target);
                    if (here.ContainsAnyExcept(0))
                    {
                        add(Load(own.Blocks, start, count), here, target);
                    }
                }
            );
        }

        Passed();
        return sum;
    }

    /// <summary>Does the parts of a pass that have nothing in common.</summary>
    private void Each(Action<int> work) =>
        PartLoop.Run(
            Parts,
            _options.Threads,
            part =>
            {
                work(part);
                return true;
            },
            CancellationToken.None
        );

    private void Passed()
    {
        int passes = Interlocked.Increment(ref _passes);
        _options.Progress?.Report(new WorkProgress(Stage, passes, 0));
    }

    private (int Start, int Count) StretchOf(int part) => (part * Part, Math.Min(Part, Samples - (part * Part)));

    private BlockDesign Load(StreamedBlock[] blocks, int start, int count) =>
        new(count, Channels(blocks, start, count));

    private List<Channel> Channels(StreamedBlock[] blocks, int start, int count)
    {
        var channels = new List<Channel>();
        foreach (StreamedBlock block in blocks)
        {
            channels.AddRange(block.Channels(_source, _trials, start, count));
        }

        return channels;
    }

    /// <summary>Writes what a part of the design adds to a sum.</summary>
    private delegate void PartSum(BlockDesign design, ReadOnlySpan<double> weights, Span<double> target);
}
