using System.Numerics.Tensors;
using Gyrus.Numerics;

namespace Gyrus.Covariance;

/// <summary>The covariance shrunk towards μ·I by the oracle-approximating weight, which assumes normal samples.</summary>
/// <remarks>
/// <para>
/// With a = ‖S‖² / p² and μ = tr S / p, the weight is s = min(1, ((1 − k)·a + μ²) / ((T + 1 − k)·(a − μ² / p))), and the estimate
/// (1 − s)·S + s·μ·I; k = 2/p as published, 0 by default.
/// </para>
/// <para>
/// One region is never shrunk. By default the numbers agree with scikit-learn's <c>OAS</c>, which drops the terms of order 1/p of the
/// paper's equation 23.
/// </para>
/// <para>Source: Chen, Wiesel, Eldar and Hero (2010), IEEE Trans. Signal Processing 58:5016, doi:10.1109/TSP.2010.2053029.</para>
/// </remarks>
public sealed record Oas : ICovarianceEstimator
{
    /// <summary>Gets whether the terms 2/p of the paper's equation 23 are kept. Default: no, as in scikit-learn.</summary>
    public bool Published { get; init; }

    /// <inheritdoc/>
    public CovarianceFit Fit(Matrix signals)
    {
        SampleCovariance sample = SampleCovariance.OfSignals(signals);
        return ShrinkageTarget.Shrink(sample, Weight(sample));
    }

    private double Weight(SampleCovariance sample)
    {
        int p = sample.Regions;
        double mu = ShrinkageTarget.MeanVariance(sample.Values);
        double meanSquare = TensorPrimitives.SumOfSquares(sample.Values.AsSpan()) / ((double)p * p);
        double kept = Published ? 2.0 / p : 0;
        double denominator = (sample.Samples + 1 - kept) * (meanSquare - (mu * mu / p));
        double weight = denominator > 0 ? Math.Min(1, (((1 - kept) * meanSquare) + (mu * mu)) / denominator) : 1;
        return p == 1 ? 0 : weight;
    }
}
