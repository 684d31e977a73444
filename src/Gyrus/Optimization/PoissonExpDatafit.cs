using System.Numerics.Tensors;
using Gyrus.Optimization.Losses;

namespace Gyrus.Optimization;

/// <summary>Poisson counts with the log link, Σ w (e^η − yη), as operations on vectors: most encoding models spend their time here.</summary>
/// <remarks><see cref="PointwiseDatafit{TLoss}"/> of <see cref="PoissonExpLoss"/> is its twin, a sample at a time.</remarks>
internal sealed class PoissonExpDatafit : Datafit
{
    private const int Chunk = 512;

    /// <summary>A loss beyond this is an overflow.</summary>
    private const double Huge = 1e300;

    private readonly double[] _response;
    private readonly double[] _weights;
    private readonly double[] _divisors;
    private readonly double[] _weighted;
    private readonly int _segments;

    /// <summary>Creates a datafit.</summary>
    /// <param name="response">y, one per sample, not negative.</param>
    /// <param name="weights">w, not negative; a sum of 1 in each segment makes the loss a mean.</param>
    /// <param name="segments">The stretches of equal length that have an intercept each.</param>
    public PoissonExpDatafit(double[] response, double[] weights, int segments = 1)
    {
        (_response, _weights, _segments) = (response, weights, segments);
        _divisors = Array.ConvertAll(weights, static w => w == 0 ? 1 : w);
        _weighted = new double[response.Length];
        TensorPrimitives.Multiply(response, weights, _weighted);
    }

    public override int Samples => _response.Length;

    public override int Segments => _segments;

    public override bool IsConvex => true;

    public override double Least
    {
        get
        {
            double sum = 0;
            for (int i = 0; i < _response.Length; i++)
            {
                sum += _weights[i] * (_response[i] - Entropy.XLogX(_response[i]));
            }

            return sum;
        }
    }

    public override double Value(ReadOnlySpan<double> eta)
    {
        Span<double> e = stackalloc double[Chunk];
        double sum = 0;
        for (int start = 0; start < eta.Length; start += Chunk)
        {
            ReadOnlySpan<double> x = eta.Slice(start, Math.Min(Chunk, eta.Length - start));
            Means(x, start, e);
            sum += TensorPrimitives.Sum<double>(e[..x.Length]);
        }

        return Loss(sum, eta);
    }

    public override double Slopes(ReadOnlySpan<double> eta, Span<double> slopes)
    {
        Curvatures(eta, slopes);
        double sum = TensorPrimitives.Sum<double>(slopes);
        TensorPrimitives.Subtract(slopes, _weighted, slopes);
        return Loss(sum, eta);
    }

    public override void Curvatures(ReadOnlySpan<double> eta, Span<double> curvatures)
    {
        for (int start = 0; start < eta.Length; start += Chunk)
        {
            ReadOnlySpan<double> x = eta.Slice(start, Math.Min(Chunk, eta.Length - start));
            Means(x, start, curvatures[start..]);
        }
    }

    /// <summary>With z = v/wt + y, the mean that the dual point stands for, Σ w (e^η − z + z (log z − η)).</summary>
    public override double DualMiss(ReadOnlySpan<double> eta, ReadOnlySpan<double> v, double t)
    {
        Span<double> z = stackalloc double[Chunk];
        Span<double> other = stackalloc double[Chunk];
        double sum = 0;
        for (int start = 0; start < eta.Length; start += Chunk)
        {
            int count = Math.Min(Chunk, eta.Length - start);
            ReadOnlySpan<double> x = eta.Slice(start, count);
            z = z[..count];
            other = other[..count];
            TensorPrimitives.Divide(v.Slice(start, count), t, z);
            TensorPrimitives.Add(z, _weighted.AsSpan(start, count), z);
            if (TensorPrimitives.Min<double>(z) < 0)
            {
                return double.PositiveInfinity;
            }

            Means(x, start, other);
            sum += TensorPrimitives.Sum<double>(other) - TensorPrimitives.Sum<double>(z);

            // z and w are 0 together where a sample does not count; the logarithm of the least number keeps 0·log 0 at 0.
            TensorPrimitives.Divide(z, _divisors.AsSpan(start, count), other);
            TensorPrimitives.Max(other, double.Epsilon, other);
            TensorPrimitives.Log(other, other);
            TensorPrimitives.Subtract(other, x, other);
            sum += TensorPrimitives.Dot<double>(z, other);
        }

        return sum;
    }

    /// <summary>log Σ w y − log Σ w e^η, in each segment.</summary>
    public override void BestShifts(ReadOnlySpan<double> eta, Span<double> shifts)
    {
        double[] means = new double[eta.Length];
        Curvatures(eta, means);
        Shifts(eta, means, shifts);
    }

    public override double Recentre(Span<double> eta, Span<double> shifts, Span<double> slopes)
    {
        Curvatures(eta, slopes);
        Shifts(eta, slopes, shifts);
        int length = eta.Length / _segments;
        double sum = 0;
        for (int k = 0; k < _segments; k++)
        {
            Span<double> own = eta.Slice(k * length, length);
            Span<double> means = slopes.Slice(k * length, length);
            TensorPrimitives.Add(own, shifts[k], own);
            TensorPrimitives.Multiply(means, Math.Exp(shifts[k]), means);
            sum += TensorPrimitives.Sum<double>(means);
        }

        if (!double.IsFinite(sum))
        {
            return Slopes(eta, slopes);
        }

        TensorPrimitives.Subtract(slopes, _weighted, slopes);
        return Loss(sum, eta);
    }

    private double Loss(double sum, ReadOnlySpan<double> eta) =>
        sum - TensorPrimitives.Dot(_weighted, eta) is var loss && sum < Huge ? loss : double.PositiveInfinity;

    /// <summary>w e^η of some samples; finite where w is 0, so that what does not count has no say.</summary>
    private void Means(ReadOnlySpan<double> eta, int start, Span<double> means)
    {
        Span<double> own = means[..eta.Length];
        TensorPrimitives.Exp(eta, own);
        TensorPrimitives.Min(own, double.MaxValue, own);
        TensorPrimitives.Multiply(own, _weights.AsSpan(start, eta.Length), own);
    }

    private void Shifts(ReadOnlySpan<double> eta, ReadOnlySpan<double> means, Span<double> shifts)
    {
        int length = eta.Length / _segments;
        for (int k = 0; k < _segments; k++)
        {
            (int start, int end) = (k * length, (k + 1) * length);
            double mean = TensorPrimitives.Sum(means[start..end]);
            double wanted = TensorPrimitives.Sum<double>(_weighted.AsSpan(start..end));
            shifts[k] = mean is > 0 and < Huge ? double.LogP1((wanted - mean) / mean) : Far(eta, start, end, wanted);
        }
    }

    /// <summary>The shift where Σ w e^η is beyond the numbers: relative to the largest η.</summary>
    private double Far(ReadOnlySpan<double> eta, int start, int end, double wanted)
    {
        double largest = double.NegativeInfinity;
        for (int i = start; i < end; i++)
        {
            largest = _weights[i] > 0 ? Math.Max(largest, eta[i]) : largest;
        }

        double sum = 0;
        for (int i = start; i < end; i++)
        {
            sum += _weights[i] > 0 ? _weights[i] * Math.Exp(eta[i] - largest) : 0;
        }

        return Math.Log(wanted / sum) - largest;
    }
}
