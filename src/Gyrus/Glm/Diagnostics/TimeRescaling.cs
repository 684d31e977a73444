using Gyrus.Numerics;

namespace Gyrus.Glm.Diagnostics;

/// <summary>Goodness of fit of spike counts by time rescaling: intervals between spikes, in units of the model's expected spikes.</summary>
/// <remarks>
/// <para>
/// If the model is right, the expected counts Λ accumulated between spikes are independent Exp(1), so z = 1 − e^−Λ is uniform. Bins are not
/// points: a spike that shares its bin with Λ of the bin is put inside it at a random place, k spikes of a bin at k ordered ones, which makes
/// the discrete-time test exact where the Poisson intensity is constant in the bin. The seed makes it repeatable.
/// </para>
/// <para>
/// Λ runs on across the ends of trials and over bins that do not count: joined, the observed bins are still a process of unit rate. Cutting
/// intervals there would keep the short ones only, and reject models that are right.
/// </para>
/// <para>The statistic is max|F̂(z) − z| (Kolmogorov-Smirnov); the bounds are 1.36/√n (95 %) and 1.63/√n (99 %).</para>
/// <para>
/// Sources: Brown, Barbieri, Ventura, Kass and Frank (2002), Neural Computation 14:325, doi:10.1162/08997660252741149; Haslinger, Pipa and
/// Brown (2010), Neural Computation 22:2477, doi:10.1162/NECO_a_00015.
/// </para>
/// </remarks>
public static class TimeRescaling
{
    /// <summary>The test of one neuron.</summary>
    /// <param name="counts">The spikes of each bin. Whole numbers of at least 0; NaN for bins that do not count.</param>
    /// <param name="means">The expected spikes of each bin.</param>
    /// <param name="seed">The seed of the places inside bins.</param>
    public static TimeRescalingResult Test(IReadOnlyList<double> counts, IReadOnlyList<double> means, ulong seed = 0)
    {
        ArgumentNullException.ThrowIfNull(counts);
        ArgumentNullException.ThrowIfNull(means);
        Require.SameSize(counts.Count, means.Count, "one mean per bin");
        List<double> z = Rescaled(counts, means, new Rng(seed));
        double[] sorted = [.. z.Order()];
        return new TimeRescalingResult
        {
            Uniform = z,
            Statistic = Distance(sorted),
            SerialCorrelation = Serial(z),
            Seed = seed,
        };
    }

    private static List<double> Rescaled(IReadOnlyList<double> counts, IReadOnlyList<double> means, Rng rng)
    {
        var z = new List<double>();
        double since = 0;
        for (int i = 0; i < counts.Count; i++)
        {
            if (!double.IsFinite(counts[i]) || !double.IsFinite(means[i]))
            {
                continue;
            }

            double[] places =
            [
                .. Enumerable.Range(0, Count(counts[i], i)).Select(_ => means[i] * rng.NextDouble()).Order(),
            ];
            double at = 0;
            foreach (double place in places)
            {
                z.Add(-Math.Exp(-(since + place - at)) + 1);
                (since, at) = (0, place);
            }

            since += means[i] - at;
        }

        return z;
    }

    private static int Count(double count, int bin) =>
        count >= 0 && count == Math.Floor(count) && count < int.MaxValue
            ? (int)count
            : throw new ArgumentException(
                FormattableString.Invariant(
                    $"Time rescaling needs whole counts of at least 0, but bin {bin} holds {count}."
                )
            );

    private static double Distance(double[] sorted)
    {
        double largest = sorted.Length == 0 ? double.NaN : 0;
        for (int i = 0; i < sorted.Length; i++)
        {
            double below = sorted[i] - ((double)i / sorted.Length);
            double above = ((i + 1.0) / sorted.Length) - sorted[i];
            largest = Math.Max(largest, Math.Max(below, above));
        }

        return largest;
    }

    /// <summary>The correlation of neighbours: intervals of a right model are independent.</summary>
    private static double Serial(List<double> z)
    {
        if (z.Count < 3)
        {
            return double.NaN;
        }

        double mean = z.Average();
        double sum = 0;
        for (int i = 1; i < z.Count; i++)
        {
            sum += (z[i] - mean) * (z[i - 1] - mean);
        }

        return sum / z.Sum(v => (v - mean) * (v - mean));
    }
}
