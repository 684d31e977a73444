namespace Gyrus.Glm.Selection;

/// <summary>The largest P(X ≥ t) of an X on {0, 1/B, …, 1} of mean η whose probabilities f are r-concave: f^r is convex, r &lt; 0.</summary>
/// <remarks>
/// The extremes of such f have an f^r that is linear up to some k and a last probability at k + 1 that is smaller than the line says: f_i ∝ (a + i)^{1/r} for
/// i ≤ k. For each k and a the mean fixes the last probability, so the tail is a function of one number for each k, and is searched on a grid
/// of log a between the ends that the mean allows, refined around its best. Source: Shah and Samworth (2013), section 3.3 and their appendix A.4.
/// </remarks>
internal static class ConcaveTail
{
    private const int Grid = 24;
    private const int Refinements = 4;
    private const double LargestLog = 40;

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
        for (int k = Math.Max(t - 1, (int)Math.Ceiling(eta)); k < size; k++)
        {
            best = Math.Max(best, Searched(eta, t, k, 1 / r));
        }

        return Math.Min(1, best);
    }

    /// <summary>The best a for one k: between the a whose line to k + 1 has the mean, and the a whose line to k has it.</summary>
    private static double Searched(double eta, int t, int k, double power)
    {
        (double low, double high) = (LogOffset(eta, k + 1, power), LogOffset(eta, k, power));
        double best = 0;
        for (int pass = 0; pass < Refinements; pass++)
        {
            double step = (high - low) / Grid;
            double at = low;
            for (int i = 0; i <= Grid; i++)
            {
                double value = Tail(eta, t, k, (low + (i * step), power));
                (best, at) = value > best ? (value, low + (i * step)) : (best, at);
            }

            (low, high) = (Math.Max(low, at - step), Math.Min(high, at + step));
        }

        return best;
    }

    /// <summary>log a of the line over 0 … k that has the mean, which rises with a; the largest a where even that is not enough.</summary>
    private static double LogOffset(double eta, int k, double power)
    {
        (double low, double high) = (-LargestLog, LargestLog);
        for (int i = 0; i < 100; i++)
        {
            double middle = 0.5 * (low + high);
            (double mass, double moment, _) = Sums(k, k + 1, (middle, power));
            (low, high) = moment < eta * mass ? (middle, high) : (low, middle);
        }

        return 0.5 * (low + high);
    }

    /// <summary>P(X ≥ t) for one k and a, the last probability being what the mean leaves.</summary>
    private static double Tail(double eta, int t, int k, (double LogA, double Power) line)
    {
        (double mass, double moment, double beyond) = Sums(k, t, line);

        // (moment + (k + 1) x)/(mass + x) = η.
        double last = Math.Max(0, ((eta * mass) - moment) / (k + 1 - eta));
        return (beyond + last) / (mass + last);
    }

    private static (double Mass, double Moment, double Beyond) Sums(int k, int t, (double LogA, double Power) line)
    {
        double inverse = Math.Exp(-line.LogA);
        (double mass, double moment, double beyond) = (0, 0, 0);
        for (int i = 0; i <= k; i++)
        {
            double f = Math.Pow(1 + (i * inverse), line.Power);
            mass += f;
            moment += i * f;
            beyond += i >= t ? f : 0;
        }

        return (mass, moment, beyond);
    }
}
