using System.Numerics.Tensors;
using Gyrus.Numerics;

namespace Gyrus.Covariance.Cleaning;

/// <summary>Builds the matrices of a cleaned spectrum.</summary>
internal static class SpectralFit
{
    /// <summary>C = D·U diag(ξ) Uᵀ·D and its inverse, D the deviations of a standardised spectrum, else 1; J only where no ξ is null to rounding.</summary>
    public static CovarianceFit Of(SampleSpectrum spectrum, double[] cleaned)
    {
        double floor = SampleSpectrum.RankFloor * TensorPrimitives.Max<double>(cleaned);
        bool positive = TensorPrimitives.Min<double>(cleaned) > floor;
        double[] inverse = new double[cleaned.Length];
        TensorPrimitives.Divide(1.0, cleaned, inverse);
        double[] deviations = [.. spectrum.Deviations];
        double[] inverseDeviations = new double[deviations.Length];
        TensorPrimitives.Divide(1.0, deviations, inverseDeviations);
        return new CovarianceFit
        {
            Covariance = SampleCovariance.Of(Compose(spectrum.Vectors, cleaned, deviations), spectrum.Samples),
            Precision = positive ? Compose(spectrum.Vectors, inverse, inverseDeviations) : null,
            Spectrum = new CleanedSpectrum { Sample = spectrum.Values.ToArray(), Cleaned = cleaned },
        };
    }

    /// <summary>D·U diag(v) Uᵀ·D, symmetric to the last bit.</summary>
    public static Matrix Compose(Matrix vectors, ReadOnlySpan<double> values, ReadOnlySpan<double> scale)
    {
        int n = vectors.Rows;
        double[] scaled = new double[n * n];
        for (int k = 0; k < n; k++)
        {
            TensorPrimitives.Multiply(vectors.Column(k), values[k], scaled.AsSpan(k * n, n));
        }

        var matrix = new Matrix(n, n);
        LinearAlgebra.Current.Multiply(
            scaled,
            vectors.AsSpan(),
            matrix.Values,
            new ProductShape(n, n, n, TransposeB: true)
        );
        for (int j = 0; j < n; j++)
        {
            for (int i = 0; i <= j; i++)
            {
                double value = 0.5 * (matrix[i, j] + matrix[j, i]) * scale[i] * scale[j];
                matrix[i, j] = value;
                matrix[j, i] = value;
            }
        }

        return matrix;
    }
}
