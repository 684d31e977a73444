namespace Gyrus.Glm.Features;

/// <summary>The values of the B-splines that are not zero at a point, by the recursion of Cox and de Boor.</summary>
internal static class KnotSpline
{
    /// <summary>A little more than 1, so that the last of the half-open knot intervals contains 1.</summary>
    public const double End = 1 + 2.2204460492503131e-16;

    /// <summary>Knots of splines on [0, 1]: the ends <paramref name="order"/> times each, evenly spaced ones between.</summary>
    public static double[] Clamped(int functions, int order)
    {
        double[] knots = new double[functions + order];
        int intervals = functions - order + 1;
        double step = End / intervals;
        for (int i = 0; i < knots.Length; i++)
        {
            int inner = Math.Clamp(i - order + 1, 0, intervals);
            knots[i] = inner == intervals ? End : inner * step;
        }

        return knots;
    }

    /// <summary>The knot interval, from 0, that contains z.</summary>
    /// <param name="knots">The knots, ascending.</param>
    /// <param name="order">The order of the splines.</param>
    /// <param name="intervals">The number of intervals that count.</param>
    /// <param name="z">The point.</param>
    public static int Interval(double[] knots, int order, int intervals, double z)
    {
        int at = Math.Clamp((int)(z * intervals), 0, intervals - 1);
        while (at > 0 && z < knots[at + order - 1])
        {
            at--;
        }

        while (at < intervals - 1 && z >= knots[at + order])
        {
            at++;
        }

        return at;
    }

    /// <summary>The <paramref name="order"/> splines that are not zero in the interval: number at … at + order − 1.</summary>
    public static void Values(double[] knots, int order, int at, double z, Span<double> values)
    {
        int span = at + order - 1;
        values[0] = 1;
        for (int degree = 1; degree < order; degree++)
        {
            double carried = 0;
            for (int r = 0; r < degree; r++)
            {
                double right = knots[span + r + 1];
                double left = knots[span + 1 - degree + r];
                double share = values[r] / (right - left);
                values[r] = carried + ((right - z) * share);
                carried = (z - left) * share;
            }

            values[degree] = carried;
        }
    }
}
