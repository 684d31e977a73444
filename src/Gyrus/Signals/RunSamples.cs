using Gyrus.Numerics;

namespace Gyrus.Signals;

/// <summary>Which samples of a run the steps see: the kept ones, or for the Butterworth filter all, censored ones bridged.</summary>
internal sealed class RunSamples
{
    private readonly CleaningRun _run;
    private readonly int _first;
    private readonly CubicSpline? _bridge;
    private readonly int[] _censored;
    private readonly double[] _censoredTimes;

    /// <summary>Chooses the samples of a run.</summary>
    public RunSamples(SignalCleaner options, CleaningRun run)
    {
        _run = run;
        bool bridged = options.UsesButterworth && run.Kept.Length < run.Length;
        bool outwards = options.CensoredEdges == CensoredEdges.Extrapolate;
        _first = !bridged || outwards ? 0 : run.Kept[0];
        int end = !bridged || outwards ? run.Length : run.Kept[^1] + 1;
        Working = bridged ? end - _first : run.Kept.Length;
        _bridge = bridged ? new CubicSpline([.. run.Kept.Select(t => (double)t)]) : null;
        _censored = bridged ? [.. Enumerable.Range(_first, Working).Except(run.Kept)] : [];
        _censoredTimes = [.. _censored.Select(t => (double)t)];
    }

    /// <summary>Gets the number of samples that detrending and filtering see.</summary>
    public int Working { get; }

    /// <summary>Gets the number of samples that are kept in the end.</summary>
    public int Kept => _run.Kept.Length;

    /// <summary>The working samples of some columns; columns of whole recordings start at the run, others at their row 0.</summary>
    public Matrix Load(Matrix source, int firstColumn, int columns)
    {
        int start = source.Rows == _run.Length ? 0 : _run.Start;
        var x = new Matrix(Working, columns);
        double[] kept = new double[Kept];
        double[] bridge = new double[_censored.Length];
        for (int j = 0; j < columns; j++)
        {
            ReadOnlySpan<double> column = source.Column(firstColumn + j).Slice(start, _run.Length);
            Span<double> to = x.MutableColumn(j);
            if (_bridge is null)
            {
                Pick(column, 0, to);
                continue;
            }

            Pick(column, 0, kept);
            _bridge.Evaluate(kept, _censoredTimes, bridge);
            column.Slice(_first, Working).CopyTo(to);
            for (int i = 0; i < bridge.Length; i++)
            {
                to[_censored[i] - _first] = bridge[i];
            }
        }

        return x;
    }

    /// <summary>Leaves the bridged samples out again.</summary>
    public Matrix Keep(Matrix x)
    {
        if (_bridge is null)
        {
            return x;
        }

        var kept = new Matrix(Kept, x.Columns);
        for (int j = 0; j < x.Columns; j++)
        {
            Pick(x.Column(j), _first, kept.MutableColumn(j));
        }

        return kept;
    }

    private void Pick(ReadOnlySpan<double> column, int first, Span<double> to)
    {
        if (Kept == _run.Length)
        {
            column.CopyTo(to);
            return;
        }

        ReadOnlySpan<int> kept = _run.Kept;
        for (int i = 0; i < kept.Length; i++)
        {
            to[i] = column[kept[i] - first];
        }
    }
}
