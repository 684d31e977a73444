using System.Numerics.Tensors;
using Gyrus.Numerics;

namespace Gyrus.Covariance.Cleaning;

/// <summary>Builds the matrices of a cleaned spectrum.</summary>
internal static class SpectralFit
{
    // Deviations between a and b move an eigenvalue by a factor between a² and b² (Ostrowski): these move it by rounding.
    private const double Unit = 1e-14;

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
            Eigenvalues = deviations.All(static d => Math.Abs(d - 1) <= Unit) ? cleaned : null,
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
            new ProductShape(n, n, n, TransposeB: true, Symmetric: true)
        );
        Span<double> entries = matrix.Values;
        double[] factors = new double[n];
        for (int j = 0; j < n; j++)
        {
            // sᵢsⱼ first: a product of the same two numbers, so that both triangles get the same bits.
            TensorPrimitives.Multiply(scale, scale[j], factors);
            Span<double> column = entries.Slice(j * n, n);
            TensorPrimitives.Multiply(column, factors, column);
        }

        return matrix;
    }
}
