using System.Numerics.Tensors;
using Gyrus.Numerics;
using static System.FormattableString;

namespace Gyrus.Signals;

/// <summary>The cleaning of one run: the confounds once, then the signals in blocks of columns that fit the cache.</summary>
internal sealed class RunCleaning
{
    private const int BlockColumns = 32;
    private readonly SignalCleaner _options;
    private readonly RunSamples _samples;
    private readonly LinearTrend? _trend;
    private readonly PreparedFilter? _filter;
    private readonly Matrix? _basis;

    /// <summary>Designs the filter and the confounds of one run.</summary>
    public RunCleaning(
        SignalCleaner options,
        double? repetitionTime,
        (string Subject, CleaningRun Run) part,
        Confounds? confounds,
        List<string> warnings
    )
    {
        (string subject, CleaningRun run) = part;
        _options = options;
        _samples = new RunSamples(options, run);
        _trend = options.Detrend ? new LinearTrend(_samples.Working) : null;
        _filter = options.UsesButterworth
            ? Butterworth(options, repetitionTime).Prepare(_samples.Working, subject)
            : null;
        _basis = ConfoundBasis(subject, Drifts(run, repetitionTime), confounds, warnings);
        Taken = Count();
    }

    /// <summary>Gets what the cleaning takes.</summary>
    public DegreesOfFreedom Taken { get; }

    /// <summary>Cleans every column into rows <paramref name="row"/> … of the result; adds the columns without signal to flat.</summary>
    public void Clean(Matrix values, Matrix result, int row, ISet<int> flat)
    {
        var means = new (double Before, double After)[values.Columns];
        for (int first = 0; first < values.Columns; first += BlockColumns)
        {
            int columns = Math.Min(BlockColumns, values.Columns - first);
            Matrix x = _samples.Load(values, first, columns);
            double[] scales = [.. Enumerable.Range(0, columns).Select(j => Scaling.LargestMagnitude(x.Column(j)))];
            for (int j = 0; j < columns; j++)
            {
                means[first + j].Before = LinearTrend.Mean(x.Column(j));
            }

            x = RegressOut(Filtered(x));
            for (int j = 0; j < columns; j++)
            {
                Span<double> column = x.MutableColumn(j);
                means[first + j].After = LinearTrend.Mean(column);
                if (_options.Standardize == Standardize.ZScore && !Scaling.ZScore(column, scales[j]))
                {
                    flat.Add(first + j);
                }

                column.CopyTo(result.MutableColumn(first + j)[row..]);
            }
        }

        if (_options.Standardize == Standardize.PercentSignalChange)
        {
            PercentSignalChange(result, row, means, flat);
        }
    }

    /// <summary>The change against the mean; where cleaning took the mean away from the signals at large, the old one is put back.</summary>
    private void PercentSignalChange(Matrix result, int row, (double Before, double After)[] means, ISet<int> flat)
    {
        double before = means.Average(m => Math.Abs(m.Before));
        double after = means.Average(m => Math.Abs(m.After));
        bool meanIsGone = after / before < 0.1;
        for (int j = 0; j < result.Columns; j++)
        {
            Span<double> column = result.MutableColumn(j).Slice(row, _samples.Kept);
            if (meanIsGone)
            {
                TensorPrimitives.Add(column, means[j].Before, column);
            }

            if (!Scaling.PercentSignalChange(column))
            {
                flat.Add(j);
            }
        }
    }

    /// <summary>How many of the mean and the slope leave the signals, the filter aside.</summary>
    private int MeanAndSlope =>
        _options.Detrend ? 2
        : _options.Standardize == Standardize.None ? 0
        : 1;

    private Matrix Filtered(Matrix x)
    {
        _trend?.Remove(x);
        _filter?.Apply(x);
        return _samples.Keep(x);
    }

