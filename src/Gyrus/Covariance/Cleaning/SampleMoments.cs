using System.Numerics.Tensors;
using Gyrus.Numerics;

namespace Gyrus.Covariance.Cleaning;

/// <summary>Means and mean products of signals, XᵀX/T, from which the covariance of each <see cref="SampleScaling"/> follows without another pass over the samples.</summary>
internal sealed class SampleMoments
{
    // Below this share of the mean square a variance would have lost more than a digit or two to its mean.
    private const double LeastShare = 0.1;
    private readonly double[] _means;
    private readonly double[] _products;
    private readonly bool _small;

    /// <summary>The moments of signals (samples × regions).</summary>
    public SampleMoments(Matrix signals)
    {
        int n = signals.Columns;
        Signals = signals;
        _means = new double[n];
        _products = new double[n * n];
        LinearAlgebra.Current.Gram(signals.AsSpan(), signals.Rows, n, _products);
        TensorPrimitives.Divide(_products, (double)signals.Rows, _products);
        _small = true;
        for (int j = 0; j < n; j++)
        {
            _means[j] = TensorPrimitives.Sum(signals.Column(j)) / signals.Rows;
            double square = _products[j * (n + 1)];
            _small &= square - (_means[j] * _means[j]) > LeastShare * square;
        }
    }

    /// <summary>Gets the signals that the moments are of. Shape: samples × regions.</summary>
    public Matrix Signals { get; }

    /// <summary>
    /// The covariance of the signals as they are scaled, and the deviation of each region that they were divided by; null where a mean is so large that the difference would be
    /// of fewer digits.
    /// </summary>
    public (Matrix Covariance, double[] Deviations)? Covariance(SampleScaling scaling)
    {
        if (scaling != SampleScaling.AsGiven && !_small)
        {
            return null;
        }

        int n = _means.Length;
        Matrix covariance = Matrix.FromColumnMajor(n, n, (double[])_products.Clone());
        double[] deviations = new double[n];
        Array.Fill(deviations, 1);
        if (scaling == SampleScaling.AsGiven)
        {
            return (covariance, deviations);
        }

        for (int j = 0; j < n; j++)
        {
            Span<double> column = covariance.MutableColumn(j);
            TensorPrimitives.MultiplyAdd(_means, -_means[j], column, column);
            deviations[j] = scaling == SampleScaling.Standardised ? Math.Sqrt(column[j]) : 1;
        }

        for (int j = 0; scaling == SampleScaling.Standardised && j < n; j++)
        {
            Span<double> column = covariance.MutableColumn(j);
            TensorPrimitives.Divide(column, deviations[j], column);
            TensorPrimitives.Divide(column, deviations, column);
        }

        return (covariance, deviations);
    }
}
