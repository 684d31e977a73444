using System.Numerics.Tensors;
using Gyrus.Numerics;

namespace Gyrus.Covariance.Cleaning;

/// <summary>Any estimator on signals of mean 0 and standard deviation 1 (ddof 0), its matrices given back in the signals' units.</summary>
/// <remarks>C = D·Ĉ·D and J = D⁻¹·Ĵ·D⁻¹ with D the standard deviations: the fit does not depend on the units of a region.</remarks>
public sealed record StandardisedEstimator : ICovarianceEstimator
{
    /// <summary>Gets the estimator that sees the standardised signals.</summary>
    public required ICovarianceEstimator Estimator { get; init; }

    /// <inheritdoc/>
    public CovarianceFit Fit(Matrix signals)
    {
        SubjectCheck.Signals(signals, subject: null, "");
        (Matrix standardised, double[] deviations) = Standardise(signals);
        return InUnits(Estimator.Fit(standardised), deviations);
    }

    /// <summary>The fit of standardised signals in the units that the standard deviations have.</summary>
    internal static CovarianceFit InUnits(CovarianceFit fit, double[] deviations)
    {
        double[] inverse = new double[deviations.Length];
        TensorPrimitives.Divide(1.0, deviations, inverse);
        return fit with
        {
            Eigenvalues = null,
            Covariance = SampleCovariance.Of(Scale(fit.Covariance.Values, deviations), fit.Covariance.Samples),
            Precision = fit.Precision is { } precision ? Scale(precision, inverse) : null,
        };
    }

    /// <summary>The signals with mean 0 and standard deviation 1 (ddof 0), and the deviations.</summary>
    internal static (Matrix Standardised, double[] Deviations) Standardise(Matrix signals)
    {
        Matrix x = signals.Copy();
        double[] deviations = new double[x.Columns];
        for (int j = 0; j < x.Columns; j++)
        {
            Span<double> column = x.MutableColumn(j);
            TensorPrimitives.Subtract(column, TensorPrimitives.Sum<double>(column) / column.Length, column);
            deviations[j] = Math.Sqrt(TensorPrimitives.SumOfSquares<double>(column) / column.Length);
            TensorPrimitives.Divide(column, deviations[j], column);
        }

        return (x, deviations);
    }

    private static Matrix Scale(Matrix matrix, double[] scale) =>
        Matrix.Create(matrix.Rows, matrix.Rows, (i, j) => matrix[i, j] * scale[i] * scale[j]);
}
