using System.Numerics.Tensors;
using Gyrus.Numerics;
using Gyrus.Optimization;
using static System.FormattableString;

namespace Gyrus.Glm.Categorical;

/// <summary>Labels as a solver takes them: samples that do not count have weight zero, so nothing is copied.</summary>
internal sealed class CategoricalTask
{
    private readonly CategoricalData _data;
    private readonly int[] _labels;
    private readonly double[] _weights;
    private readonly double[] _shares;
    private readonly double[]? _offset;

    private CategoricalTask(CategoricalData data)
    {
        _data = data;
        _labels = [.. data.Labels];
        _weights = new double[_labels.Length];
        _shares = new double[data.Classes.Count];
        _offset = data.Offset?.AsSpan().ToArray();
    }

    /// <summary>Gets w, with sum 1.</summary>
    public ReadOnlySpan<double> Weights => _weights;

    /// <summary>Gets the number of samples that count.</summary>
    public int Samples { get; private set; }

    /// <summary>Gets the number of samples dropped because something in them is not finite.</summary>
    public int Dropped { get; private set; }

    /// <exception cref="ArgumentException">Sizes disagree, a weight is negative, a label is not one of the classes, or no sample counts.</exception>
    public static CategoricalTask Of(CategoricalData data)
    {
        ArgumentNullException.ThrowIfNull(data);
        Check(data);
        var task = new CategoricalTask(data);
        task.Fill();
        return task;
    }

    /// <exception cref="ArgumentException">A class has no sample that counts.</exception>
    public void RequireEveryClass()
    {
        string[] absent = _data.Absent();
        if (absent.Length > 0)
        {
            throw new ArgumentException(
                Invariant(
                    $"Every class needs a sample that counts, but there is none of {string.Join(", ", absent.Select(static a => $"'{a}'"))}. Leave such classes out."
                )
            );
        }
    }

    /// <summary>The problem of a penalty; <paramref name="sources"/> are the columns of the design that the features of the penalty are copies of, if any.</summary>
    public LinearProblem Problem(PenaltyBlocks penalty, int[]? sources)
    {
        IDesign shared = sources is null ? _data.Design.Store : new MappedColumns(_data.Design.Store, sources);
        return new()
        {
            Design = new PopulationDesign(shared, _shares.Length, null),
            Shared = shared,
            Datafit = new SoftmaxDatafit(_labels, _weights, _shares.Length),
            Penalty = penalty,
            Offset = _offset,
            StartIntercepts = Start(),
        };
    }

    private double[] Start()
    {
        double[] start = Array.ConvertAll(_shares, Math.Log);
        TensorPrimitives.Subtract(start, start.Average(), start);
        return start;
    }

    private static void Check(CategoricalData data)
    {
        (int samples, int classes) = (data.Design.Samples, data.Classes.Count);
        Require.SameSize(samples, data.Labels.Count, "one label per sample of the design");
        Require.SameSize(samples, data.Weights?.Count ?? samples, "one weight per sample");
        Require.SameSize(samples, data.Trials?.Count ?? samples, "one trial per sample");
        Require.SameSize(samples, data.Offset?.Rows ?? samples, "one row of offsets per sample");
        Require.SameSize(classes, data.Offset?.Columns ?? classes, "one column of offsets per class");
        if (classes < 2 || data.Classes.Distinct(StringComparer.Ordinal).Count() < classes)
        {
            throw new ArgumentException(
                $"At least two classes of different names are needed, but they are {string.Join(", ", data.Classes.Select(static c => $"'{c}'"))}."
            );
        }

        for (int i = 0; i < samples; i++)
        {
            double weight = data.Weights?[i] ?? 1;
            if (weight < 0)
            {
                throw new ArgumentException(Invariant($"Weights must not be negative, but sample {i} has {weight}."));
            }

            if (weight != 0 && (data.Labels[i] < 0 || data.Labels[i] >= classes))
            {
                throw new ArgumentException(
                    Invariant(
                        $"Labels must be 0 … {classes - 1}, one of {classes} classes, but sample {i} (from 0) has {data.Labels[i]}."
                    )
                );
            }
        }
    }

    private void Fill()
    {
        int n = _labels.Length;
        for (int i = 0; i < n; i++)
        {
            double w = _data.Weights?[i] ?? 1;
            bool finite = _data.IsFinite(i);
            if (finite && w > 0)
            {
                _weights[i] = w;
                _shares[_labels[i]] += w;
                Samples++;
                continue;
            }

            Dropped += finite ? 0 : 1;
            _labels[i] = 0;
            for (int k = 0; _offset is not null && k < _shares.Length; k++)
            {
                _offset[(k * n) + i] = 0;
            }
        }

        if (Samples == 0)
        {
            throw new ArgumentException("There is no sample in which everything is finite.");
        }

        double total = TensorPrimitives.Sum<double>(_shares);
        TensorPrimitives.Divide(_weights, total, _weights);
        TensorPrimitives.Divide(_shares, total, _shares);
    }
}
