using System.Numerics.Tensors;
using Gyrus.Numerics;

namespace Gyrus.Covariance.Cleaning;

/// <summary>Samples in a basis of eigenvectors, Z = XU: the criteria of every J = U diag(1/ξ) Uᵀ follow from it and ξ.</summary>
/// <remarks>
/// U stands for D⁻¹U where the spectrum is that of samples divided by deviations D; ln det J then has −2 Σ ln dᵢ besides.
/// The log-likelihood needs only mᵢ = meanₜ Z²ₜᵢ: O(N) for a ξ. The other two need XJ = Z diag(1/ξ) Uᵀ: one product.
/// </remarks>
internal sealed class RotatedSamples
{
    private readonly Matrix _vectors;
    private readonly Matrix _squaredVectors;
    private readonly double[] _meanSquares;
    private readonly double _logScale;

    private RotatedSamples(Matrix rotated, Matrix vectors, double logScale)
    {
        _logScale = logScale;
        Values = rotated;
        _vectors = vectors;
        _squaredVectors = new Matrix(vectors.Rows, vectors.Columns);
        TensorPrimitives.Multiply(vectors.AsSpan(), vectors.AsSpan(), _squaredVectors.Values);
        _meanSquares = new double[rotated.Columns];
        for (int i = 0; i < _meanSquares.Length; i++)
        {
            _meanSquares[i] = TensorPrimitives.SumOfSquares(rotated.Column(i)) / rotated.Rows;
        }
    }

    /// <summary>Gets Z. Shape: samples × regions.</summary>
    public Matrix Values { get; }

    /// <summary>Gets mᵢ = meanₜ Z²ₜᵢ, the variance of the samples along each eigenvector.</summary>
    public ReadOnlySpan<double> MeanSquares => _meanSquares;

    /// <summary>The samples against a spectrum; its criteria are in the units of the samples.</summary>
    public static RotatedSamples Of(Matrix samples, SampleSpectrum spectrum)
    {
        double[] deviations = [.. spectrum.Deviations];
        if (Array.TrueForAll(deviations, static d => d == 1))
        {
            return Of(samples, spectrum.Vectors);
        }

        Matrix vectors = spectrum.Vectors.Copy();
        for (int k = 0; k < vectors.Columns; k++)
        {
            Span<double> column = vectors.MutableColumn(k);
            TensorPrimitives.Divide(column, deviations, column);
        }

        return Of(samples, vectors, 2 * deviations.Sum(Math.Log));
    }

    /// <summary>The samples in the basis of a matrix's columns.</summary>
    public static RotatedSamples Of(Matrix samples, Matrix vectors, double logScale = 0)
    {
        var rotated = new Matrix(samples.Rows, vectors.Columns);
        LinearAlgebra.Current.Multiply(
            samples.AsSpan(),
            vectors.AsSpan(),
            rotated.Values,
            new ProductShape(samples.Rows, vectors.Rows, vectors.Columns)
        );
        return new RotatedSamples(rotated, vectors, logScale);
    }

    /// <summary>
    /// The mean squares, with one value for all directions from <paramref name="rank"/> on: any basis of a null space is as good as another, so
    /// its directions share their variance and what follows is unique.
    /// </summary>
    public double[] Variances(int rank)
    {
        double[] variances = [.. _meanSquares];
        if (rank < variances.Length)
        {
            Span<double> rest = variances.AsSpan(rank);
            rest.Fill(TensorPrimitives.Sum<double>(rest) / rest.Length);
        }

        return variances;
    }

    /// <summary>l = −½[N ln 2π + Σ ln ξ + Σ mᵢ/ξᵢ]; −∞ where a ξ is null to rounding.</summary>
    public double LogLikelihood(ReadOnlySpan<double> cleaned)
    {
        double floor = SampleSpectrum.RankFloor * TensorPrimitives.Max(cleaned);
        if (!(TensorPrimitives.Min(cleaned) > floor))
        {
            return double.NegativeInfinity;
        }

        Span<double> terms = cleaned.Length <= 512 ? stackalloc double[cleaned.Length] : new double[cleaned.Length];
        TensorPrimitives.Log(cleaned, terms);
        double sum = (cleaned.Length * Math.Log(2 * Math.PI)) + _logScale + TensorPrimitives.Sum<double>(terms);
        TensorPrimitives.Divide(_meanSquares, cleaned, terms);
        return -0.5 * (sum + TensorPrimitives.Sum<double>(terms));
    }

    /// <summary>One criterion of J = U diag(1/ξ) Uᵀ as a score: larger is better.</summary>
    public double Score(ReadOnlySpan<double> cleaned, CleaningCriterion criterion) =>
        criterion == CleaningCriterion.LogLikelihood ? LogLikelihood(cleaned) : All(cleaned).Score(criterion);

    /// <summary>The three criteria of J = U diag(1/ξ) Uᵀ.</summary>
    public CriterionValues All(ReadOnlySpan<double> cleaned)
    {
        double likelihood = LogLikelihood(cleaned);
        if (double.IsNegativeInfinity(likelihood))
        {
            return CriterionValues.None;
        }

        (int rows, int n) = (Values.Rows, Values.Columns);
        double[] inverse = new double[n];
        TensorPrimitives.Divide(1.0, cleaned, inverse);
        double[] scaled = new double[rows * n];
        for (int i = 0; i < n; i++)
        {
            TensorPrimitives.Multiply(Values.Column(i), inverse[i], scaled.AsSpan(i * rows, rows));
        }

        double[] product = new double[rows * n];
        LinearAlgebra.Current.Multiply(
            scaled,
            _vectors.AsSpan(),
            product,
            new ProductShape(rows, n, n, TransposeB: true)
        );
        double[] diagonal = new double[n];
        for (int k = 0; k < n; k++)
        {
            TensorPrimitives.MultiplyAdd(_squaredVectors.Column(k), inverse[k], diagonal, diagonal);
        }

        (double pseudo, double completion) = Criteria.Conditional(product, diagonal, rows);
        return new CriterionValues(likelihood, pseudo, completion);
    }
}
