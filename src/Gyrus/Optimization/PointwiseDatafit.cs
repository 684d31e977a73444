using System.Numerics.Tensors;
using Gyrus.Optimization.Losses;

namespace Gyrus.Optimization;

/// <summary>A datafit of one pointwise loss, on responses and weights that are given once.</summary>
/// <param name="loss">f.</param>
/// <param name="response">y, one per sample.</param>
/// <param name="weights">w, not negative; a sum of 1 in each segment makes the loss a mean.</param>
/// <param name="segments">The stretches of equal length that have an intercept each.</param>
internal sealed class PointwiseDatafit<TLoss>(TLoss loss, double[] response, double[] weights, int segments = 1)
    : Datafit,
        ISampledDatafit
    where TLoss : struct, IPointwiseLoss
{
    private const int Chunk = 1024;
    private const int MaxShiftSteps = 100;

    // Where no positive mean is best, the best shift is −∞: losses that are not convex may ask for it at once.
    private const double MostDown = 10;

    // η > 0, where it is asked for, is the only limit that a loss here has.
    private readonly bool _isLimited = IsLimited(loss);

    public override int Samples => response.Length;

    public override int Segments => segments;

    public override bool IsConvex => loss.IsConvex;

    public override double Least => Sum(static (loss, y) => loss.Least(y));

    public override Datafit? Raised(double rise) =>
        loss is PoissonIdentityLoss
            ? new PointwiseDatafit<TLoss>(loss, Array.ConvertAll(response, y => y + rise), weights, segments)
            : null;

    public override double Value(ReadOnlySpan<double> eta)
    {
        Span<double> e = stackalloc double[Chunk];
        double sum = 0;
        for (int start = 0; start < eta.Length; start += Chunk)
        {
            ReadOnlySpan<double> x = eta.Slice(start, Math.Min(Chunk, eta.Length - start));
            loss.Transform(x, e[..x.Length]);
            double part = 0;
            for (int i = 0; i < x.Length; i++)
            {
                double w = weights[start + i];
                part += w == 0 ? 0 : w * loss.Value(x[i], e[i], response[start + i]);
            }

            sum += part;
        }

        return sum;
    }

    public override double Slopes(ReadOnlySpan<double> eta, Span<double> slopes)
    {
        Span<double> e = stackalloc double[Chunk];
        double sum = 0;
        for (int start = 0; start < eta.Length; start += Chunk)
        {
            ReadOnlySpan<double> x = eta.Slice(start, Math.Min(Chunk, eta.Length - start));
            loss.Transform(x, e[..x.Length]);
            double part = 0;
            for (int i = 0; i < x.Length; i++)
            {
                (double w, double y) = (weights[start + i], response[start + i]);
                part += w == 0 ? 0 : w * loss.Value(x[i], e[i], y);
                slopes[start + i] = w == 0 ? 0 : w * loss.Slope(x[i], e[i], y);
            }

            sum += part;
        }

        return sum;
    }

    public void SlopesOf(ReadOnlySpan<int> samples, ReadOnlySpan<double> eta, Span<double> slopes)
    {
        Span<double> e = stackalloc double[Chunk];
        for (int start = 0; start < samples.Length; start += Chunk)
        {
            ReadOnlySpan<double> x = eta.Slice(start, Math.Min(Chunk, samples.Length - start));
            loss.Transform(x, e[..x.Length]);
            for (int i = 0; i < x.Length; i++)
            {
                (double w, double y) = (weights[samples[start + i]], response[samples[start + i]]);
                bool inside = double.IsFinite(loss.Value(x[i], e[i], y));
                slopes[start + i] =
                    w == 0 ? 0
                    : inside ? w * loss.Slope(x[i], e[i], y)
                    : double.NaN;
            }
        }
    }

    public override void Curvatures(ReadOnlySpan<double> eta, Span<double> curvatures)
    {
        Span<double> e = stackalloc double[Chunk];
        for (int start = 0; start < eta.Length; start += Chunk)
        {
            ReadOnlySpan<double> x = eta.Slice(start, Math.Min(Chunk, eta.Length - start));
            loss.Transform(x, e[..x.Length]);
            for (int i = 0; i < x.Length; i++)
            {
                double w = weights[start + i];
                curvatures[start + i] = w == 0 ? 0 : w * loss.Curvature(x[i], e[i], response[start + i]);
            }
        }
    }

    public override double DualMiss(
        ReadOnlySpan<double> eta,
        ReadOnlySpan<double> slopes,
        ReadOnlySpan<double> v,
        double t
    )
    {
        Span<double> e = stackalloc double[Chunk];
        double sum = 0;
        for (int start = 0; start < eta.Length; start += Chunk)
        {
            ReadOnlySpan<double> x = eta.Slice(start, Math.Min(Chunk, eta.Length - start));
            loss.Transform(x, e[..x.Length]);
            double part = 0;
            for (int i = 0; i < x.Length; i++)
            {
                (double w, double y) = (weights[start + i], response[start + i]);
                if (w != 0)
                {
                    double dual = v[start + i] / (w * t);
                    part += w * (loss.Value(x[i], e[i], y) + loss.Conjugate(dual, y, x[i]) - (dual * x[i]));
                }
            }

            sum += part;
        }

        return sum;
    }

    public override void BestShifts(ReadOnlySpan<double> eta, Span<double> shifts)
    {
        int length = Samples / segments;
        for (int k = 0; k < segments; k++)
        {
            shifts[k] = BestShift(eta.Slice(k * length, length), k * length);
        }
    }

    /// <summary>Newton on Σ w f'(η + δ), kept inside the bracket that the signs seen so far give; some way down where the root is −∞.</summary>
    private double BestShift(ReadOnlySpan<double> eta, int offset)
    {
        (double shift, double lower, double upper) = (0, double.NegativeInfinity, double.PositiveInfinity);
        double last = 0;
        double smallest = _isLimited ? Smallest(eta, offset) : double.PositiveInfinity;
        for (int step = 0; step < MaxShiftSteps; step++)
        {
            (double slope, double curvature) = Sums(eta, offset, shift);
            if (!double.IsFinite(slope) || !double.IsFinite(curvature))
            {
                lower = _isLimited ? Math.Max(lower, shift) : lower;
                shift = (shift + last) / 2;
                continue;
            }

            (lower, upper) = slope > 0 ? (lower, shift) : (shift, upper);
            double newton = loss.IsLogLinear ? double.LogP1(-slope / curvature) : -slope / curvature;
            double next = shift + (loss.IsConvex ? newton : Math.Max(newton, -MostDown));
            next = next >= lower && next <= upper && double.IsFinite(next) ? next : Inside(shift, lower, upper, slope);
            (last, shift) = (shift, next);
            double scale = Math.Min(1 + Math.Abs(next), Math.Max(smallest + next, 0));
            if (loss.IsLogLinear || !(Math.Abs(next - last) > 1e-9 * scale))
            {
                break;
            }
        }

        // The last step was not looked at; the one before lies inside.
        return smallest + shift > 0 ? shift : last;
    }

    private static bool IsLimited(TLoss loss)
    {
        double e = 0;
        loss.Transform([-1.0], new Span<double>(ref e));
        return double.IsPositiveInfinity(loss.Value(-1, e, 1));
    }

    /// <summary>The smallest η of a sample that counts.</summary>
    private double Smallest(ReadOnlySpan<double> eta, int offset)
    {
        double smallest = double.PositiveInfinity;
        for (int i = 0; i < eta.Length; i++)
        {
            smallest = weights[offset + i] == 0 ? smallest : Math.Min(smallest, eta[i]);
        }

        return smallest;
    }

    private static double Inside(double x, double lower, double upper, double slope) =>
        double.IsFinite(lower) && double.IsFinite(upper) ? (lower + upper) / 2
        : slope > 0 ? x - 1
        : x + 1;

    private (double Slope, double Curvature) Sums(ReadOnlySpan<double> eta, int offset, double shift)
    {
        Span<double> x = stackalloc double[Chunk];
        Span<double> e = stackalloc double[Chunk];
        (double slope, double curvature) = (0, 0);
        for (int start = 0; start < eta.Length; start += Chunk)
        {
            int count = Math.Min(Chunk, eta.Length - start);
            TensorPrimitives.Add(eta.Slice(start, count), shift, x);
            loss.Transform(x[..count], e[..count]);
            (double s, double h) = (0, 0);
            for (int i = 0; i < count; i++)
            {
                (double w, double y) = (weights[offset + start + i], response[offset + start + i]);
                if (w != 0)
                {
                    bool inside = double.IsFinite(loss.Value(x[i], e[i], y));
                    s += inside ? w * loss.Slope(x[i], e[i], y) : double.NaN;
                    h += w * loss.Curvature(x[i], e[i], y);
                }
            }

            slope += s;
            curvature += h;
        }

        return (slope, curvature);
    }

    private double Sum(Func<TLoss, double, double> of)
    {
        double sum = 0;
        for (int i = 0; i < response.Length; i++)
        {
            sum += weights[i] == 0 ? 0 : weights[i] * of(loss, response[i]);
        }

        return sum;
    }
}
