using System.Numerics.Tensors;
using Gyrus.Covariance;
using Gyrus.Covariance.Cleaning;
using Gyrus.Numerics;

namespace Gyrus.Pipelines.Comparison;

/// <summary>The rows that only the truth gives: the truth itself, and the best that keeps the eigenvectors of the sample.</summary>
internal static class TruthBounds
{
    public static IEnumerable<EstimatorOutcome> Of(ComparedSamples samples, KnownTruth truth, PreparedSignals prepared)
    {
        yield return OutcomeScorer.Of(
            ComparedEstimator.Truth,
            samples,
            () =>
                new CovarianceFit
                {
                    Covariance = SampleCovariance.Of(truth.Covariance, samples.Train.Rows),
                    Precision = truth.Precision,
                }
        );
        SampleSpectrum spectrum = prepared.Spectrum(SampleScaling.AsGiven);
        yield return OutcomeScorer.Of(
            ComparedEstimator.InvariantOracle,
            samples,
            () => SpectralFit.Of(spectrum, Along(spectrum.Vectors, truth.Covariance))
        );
        yield return OutcomeScorer.Of(
            ComparedEstimator.InvariantPrecisionOracle,
            samples,
            () =>
            {
                double[] inverse = Along(spectrum.Vectors, truth.Precision);
                TensorPrimitives.Divide(1.0, inverse, inverse);
                return SpectralFit.Of(spectrum, inverse);
            }
        );
    }

    /// <summary>uᵢᵀAuᵢ for each column of U.</summary>
    private static double[] Along(Matrix vectors, Matrix matrix)
    {
        int n = vectors.Rows;
        double[] product = new double[n * n];
        LinearAlgebra.Current.Multiply(matrix.AsSpan(), vectors.AsSpan(), product, new ProductShape(n, n, n));
        double[] along = new double[n];
        for (int i = 0; i < n; i++)
        {
            along[i] = TensorPrimitives.Dot(vectors.Column(i), product.AsSpan(i * n, n));
        }

        return along;
    }
}
