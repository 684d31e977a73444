using System.Collections.Concurrent;
using System.Numerics.Tensors;
using Gyrus.Numerics;
using Gyrus.Signals;
using Gyrus.Validation;

namespace Gyrus.Covariance.Cleaning;

/// <summary>
/// Signals with what estimators have in common: their spectra and those of the folds, each computed when first asked for, once.
/// </summary>
/// <remarks>
/// Comparing thirty estimators on one recording then costs one eigendecomposition per scaling and fold, not thirty. Safe to
/// use from several threads.
/// </remarks>
public sealed class PreparedSignals
{
    private readonly Lazy<SampleSpectrum>[] _spectra;
    private readonly Lazy<AutocorrelationTime> _time;
    private readonly ConcurrentDictionary<FoldPlan, Lazy<IReadOnlyList<PreparedFold>>> _folds = new();

    /// <summary>Takes a copy of signals with the mean of each region removed.</summary>
    /// <param name="signals">Shape: samples × regions.</param>
    /// <exception cref="ArgumentException">There are fewer than two samples, a value is not finite, or a region does not vary.</exception>
    public PreparedSignals(Matrix signals)
        : this(signals, whole: true) { }

    private PreparedSignals(Matrix signals, bool whole)
    {
        if (whole)
        {
            SubjectCheck.Signals(signals, subject: null, "");
            signals = Centred(signals);
        }

        Signals = signals;
        _time = new Lazy<AutocorrelationTime>(() => AutocorrelationTime.Of(signals));
        var moments = new Lazy<SampleMoments>(() => new SampleMoments(signals));
        _spectra =
        [
            .. Enum.GetValues<SampleScaling>()
                .Select(s => new Lazy<SampleSpectrum>(() => SampleSpectrum.Of(moments.Value, s))),
        ];
    }

    /// <summary>Gets the signals; those of a whole recording are centred, those of a fold's training are rows of it. Shape: samples × regions.</summary>
    public Matrix Signals { get; }

    /// <summary>Gets the number of samples T.</summary>
    public int Samples => Signals.Rows;

    /// <summary>Gets the number of regions N.</summary>
    public int Regions => Signals.Columns;

    /// <summary>Gets how few independent samples there are.</summary>
    internal AutocorrelationTime Time => _time.Value;

    /// <summary>The spectrum of all samples.</summary>
    public SampleSpectrum Spectrum(SampleScaling scaling) => _spectra[(int)scaling].Value;

    /// <summary>The folds of a plan.</summary>
    /// <exception cref="ArgumentException">The plan does not fit the number of samples.</exception>
    public IReadOnlyList<PreparedFold> Folds(FoldPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return _folds.GetOrAdd(plan, p => new Lazy<IReadOnlyList<PreparedFold>>(() => Split(p))).Value;
    }

    private static Matrix Centred(Matrix signals)
    {
        Matrix centred = signals.Copy();
        for (int j = 0; j < centred.Columns; j++)
        {
            Span<double> column = centred.MutableColumn(j);
            TensorPrimitives.Subtract(column, TensorPrimitives.Sum<double>(column) / column.Length, column);
        }

        return centred;
    }

    // A region that is constant within a fold alone is told by the estimator that cannot bear it.
    private IReadOnlyList<PreparedFold> Split(FoldPlan plan) =>
        [
            .. plan.Split(Samples)
                .Select(split => new PreparedFold(
                    new PreparedSignals(SampleSplit.Take(Signals, split.Train), whole: false),
                    SampleSplit.Take(Signals, split.Test)
                )),
        ];
}
