using System.Buffers;
using System.Numerics.Tensors;
using Gyrus.Numerics;

namespace Gyrus.Covariance.Cleaning;

/// <summary>How well a precision matrix describes samples, and how far a matrix is from the truth.</summary>
/// <remarks>
/// Source: Ibáñez-Berganza et al. (2023), Physical Review E 108:024313, arXiv:2302.02951, with its likelihood's N ln 2π restored.
/// </remarks>
public static class Criteria
{
    /// <summary>The criteria of a precision J on samples. Shapes: regions × regions; samples × regions.</summary>
    /// <exception cref="ArgumentException">The shapes disagree.</exception>
    public static CriterionValues Of(Matrix precision, Matrix samples)
    {
        ArgumentNullException.ThrowIfNull(precision);
        ArgumentNullException.ThrowIfNull(samples);
        Require.SameSize(precision.Rows, precision.Columns, "a square precision");
        Require.SameSize(precision.Rows, samples.Columns, "one column of samples per region");
        return Of(precision, LogDeterminant(precision), samples);
    }

    /// <summary>The same where ln det J is known; null where J is not positive definite.</summary>
    internal static CriterionValues Of(Matrix precision, double? logDeterminant, Matrix samples)
    {
        if (logDeterminant is not { } known)
        {
            return CriterionValues.None;
        }

        // As large as the samples, so that a new array for every estimator would keep the garbage collector at work.
        double[] rented = ArrayPool<double>.Shared.Rent(samples.Rows * samples.Columns);
        try
        {
            return Of(precision, known, samples, rented.AsSpan(0, samples.Rows * samples.Columns));
        }
        finally
        {
            ArrayPool<double>.Shared.Return(rented);
        }
    }

    private static CriterionValues Of(Matrix precision, double logDeterminant, Matrix samples, Span<double> product)
    {
        (int rows, int n) = (samples.Rows, samples.Columns);
        LinearAlgebra.Current.Multiply(samples.AsSpan(), precision.AsSpan(), product, new ProductShape(rows, n, n));
        double trace = TensorPrimitives.Dot(product, samples.AsSpan()) / rows;
        double likelihood = -0.5 * ((n * Math.Log(2 * Math.PI)) - logDeterminant + trace);
        double[] diagonal = new double[n];
        for (int i = 0; i < n; i++)
        {
            diagonal[i] = precision[i, i];
        }

        (double pseudo, double completion) = Conditional(product, diagonal, rows);
        return new CriterionValues(likelihood, pseudo, completion);
    }

    /// <summary>The relative distance Σ|A − B| / Σ|A| of an estimate B from the truth A.</summary>
    /// <param name="truth">A. Shape: regions × regions.</param>
    /// <param name="estimate">B, of the same shape.</param>
    /// <param name="entries">The entries that the sums run over.</param>
    /// <exception cref="ArgumentException">The shapes disagree.</exception>
    public static double Distance(Matrix truth, Matrix estimate, MatrixEntries entries = MatrixEntries.All)
    {
        ArgumentNullException.ThrowIfNull(truth);
        ArgumentNullException.ThrowIfNull(estimate);
        Require.SameSize(truth.Rows, estimate.Rows, "as many rows as the truth");
        Require.SameSize(truth.Columns, estimate.Columns, "as many columns as the truth");
        (double difference, double size) = (0, 0);
        double[] gaps = new double[truth.Rows];
        for (int j = 0; j < truth.Columns; j++)
        {
            int end = entries switch
            {
                MatrixEntries.All => truth.Rows,
                MatrixEntries.Upper => j + 1,
                _ => j,
            };
            ReadOnlySpan<double> a = truth.Column(j)[..end];
            Span<double> gap = gaps.AsSpan(0, end);
            TensorPrimitives.Subtract(a, estimate.Column(j)[..end], gap);
            difference += TensorPrimitives.SumOfMagnitudes<double>(gap);
            size += TensorPrimitives.SumOfMagnitudes(a);
        }

        return difference / size;
    }

    /// <summary>The Frobenius norm of the difference, ‖A − B‖.</summary>
    public static double Frobenius(Matrix truth, Matrix estimate)
    {
        ArgumentNullException.ThrowIfNull(truth);
        ArgumentNullException.ThrowIfNull(estimate);
        Require.SameSize(truth.Rows, estimate.Rows, "as many rows as the truth");
        return TensorPrimitives.Distance(truth.AsSpan(), estimate.AsSpan());
    }

    /// <summary>From XJ and the diagonal of J, the pseudo-log-likelihood and the completion error.</summary>
    internal static (double Pseudo, double Completion) Conditional(
        ReadOnlySpan<double> product,
        ReadOnlySpan<double> diagonal,
        int rows
    )
    {
        (double pseudo, double completion) = (0, 0);
        for (int i = 0; i < diagonal.Length; i++)
        {
            double d = diagonal[i];
            if (!(d > 0))
            {
                return (double.NegativeInfinity, double.PositiveInfinity);
            }

            ReadOnlySpan<double> column = product.Slice(i * rows, rows);
            pseudo +=
                0.5 * (Math.Log(d) - Math.Log(2 * Math.PI) - (TensorPrimitives.SumOfSquares(column) / (d * rows)));
            completion += TensorPrimitives.SumOfMagnitudes(column) / (d * rows);
        }

        return (pseudo / diagonal.Length, completion / diagonal.Length);
    }

    /// <summary>ln det of a positive definite matrix, or null where it is none.</summary>
    internal static double? LogDeterminant(Matrix matrix)
    {
        double[] factor = matrix.AsSpan().ToArray();
        int n = matrix.Rows;
        if (LinearAlgebra.Current.Cholesky(factor, n) >= 0)
        {
            return null;
        }

        double sum = 0;
        for (int i = 0; i < n; i++)
        {
            sum += Math.Log(factor[(i * n) + i]);
        }

        return 2 * sum;
    }
}
