using System.Numerics.Tensors;
using Gyrus.Numerics;

namespace Gyrus.Covariance;

/// <summary>The covariance shrunk towards μ·I by the weight that Ledoit and Wolf estimate from the samples.</summary>
/// <remarks>
/// <para>
/// With S the covariance of T centred samples x_t of p regions and μ = tr S / p: the distance is δ² = ‖S − μI‖² / p, its
/// noise β² = (Σ_t ‖x_t‖⁴ / T − ‖S‖²) / (pT), at most δ²; the weight is s = β² / δ² and the estimate (1 − s)·S + s·μ·I.
/// It is positive definite whenever s &gt; 0 and any region varies, whatever the rank of S.
/// </para>
/// <para>One region is never shrunk (s = 0). The numbers agree with scikit-learn's <c>LedoitWolf</c>.</para>
/// <para>Source: Ledoit and Wolf (2004), Journal of Multivariate Analysis 88:365, doi:10.1016/S0047-259X(03)00096-4.</para>
/// </remarks>
public sealed record LedoitWolf : ICovarianceEstimator
{
    /// <inheritdoc/>
    public CovarianceFit Fit(Matrix signals)
    {
        SampleCovariance sample = SampleCovariance.OfSignals(signals);
        return ShrinkageTarget.Shrink(sample, Weight(signals, sample.Values));
    }

    private static double Weight(Matrix signals, Matrix s)
    {
        (int samples, int p) = (signals.Rows, signals.Columns);
        double mu = ShrinkageTarget.MeanVariance(s);
        double norm = TensorPrimitives.SumOfSquares(s.AsSpan());
        double distance = (norm / p) - (mu * mu);
        double noise = ((FourthMoment(signals) / samples) - norm) / ((double)p * samples);
        return p == 1 || noise <= 0 || distance <= 0 ? 0 : Math.Min(noise, distance) / distance;
    }

    /// <summary>Σ_t ‖x_t‖⁴ of the centred samples.</summary>
    private static double FourthMoment(Matrix signals)
    {
        double[] lengths = new double[signals.Rows];
        double[] centred = new double[signals.Rows];
        for (int j = 0; j < signals.Columns; j++)
        {
            ReadOnlySpan<double> column = signals.Column(j);
            TensorPrimitives.Subtract(column, TensorPrimitives.Sum(column) / column.Length, centred);
            TensorPrimitives.MultiplyAdd<double>(centred, centred, lengths, lengths);
        }

        return TensorPrimitives.SumOfSquares<double>(lengths);
    }
}
