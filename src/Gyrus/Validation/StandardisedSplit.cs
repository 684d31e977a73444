using System.Numerics.Tensors;
using Gyrus.Numerics;
using static System.FormattableString;

namespace Gyrus.Validation;

/// <summary>Training and test samples, both in the units of the training: its mean is 0 and its standard deviation (ddof 0) is 1.</summary>
public sealed record StandardisedSplit
{
    /// <summary>Gets the training samples. Shape: samples × regions; each column has mean 0 and variance 1.</summary>
    public required Matrix Train { get; init; }

    /// <summary>Gets the test samples with the training's mean subtracted, divided by the training's deviation. Shape: samples × regions.</summary>
    public required Matrix Test { get; init; }

    /// <summary>Gets the training's mean of each region.</summary>
    public required IReadOnlyList<double> Means { get; init; }

    /// <summary>Gets the training's standard deviation (ddof 0) of each region.</summary>
    public required IReadOnlyList<double> Deviations { get; init; }

    /// <summary>Cuts samples × regions and standardises both parts by the training.</summary>
    /// <exception cref="ArgumentException">A region does not vary within the training, or holds a value that is not finite.</exception>
    public static StandardisedSplit Of(Matrix samples, SampleSplit split)
    {
        ArgumentNullException.ThrowIfNull(samples);
        ArgumentNullException.ThrowIfNull(split);
        Matrix train = SampleSplit.Take(samples, split.Train);
        Matrix test = SampleSplit.Take(samples, split.Test);
        double[] means = new double[samples.Columns];
        double[] deviations = new double[samples.Columns];
        for (int j = 0; j < samples.Columns; j++)
        {
            (means[j], deviations[j]) = Standardise(train.MutableColumn(j), j);
            Span<double> column = test.MutableColumn(j);
            TensorPrimitives.Subtract(column, means[j], column);
            TensorPrimitives.Divide(column, deviations[j], column);
        }

        return new StandardisedSplit
        {
            Train = train,
            Test = test,
            Means = means,
            Deviations = deviations,
        };
    }

    private static (double Mean, double Deviation) Standardise(Span<double> column, int region)
    {
        double mean = TensorPrimitives.Sum<double>(column) / column.Length;
        double size = TensorPrimitives.MaxMagnitude<double>(column);
        TensorPrimitives.Subtract(column, mean, column);
        double deviation = Math.Sqrt(TensorPrimitives.SumOfSquares<double>(column) / column.Length);
        if (!double.IsFinite(deviation))
        {
            throw new ArgumentException(Invariant($"Region {region} holds a value that is not finite."));
        }

        // A constant column keeps a deviation of rounding: it must not be blown up to variance 1.
        if (!(deviation > 1e-14 * size))
        {
            throw new ArgumentException(
                Invariant(
                    $"Region {region} does not vary within the {column.Length} training samples. Leave it out: a constant region has no connections."
                )
            );
        }

        TensorPrimitives.Divide(column, deviation, column);
        return (mean, deviation);
    }
}
