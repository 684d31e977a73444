using System.Numerics.Tensors;
using System.Runtime.Intrinsics;
using Gyrus.Numerics;
using Gyrus.Optimization.Losses;

namespace Gyrus.Optimization;

/// <summary>Poisson counts with the log link, Σ w (e^η − yη), as operations on vectors: most encoding models spend their time here.</summary>
/// <remarks><see cref="PointwiseDatafit{TLoss}"/> of <see cref="PoissonExpLoss"/> is its twin, a sample at a time.</remarks>
internal sealed class PoissonExpDatafit : Datafit, ISampledDatafit
{
    private const int Chunk = 512;

    /// <summary>How far from the mean, relative to it, the miss of a sample is its series.</summary>
    private const double Near = 1.0 / 16;

    /// <summary>A loss beyond this is an overflow.</summary>
    private const double Huge = 1e300;

    private readonly double[] _weights;
    private readonly double[] _weighted;
    private readonly int _segments;

    /// <summary>Creates a datafit.</summary>
    /// <param name="response">y, one per sample, not negative.</param>
    /// <param name="weights">w, not negative; a sum of 1 in each segment makes the loss a mean.</param>
    /// <param name="segments">The stretches of equal length that have an intercept each.</param>
    public PoissonExpDatafit(double[] response, double[] weights, int segments = 1)
    {
        (_weights, _segments) = (weights, segments);
        _weighted = new double[response.Length];
        TensorPrimitives.Multiply(response, weights, _weighted);
        Least = Sum(response, weights);
    }

    public override int Samples => _weighted.Length;

    public override int Segments => _segments;

    public override bool IsConvex => true;

    public override double Least { get; }

    public override unsafe double Value(ReadOnlySpan<double> eta)
    {
        fixed (
            double* x = eta,
                w = _weights,
                y = _weighted
        )
        {
            Vector256<double> sum = default;
            int i = 0;
            for (; i <= eta.Length - 4; i += 4)
            {
                Vector256<double> own = Vector256.Load(x + i);
                sum += Means(own, Vector256.Load(w + i)) - (Vector256.Load(y + i) * own);
            }

            double loss = Vector256.Sum(sum);
            for (; i < eta.Length; i++)
            {
                loss += Mean(x[i], w[i]) - (y[i] * x[i]);
            }

            return Finite(loss);
        }
    }

    public override double Slopes(ReadOnlySpan<double> eta, Span<double> slopes)
    {
        Curvatures(eta, slopes);
        double loss = TensorPrimitives.Sum<double>(slopes) - TensorPrimitives.Dot(_weighted, eta);
        TensorPrimitives.Subtract(slopes, _weighted, slopes);
        return Finite(loss);
    }

    public override unsafe void Curvatures(ReadOnlySpan<double> eta, Span<double> curvatures)
    {
        fixed (
            double* x = eta,
                w = _weights,
                h = curvatures
        )
        {
            int i = 0;
            for (; i <= eta.Length - 4; i += 4)
            {
                Means(Vector256.Load(x + i), Vector256.Load(w + i)).Store(h + i);
            }

            for (; i < eta.Length; i++)
            {
                h[i] = Mean(x[i], w[i]);
            }
        }
    }

    /// <summary>
    /// With m = w e^η and z = v/t + wy, the mean that the dual point stands for: Σ m − z + z (log(z/w) − η), which is Σ m φ(z/m − 1) with
    /// φ(r) = (1 + r) log(1 + r) − r. Near m that is its series, without a logarithm and without terms that cancel.
    /// </summary>
    public override unsafe double DualMiss(
        ReadOnlySpan<double> eta,
        ReadOnlySpan<double> slopes,
        ReadOnlySpan<double> v,
        double t
    )
    {
        fixed (
            double* x = eta,
                u = slopes,
                w = _weights,
                y = _weighted,
                dual = v
        )
        {
            double inverse = 1 / t;
            Vector256<double> sum = default;
            Vector256<double> least = default;
            int i = 0;
            for (; i <= eta.Length - 4; i += 4)
            {
                Vector256<double> scaled = Vector256.Load(dual + i) * inverse;
                Vector256<double> count = Vector256.Load(y + i);
                least = Vector256.Min(least, scaled + count);
                sum += Miss(Vector256.Load(x + i), Vector256.Load(w + i), count, Vector256.Load(u + i), scaled);
            }

            double miss = Vector256.Sum(sum);
            bool outside = Vector256.LessThanAny(least, default);
            for (; i < eta.Length; i++)
            {
                double scaled = dual[i] * inverse;
                outside |= scaled + y[i] < 0;
                miss += Miss(
                    Vector256.CreateScalar(x[i]),
                    Vector256.CreateScalar(w[i]),
                    Vector256.CreateScalar(y[i]),
                    Vector256.CreateScalar(u[i]),
                    Vector256.CreateScalar(scaled)
                )[0];
            }

            return outside ? double.PositiveInfinity : miss;
        }
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
        double loss = 0;
        for (int start = 0; start < eta.Length; start += Chunk)
        {
            // A chunk in the fastest cache, within a segment.
            int k = start / length;
            int count = Math.Min(Math.Min(Chunk, eta.Length - start), ((k + 1) * length) - start);
            Span<double> own = eta.Slice(start, count);
            Span<double> means = slopes.Slice(start, count);
            ReadOnlySpan<double> y = _weighted.AsSpan(start, count);
            TensorPrimitives.Add(own, shifts[k], own);
            TensorPrimitives.Multiply(means, Math.Exp(shifts[k]), means);
            loss += TensorPrimitives.Sum<double>(means) - TensorPrimitives.Dot(y, own);
            TensorPrimitives.Subtract(means, y, means);
            start += count - Chunk;
        }

        return double.IsFinite(loss) ? Finite(loss) : Slopes(eta, slopes);
    }

