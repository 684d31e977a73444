using System.Numerics.Tensors;
using Gyrus.Numerics;

namespace Gyrus.Signals;

/// <summary>Removal of the mean and of the straight line from signals of one length.</summary>
internal sealed class LinearTrend
{
    private readonly double[] _ramp;

    /// <summary>Prepares the centred ramp of unit norm.</summary>
    public LinearTrend(int samples)
    {
        _ramp = new double[samples];
        for (int t = 0; t < samples; t++)
        {
            _ramp[t] = t - (0.5 * (samples - 1));
        }

        double norm = TensorPrimitives.Norm<double>(_ramp);
        TensorPrimitives.Divide(_ramp, norm > 0 ? norm : 1, _ramp);
    }

    /// <summary>x ← x − mean(x) − r(rᵀx), r the centred ramp.</summary>
    public void Remove(Span<double> x)
    {
        Centre(x);
        TensorPrimitives.MultiplyAdd(_ramp, -TensorPrimitives.Dot<double>(_ramp, x), x, x);
    }

    /// <summary>The same for every column.</summary>
    public void Remove(Matrix x)
    {
        for (int j = 0; j < x.Columns; j++)
        {
            Remove(x.MutableColumn(j));
        }
    }

    /// <summary>x ← x − mean(x); returns the mean.</summary>
    public static double Centre(Span<double> x)
    {
        double mean = Mean(x);
        TensorPrimitives.Subtract(x, mean, x);
        return mean;
    }

    /// <summary>The mean of x.</summary>
    public static double Mean(ReadOnlySpan<double> x) => TensorPrimitives.Sum(x) / x.Length;
}
