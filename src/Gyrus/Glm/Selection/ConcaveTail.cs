namespace Gyrus.Glm.Selection;

/// <summary>The largest P(X ≥ t) of an X on {0, 1/B, …, 1} of mean η whose probabilities f are r-concave: f^r is convex, r &lt; 0.</summary>
/// <remarks>
/// The extremes of such f have an f^r that is linear up to some k and a last probability at k + 1 that is smaller than the line says: f_i ∝ (a + i)^{1/r} for
/// i ≤ k. For each k and a the mean fixes the last probability, so the tail is a function of one number for each k, and is searched on a grid
/// of a, refined around its best. Source: Shah and Samworth (2013), section 3.3 and their appendix A.4.
/// </remarks>
internal static class ConcaveTail
{
    private const int Grid = 64;
    private const int Refinements = 6;

    /// <summary>The bound, at most 1.</summary>
    public static double Largest(double mean, double tail, int size, double r)
    {
        int t = (int)Math.Ceiling((tail * size) - 1e-9);
        double eta = mean * size;
        if (t <= 0 || eta >= size / 2.0)
        {
            return 1;
        }

        double best = 0;
        for (int k = Math.Max(t - 1, (int)Math.Ceiling(eta)); k <= size; k++)
        {
            best = Math.Max(best, Searched(eta, t, (k, size), 1 / r));
        }

        return Math.Min(1, best);
    }

    private static double Searched(double eta, int t, (int K, int Size) of, double power)
    {
        // a over many orders of magnitude: a → ∞ is a uniform distribution, a → 0 a point at 0.
        (double low, double high) = (-12, 12);
        double best = 0;
        for (int pass = 0; pass < Refinements; pass++)
        {
            double step = (high - low) / Grid;
            double at = low;
            for (int i = 0; i <= Grid; i++)
            {
                double value = Tail(eta, t, of, (Math.Exp(low + (i * step)), power));
                (best, at) = value > best ? (value, low + (i * step)) : (best, at);
            }

            (low, high) = (at - step, at + step);
        }

        return best;
    }

    /// <summary>P(X ≥ t) for one k and a, or 0 where the mean cannot be reached by a last probability that keeps f r-concave.</summary>
    private static double Tail(double eta, int t, (int K, int Size) of, (double A, double Power) line)
    {
        (double mass, double moment, double beyond) = (0, 0, 0);
        for (int i = 0; i <= of.K; i++)
        {
            double f = Math.Pow((line.A + i) / line.A, line.Power);
            mass += f;
            moment += i * f;
            beyond += i >= t ? f : 0;
        }

        // (moment + (k + 1) x)/(mass + x) = η.
        double last = ((eta * mass) - moment) / (of.K + 1 - eta);
        double most = of.K + 1 <= of.Size ? Math.Pow((line.A + of.K + 1) / line.A, line.Power) : 0;
        if (last < -1e-12 * mass || last > most + (1e-12 * mass))
        {
            // The mean of the whole support may only be matched without a last probability.
            return 0;
        }

        return (beyond + (of.K + 1 >= t ? Math.Max(0, last) : 0)) / (mass + Math.Max(0, last));
    }
}
