using System.Numerics.Tensors;
using Gyrus.Numerics;

namespace Gyrus.Covariance.Cleaning;

/// <summary>A fitted factor model as C = S·V diag(c) Vᵀ·S with the scales S = diag(√ψᵢ): a basis in which its criteria are cheap.</summary>
internal sealed record FactorModel(Matrix Vectors, double[] Values, double[] Scale)
{
    /// <summary>The covariance and its inverse.</summary>
    public CovarianceFit Fit(int samples) =>
        new()
        {
            Covariance = SampleCovariance.Of(SpectralFit.Compose(Vectors, Values, Scale), samples),
            Precision = Precision(),
        };

    /// <summary>The score of the model on samples.</summary>
    public double Score(Matrix samples, CleaningCriterion criterion)
    {
        if (criterion != CleaningCriterion.LogLikelihood)
        {
            return Criteria.Of(Precision(), samples).Score(criterion);
        }

        var scaled = new Matrix(samples.Rows, samples.Columns);
        double logScale = 0;
        for (int j = 0; j < samples.Columns; j++)
        {
            TensorPrimitives.Divide(samples.Column(j), Scale[j], scaled.MutableColumn(j));
            logScale += Math.Log(Scale[j]);
        }

        return RotatedSamples.Of(scaled, Vectors).LogLikelihood(Values) - logScale;
    }

    private Matrix Precision()
    {
        double[] values = new double[Values.Length];
        double[] scale = new double[Scale.Length];
        TensorPrimitives.Divide(1, Values, values);
        TensorPrimitives.Divide(1, Scale, scale);
        return SpectralFit.Compose(Vectors, values, scale);
    }
}