    /// <inheritdoc/>
    public void SlopesOf(ReadOnlySpan<int> samples, ReadOnlySpan<double> eta, Span<double> slopes)
    {
        for (int i = 0; i < samples.Length; i++)
        {
            int at = samples[i];
            slopes[i] = Mean(eta[i], _weights[at]) - _weighted[at];
        }
    }

    /// <summary>m φ(z/m − 1), of which z and w are 0 together where a sample does not count.</summary>
    private static Vector256<double> Miss(
        Vector256<double> eta,
        Vector256<double> w,
        Vector256<double> count,
        Vector256<double> slope,
        Vector256<double> scaled
    )
    {
        Vector256<double> m = slope + count;
        Vector256<double> off = scaled - slope;
        if (Vector256.LessThanOrEqualAll(Vector256.Abs(off), m * Near))
        {
            return m * Series(off / NotZero(m));
        }

        // The logarithm of the least number keeps 0·log 0 at 0.
        Vector256<double> z = scaled + count;
        Vector256<double> mean = z * (Vector256<double>.One / NotZero(w));
        Vector256<double> log = Vector256.Log(Vector256.Max(mean, Vector256.Create(double.Epsilon)));
        return m - z + (z * (log - eta));
    }

    /// <summary>φ(r) = Σₖ (−r)ᵏ/(k(k − 1)), k from 2 to 10: to 1e-12 of itself for |r| ≤ 1/16.</summary>
    private static Vector256<double> Series(Vector256<double> r)
    {
        Vector256<double> s = -r;
        Vector256<double> sum = Vector256.Create(1.0 / 90);
        sum = Vector256.MultiplyAddEstimate(sum, s, Vector256.Create(1.0 / 72));
        sum = Vector256.MultiplyAddEstimate(sum, s, Vector256.Create(1.0 / 56));
        sum = Vector256.MultiplyAddEstimate(sum, s, Vector256.Create(1.0 / 42));
        sum = Vector256.MultiplyAddEstimate(sum, s, Vector256.Create(1.0 / 30));
        sum = Vector256.MultiplyAddEstimate(sum, s, Vector256.Create(1.0 / 20));
        sum = Vector256.MultiplyAddEstimate(sum, s, Vector256.Create(1.0 / 12));
        sum = Vector256.MultiplyAddEstimate(sum, s, Vector256.Create(1.0 / 6));
        sum = Vector256.MultiplyAddEstimate(sum, s, Vector256.Create(0.5));
        return r * r * sum;
    }

    /// <summary>w, or 1 where it is 0.</summary>
    private static Vector256<double> NotZero(Vector256<double> w) =>
        Vector256.ConditionalSelect(Vector256.Equals(w, default), Vector256<double>.One, w);

    /// <summary>Σ w (y − y log y).</summary>
    private static double Sum(double[] response, double[] weights)
    {
        double sum = 0;
        for (int i = 0; i < response.Length; i++)
        {
            sum += weights[i] * (response[i] - Entropy.XLogX(response[i]));
        }

        return sum;
    }

    private static double Finite(double loss) => loss < Huge ? loss : double.PositiveInfinity;

    /// <summary>w e^η; finite where w is 0, so that what does not count has no say.</summary>
    private static Vector256<double> Means(Vector256<double> eta, Vector256<double> w) =>
        w * Vector256.Min(Exponential.Of(eta), Vector256.Create(double.MaxValue));

    private static double Mean(double eta, double w) => w * Math.Min(Math.Exp(eta), double.MaxValue);

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
