namespace Gyrus.Glm.Selection;

/// <summary>Bounds on the expected number of stable blocks that single halves select with a probability of at most q/p.</summary>
/// <remarks>
/// q blocks of p are selected in a half on average; a block is stable from frequency π on; B complementary pairs. Sources: Meinshausen and
/// Bühlmann (2010), theorem 1; Shah and Samworth (2013), theorem 2 (eq. 5) and section 3.3 (eq. 8).
/// </remarks>
internal static class SelectionBounds
{
    /// <summary>q²/((2π − 1)p).</summary>
    public static double MeinshausenBuhlmann(double q, int p, double threshold) =>
        Math.Min(p, q * q / (((2 * threshold) - 1) * p));

    /// <summary>C(π, B)·q²/p: frequencies of a pair that selects together are unimodal.</summary>
    public static double Unimodal(double q, int p, double threshold, int pairs)
    {
        double theta = q / p;
        double half = 1.0 / (2 * pairs);
        double least = Math.Min(0.5 + (theta * theta), 0.5 + half + (0.75 * theta * theta));
        if (threshold <= least || theta > 1 / Math.Sqrt(3))
        {
            return MeinshausenBuhlmann(q, p, threshold);
        }

        double c =
            threshold <= 0.75
                ? 1 / (2 * ((2 * threshold) - 1 - half))
                : 4 * (1 - threshold + half) / (1 + (1.0 / pairs));
        return Math.Min(p, c * q * q / p);
    }

    /// <summary>p·min{D(θ², 2π − 1, B, −½), D(θ, π, 2B, −¼)}, θ = q/p: the frequencies are r-concave.</summary>
    public static double Concave(double q, int p, double threshold, int pairs)
    {
        double theta = q / p;
        double together = ConcaveTail.Largest(theta * theta, (2 * threshold) - 1, pairs, -0.5);
        double single = ConcaveTail.Largest(theta, threshold, 2 * pairs, -0.25);
        return Math.Min(p * Math.Min(together, single), Unimodal(q, p, threshold, pairs));
    }
}
