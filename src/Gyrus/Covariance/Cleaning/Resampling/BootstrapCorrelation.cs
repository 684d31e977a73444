using System.Numerics.Tensors;
using Gyrus.Numerics;
using Gyrus.Validation;

namespace Gyrus.Covariance.Cleaning;

/// <summary>The correlations of bootstraps: the distinct rows only, each weighted by how often it was drawn. Its memory serves one bootstrap after another.</summary>
/// <remarks>A bootstrap of T rows has about 0.63 T distinct ones, so this takes two thirds of the products of a copy of all.</remarks>
/// <param name="samples">Shape: samples × regions.</param>
internal sealed class BootstrapCorrelation(Matrix samples)
{
    // What varies less than this share of its mean varies by rounding.
    private const double Constant = 1e-13;
    private readonly int[] _counts = new int[samples.Rows];
    private readonly int[] _rows = new int[samples.Rows];
    private readonly double[] _roots = new double[samples.Rows];
    private readonly double[] _weighted = new double[samples.Rows * samples.Columns];

    /// <summary>Writes the maximum-likelihood correlation of the rows that were drawn, symmetric to the last bit.</summary>
    /// <param name="drawn">The rows, with repetitions.</param>
    /// <param name="correlation">regions × regions.</param>
    /// <exception cref="EstimatorUndefinedException">A region does not vary in them.</exception>
    public void Of(ReadOnlySpan<int> drawn, Span<double> correlation)
    {
        int distinct = Count(drawn);
        ReadOnlySpan<int> rows = _rows.AsSpan(0, distinct);
        ReadOnlySpan<double> roots = _roots.AsSpan(0, distinct);
        for (int j = 0; j < samples.Columns; j++)
        {
            Span<double> column = _weighted.AsSpan(j * distinct, distinct);
            SampleSplit.Take(samples.Column(j), rows, column);
            TensorPrimitives.Multiply(column, roots, column);

            // √w(x − x̄) with the weights w, which sum to 1.
            double mean = TensorPrimitives.Dot(column, roots);
            TensorPrimitives.MultiplyAdd(roots, -mean, column, column);
            double deviation = TensorPrimitives.Norm<double>(column);
            if (!(deviation > Constant * Math.Abs(mean)))
            {
                throw new EstimatorUndefinedException(
                    "A region does not vary within a bootstrap of the samples, so it has no correlation there. Use more samples."
                );
            }

            TensorPrimitives.Multiply(column, 1 / deviation, column);
        }

        LinearAlgebra.Current.Gram(
            _weighted.AsSpan(0, distinct * samples.Columns),
            distinct,
            samples.Columns,
            correlation
        );
    }

    /// <summary>The distinct rows, in their order, and the root of the weight of each; how many there are.</summary>
    private int Count(ReadOnlySpan<int> drawn)
    {
        Array.Clear(_counts);
        foreach (int row in drawn)
        {
            _counts[row]++;
        }

        int distinct = 0;
        for (int t = 0; t < _counts.Length; t++)
        {
            if (_counts[t] > 0)
            {
                _rows[distinct] = t;
                _roots[distinct++] = Math.Sqrt(_counts[t] / (double)drawn.Length);
            }
        }

        return distinct;
    }
}