    /// <summary>X ← X − Q(QᵀX).</summary>
    private Matrix RegressOut(Matrix x)
    {
        if (_basis is { Columns: > 0 } q)
        {
            double[] loads = new double[q.Columns * x.Columns];
            ILinearAlgebra algebra = LinearAlgebra.Current;
            algebra.Multiply(
                q.AsSpan(),
                x.AsSpan(),
                loads,
                new ProductShape(q.Columns, q.Rows, x.Columns, TransposeA: true)
            );
            algebra.Multiply(
                q.AsSpan(),
                loads,
                x.Values,
                new ProductShape(q.Rows, q.Columns, x.Columns, Alpha: -1, Beta: 1)
            );
        }

        return x;
    }

    private Matrix? ConfoundBasis(string subject, Matrix? drifts, Confounds? confounds, List<string> warnings)
    {
        Confounds[] tables =
        [
            .. confounds is null ? Array.Empty<Confounds>() : [Loaded(confounds)],
            .. drifts is null ? Array.Empty<Confounds>() : [Loaded(new Confounds(drifts, "drift"))],
        ];
        if (tables.Length == 0)
        {
            return null;
        }

        var all = Confounds.Join(tables);
        double[] scales =
        [
            .. Enumerable.Range(0, all.Names.Count).Select(j => Scaling.LargestMagnitude(all.Values.Column(j))),
        ];
        Matrix x = Filtered(all.Values.Copy());
        var constant = new List<string>();
        for (int j = 0; j < x.Columns; j++)
        {
            bool varies =
                _options.ConfoundScale == ConfoundScale.ZScore
                    ? Scaling.ZScore(x.MutableColumn(j), scales[j])
                    : Scaling.ByMaximum(x.MutableColumn(j), scales[j]);
            if (!varies)
            {
                constant.Add($"'{all.Names[j]}'");
            }
        }

        Matrix basis = PivotedQr.Basis(x, 100 * Scaling.Epsilon);
        Warn(
            constant.Count > 0,
            $"{subject}: confounds that hold no signal once detrended and filtered take no part: {string.Join(", ", constant)}."
        );
        Warn(
            drifts is { Columns: 0 },
            Invariant(
                $"{subject}: a run of {_samples.Working} volumes is too short for a drift below {_options.HighPassHz} Hz: the cosine filter removes nothing from it."
            )
        );
        if (basis.Columns >= _samples.Kept - MeanAndSlope)
        {
            throw new ArgumentException(
                Invariant(
                    $"{subject}: the confounds have rank {basis.Columns} and leave nothing of {_samples.Kept} kept volumes. Use fewer confounds or drifts, or keep more volumes."
                )
            );
        }

        return basis;

        void Warn(bool so, string sentence)
        {
            if (so && !warnings.Contains(sentence))
            {
                warnings.Add(sentence);
            }
        }
    }

    private Confounds Loaded(Confounds table) => new(_samples.Load(table.Values, 0, table.Values.Columns), table.Names);

    private Matrix? Drifts(CleaningRun run, double? repetitionTime) =>
        _options is { Filter: FilterKind.Cosine, HighPassHz: { } cutoff } && repetitionTime is { } step
            ? CosineDrift.Basis(run.Length, cutoff, step)
            : null;

    private static ButterworthFilter Butterworth(SignalCleaner options, double? repetitionTime) =>
        new()
        {
            RepetitionTimeSeconds = repetitionTime!.Value,
            HighPassHz = options.HighPassHz,
            LowPassHz = options.LowPassHz,
            Order = options.ButterworthOrder,
            Padding = options.Padding,
            PadLength = options.PadLength,
        };

    private DegreesOfFreedom Count()
    {
        bool filterTakesMean = _filter is not null && _options.HighPassHz is not null;
        return new DegreesOfFreedom
        {
            Samples = _samples.Kept,
            Trend = filterTakesMean ? 0 : MeanAndSlope,
            Filter = _filter is null ? 0 : _samples.Kept * (1 - (_filter.Trace(_samples.Working) / _samples.Working)),
            Confounds = _basis?.Columns ?? 0,
        };
    }
}
