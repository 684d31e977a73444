using System.Numerics.Tensors;
using Gyrus.Numerics;

namespace Gyrus.Covariance.Cleaning;

/// <summary>The correlation of a bootstrap: the distinct rows only, each weighted by how often it was drawn.</summary>
/// <remarks>A bootstrap of T rows has about 0.63 T distinct ones, so this takes two thirds of the products of a copy of all.</remarks>
internal static class BootstrapCorrelation
{
    /// <summary>The maximum-likelihood correlation of the rows that were drawn. NaN where a column does not vary in them.</summary>
    /// <param name="samples">Shape: samples × regions.</param>
    /// <param name="drawn">The rows, with repetitions.</param>
    public static Matrix Of(Matrix samples, int[] drawn)
    {
        (int[] rows, double[] weights) = Distinct(drawn, samples.Rows);
        Matrix weighted = Weighted(samples, rows, weights);
        int n = samples.Columns;
        var correlation = new Matrix(n, n);
        LinearAlgebra.Current.Gram(weighted.AsSpan(), rows.Length, n, correlation.Values);
        double[] deviations = new double[n];
        for (int i = 0; i < n; i++)
        {
            deviations[i] = Math.Sqrt(correlation[i, i]);
        }

        for (int j = 0; j < n; j++)
        {
            Span<double> column = correlation.MutableColumn(j);
            TensorPrimitives.Divide(column, deviations[j], column);
            TensorPrimitives.Divide(column, deviations, column);
        }

        return correlation;
    }

    private static (int[] Rows, double[] Weights) Distinct(int[] drawn, int samples)
    {
        int[] counts = new int[samples];
        foreach (int row in drawn)
        {
            counts[row]++;
        }

        int[] rows = [.. Enumerable.Range(0, samples).Where(t => counts[t] > 0)];
        return (rows, [.. rows.Select(t => counts[t] / (double)drawn.Length)]);
    }

    /// <summary>√w(x − x̄) for each distinct row, w the weights, which sum to 1.</summary>
    private static Matrix Weighted(Matrix samples, int[] rows, double[] weights)
    {
        var weighted = new Matrix(rows.Length, samples.Columns);
        double[] roots = new double[rows.Length];
        TensorPrimitives.Sqrt(weights, roots);
        for (int j = 0; j < samples.Columns; j++)
        {
            ReadOnlySpan<double> source = samples.Column(j);
            Span<double> column = weighted.MutableColumn(j);
            for (int i = 0; i < column.Length; i++)
            {
                column[i] = source[rows[i]];
            }

            double mean = TensorPrimitives.Dot<double>(column, weights);
            TensorPrimitives.Subtract(column, mean, column);
            TensorPrimitives.Multiply(column, roots, column);
        }

        return weighted;
    }
}
