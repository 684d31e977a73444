using Gyrus.Numerics;
using Gyrus.Signals;

namespace Gyrus.Covariance;

/// <summary>The covariance of the samples of one subject: S = XᵀX / T with the columns of X centred (ddof 0).</summary>
public sealed record SampleCovariance
{
    private SampleCovariance(Matrix values, int samples)
    {
        Values = values;
        Samples = samples;
    }

    /// <summary>Gets S. Shape: regions × regions, symmetric to the last bit.</summary>
    public Matrix Values { get; }

    /// <summary>Gets the number of samples T that S was computed from.</summary>
    public int Samples { get; }

    /// <summary>Gets the number of regions p.</summary>
    public int Regions => Values.Rows;

    /// <summary>Takes a matrix that was computed elsewhere; it is symmetrised as (M + Mᵀ)/2.</summary>
    /// <exception cref="ArgumentException">The matrix is not square.</exception>
    public static SampleCovariance Of(Matrix values, int samples)
    {
        ArgumentNullException.ThrowIfNull(values);
        Require.SameSize(values.Rows, values.Columns, "a square matrix");
        Require.AtLeast(1, samples);
        return new SampleCovariance(Symmetrised(values), samples);
    }

    /// <summary>The maximum-likelihood covariance of signals (samples × regions).</summary>
    public static SampleCovariance OfSignals(Matrix signals) => OfSignals(signals, standardise: false);

    /// <summary>The maximum-likelihood correlation of signals: the covariance of the columns divided by their std (ddof 0).</summary>
    public static SampleCovariance CorrelationOfSignals(Matrix signals) => OfSignals(signals, standardise: true);

    /// <summary>The covariance of region signals.</summary>
    public static SampleCovariance OfSignals(RegionSignals signals)
    {
        ArgumentNullException.ThrowIfNull(signals);
        return OfSignals(signals.Values);
    }

    private static Matrix Symmetrised(Matrix values)
    {
        int p = values.Rows;
        var symmetric = new Matrix(p, p);
        ReadOnlySpan<double> from = values.AsSpan();
        Span<double> to = symmetric.Values;
        for (int j = 0; j < p; j++)
        {
            for (int i = 0; i <= j; i++)
            {
                double value = 0.5 * (from[(j * p) + i] + from[(i * p) + j]);
                to[(j * p) + i] = value;
                to[(i * p) + j] = value;
            }
        }

        return symmetric;
    }

    private static SampleCovariance OfSignals(Matrix signals, bool standardise)
    {
        ArgumentNullException.ThrowIfNull(signals);
        Require.AtLeast(1, signals.Rows, "samples");
        Matrix x = Centred(signals, standardise);
        var s = new Matrix(x.Columns, x.Columns);
        LinearAlgebra.Current.Gram(x.AsSpan(), x.Rows, x.Columns, s.Values);
        for (int i = 0; i < s.Values.Length; i++)
        {
            s.Values[i] /= x.Rows;
        }

        return new SampleCovariance(s, x.Rows);
    }

    private static Matrix Centred(Matrix signals, bool standardise)
    {
        Matrix x = signals.Copy();
        for (int j = 0; j < x.Columns; j++)
        {
            Span<double> column = x.MutableColumn(j);
            double mean = System.Numerics.Tensors.TensorPrimitives.Sum<double>(column) / column.Length;
            System.Numerics.Tensors.TensorPrimitives.Subtract(column, mean, column);
            if (standardise)
            {
                double std = Math.Sqrt(
                    System.Numerics.Tensors.TensorPrimitives.SumOfSquares<double>(column) / column.Length
                );
                System.Numerics.Tensors.TensorPrimitives.Divide(column, std, column);
            }
        }

        return x;
    }
}
