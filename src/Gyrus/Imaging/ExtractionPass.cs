using Gyrus.Signals;

namespace Gyrus.Imaging;

/// <summary>The passes over one image: reduction to regions, and the variances of its voxels on the way.</summary>
internal sealed class ExtractionPass
{
    private const int Tile = 4;

    private readonly ExtractionPlan _plan;
    private readonly IVolumeSeries _image;
    private readonly ExtractionRun _run;
    private readonly ParallelOptions _parallel;
    private readonly VarianceScan? _scan;
    private readonly VolumeClipping[] _clipping;
    private readonly NonFiniteVoxels _odd = new();

    public ExtractionPass(ExtractionPlan plan, IVolumeSeries image, ExtractionRun run)
    {
        (_plan, _image, _run) = (plan, image, run);
        _parallel = new ParallelOptions
        {
            MaxDegreeOfParallelism = plan.Options.Threads ?? -1,
            CancellationToken = run.CancellationToken,
        };
        Reduced = new double[checked(image.Count * plan.Regions.Count)];
        _clipping = new VolumeClipping[plan.Clips ? image.Count : 0];
        _scan = plan.Options.HighVariance is { } options
            ? new VarianceScan(options, image, plan.Options.HighVarianceMemoryBytes)
            : null;
    }

    /// <summary>Gets one value per region and volume, regions running fastest.</summary>
    public double[] Reduced { get; }

    /// <summary>Gets the confounds, once the pass has run and if they were asked for.</summary>
    public Confounds? HighVariance { get; private set; }

    /// <summary>Gets what is odd about the values, once the pass has run.</summary>
    public IEnumerable<string> Warnings => _odd.Warnings(_image.Name, _image.Count);

    public void Run()
    {
        // An order statistic must see the clipped values, and the range is known only once all volumes are.
        ValueRange? known = _plan.Clips && !_plan.IsLinear ? WholeRange() : null;
        var range = known ?? new ValueRange(0, 0);
        VolumeBlocks.ForEach(
            _image,
            "Extracting signals",
            _run,
            block =>
            {
                _scan?.Add(block);
                range = _plan.Clips && known is null ? range.Cover(block.All) : range;
                Reduce(block, range);
            }
        );
        Repair(range);
        HighVariance = _scan?.Finish(_run);
    }

    private ValueRange WholeRange()
    {
        var range = new ValueRange(0, 0);
        VolumeBlocks.ForEach(_image, "Finding the range", _run, block => range = range.Cover(block.All));
        return range;
    }

    private void Reduce(VolumeBlock block, ValueRange range)
    {
        if (_plan.Product is null)
        {
            Parallel.For(0, block.Count, _parallel, index => ReduceAlone(block, index, range));
            return;
        }

        int tiles = (block.Count + Tile - 1) / Tile;
        Parallel.For(0, tiles, _parallel, tile => ReduceTile(block, tile * Tile, range));
    }

    private void ReduceAlone(VolumeBlock block, int index, ValueRange range)
    {
        if (!NonFinite.None(block.Volume(index)))
        {
            _odd.Add(block.Volume(index));
        }

        ReduceVolume(block, index, range);
    }

    private void ReduceTile(VolumeBlock block, int start, ValueRange range)
    {
        int n = _plan.Regions.Count;
        int count = Math.Min(Tile, block.Count - start);
        Span<double> results = Reduced.AsSpan((block.First + start) * n, count * n);
        Span<double> values = block.Values.AsSpan(start * block.Voxels, count * block.Voxels);
        bool finite = NonFinite.None(values);
        for (int t = 0; t < count && !finite; t++)
        {
            _odd.Add(block.Volume(start + t));
        }

        if (_plan.Product is { } product && (finite || !_plan.Resamples))
        {
            if (!finite)
            {
                NonFinite.Clear(values);
            }

            product.Apply(values, count, results);
            return;
        }

        for (int t = 0; t < count; t++)
        {
            ReduceVolume(block, start + t, range);
        }
    }

    private void ReduceVolume(VolumeBlock block, int index, ValueRange range)
    {
        int n = _plan.Regions.Count;
        int t = block.First + index;
        Span<double> result = Reduced.AsSpan(t * n, n);
        ValueRange? clip = _plan.Clips ? range : null;
        (bool below, bool above) = _plan.Volumewise.Reduce(block.Volume(index), clip, result);
        if (_plan.Clips)
        {
            _clipping[t] = new VolumeClipping(range, below, above);
        }
    }

    /// <summary>Computes again the volumes that were clipped to a range that later volumes widened.</summary>
    private void Repair(ValueRange range)
    {
        if (!_clipping.Any(c => c.IsStale(range)))
        {
            return;
        }

        VolumeBlocks.ForEach(
            _image,
            "Clipping again",
            _run,
            block =>
                Parallel.For(
                    0,
                    block.Count,
                    _parallel,
                    index =>
                    {
                        if (_clipping[block.First + index].IsStale(range))
                        {
                            ReduceVolume(block, index, range);
                        }
                    }
                )
        );
    }
}
