using System.Numerics.Tensors;
using Gyrus.Numerics;

namespace Gyrus.Covariance;

/// <summary>The covariance shrunk towards μ·I by the weight of Ledoit and Wolf, its noise averaged out for normal samples (RBLW).</summary>
/// <remarks>
/// <para>
/// s = min(1, (((T − 2)/T)·tr S² + tr² S) / ((T + 2)(tr S² − tr² S / p))), and the estimate (1 − s)·S + s·μ·I, μ = tr S / p. A
/// covariance that is μ·I already gets s = 1. One region is never shrunk.
/// </para>
/// <para>Source: Chen, Wiesel, Eldar and Hero (2010), IEEE Trans. Signal Processing 58:5016, equation 17, doi:10.1109/TSP.2010.2053029.</para>
/// </remarks>
public sealed record RaoBlackwellLedoitWolf : ICovarianceEstimator
{
    /// <inheritdoc/>
    /// <exception cref="ArgumentException">There are fewer than two samples, a value is not finite, or a region does not vary.</exception>
    public CovarianceFit Fit(Matrix signals)
    {
        SubjectCheck.Signals(signals, subject: null, "");
        SampleCovariance sample = SampleCovariance.OfSignals(signals);
        return ShrinkageTarget.Shrink(sample, Weight(sample));
    }

    private static double Weight(SampleCovariance sample)
    {
        (double t, double p) = (sample.Samples, sample.Regions);
        double trace = p * ShrinkageTarget.MeanVariance(sample.Values);
        double squares = TensorPrimitives.SumOfSquares(sample.Values.AsSpan());
        double denominator = (t + 2) * (squares - (trace * trace / p));
        double weight = denominator > 0 ? Math.Min(1, (((t - 2) / t * squares) + (trace * trace)) / denominator) : 1;
        return sample.Regions == 1 ? 0 : weight;
    }
}
