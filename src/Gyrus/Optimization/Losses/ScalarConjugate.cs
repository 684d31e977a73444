namespace Gyrus.Optimization.Losses;

/// <summary>The conjugate of a convex loss that has none in closed form: sup over x of vx − f(x, y), by a safe Newton.</summary>
internal static class ScalarConjugate
{
    private const int MaxSteps = 100;

    /// <summary>The supremum, for a v that f' takes somewhere; η is where to start.</summary>
    /// <remarks>
    /// f' rises, so the maximiser lies on the side of η towards the minimum of f. Newton steps that leave the bracket
    /// [lower, upper], or that meet a vanishing curvature, are replaced by doubling or halving.
    /// </remarks>
    public static double Of<TLoss>(TLoss loss, double v, double y, double eta)
        where TLoss : struct, IPointwiseLoss
    {
        (double lower, double upper) = (double.NegativeInfinity, double.PositiveInfinity);
        double x = eta;
        double width = 1;
        for (int step = 0; step < MaxSteps; step++)
        {
            (double slope, double curvature) = At(loss, x, y);
            double excess = slope - v;
            (lower, upper) = excess > 0 ? (lower, x) : (x, upper);
            double next = x - (excess / curvature);
            if (!(next > lower && next < upper))
            {
                width *= 2;
                next =
                    double.IsInfinity(lower) ? upper - width
                    : double.IsInfinity(upper) ? lower + width
                    : (lower + upper) / 2;
            }

            bool done = Math.Abs(next - x) <= 1e-9 * (1 + Math.Abs(x));
            x = next;
            if (done)
            {
                break;
            }
        }

        Span<double> e = [0];
        loss.Transform([x], e);
        return (v * x) - loss.Value(x, e[0], y);
    }

    private static (double Slope, double Curvature) At<TLoss>(TLoss loss, double x, double y)
        where TLoss : struct, IPointwiseLoss
    {
        Span<double> e = [0];
        loss.Transform([x], e);
        return (loss.Slope(x, e[0], y), loss.Curvature(x, e[0], y));
    }
}
