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
        return Of(Rescaled(counts, means, new Rng(seed)), seed);
    }

    /// <summary>The test of one neuron whose bins hold 0 or 1, such as those of a Bernoulli model.</summary>
    /// <remarks>
    /// A silent bin adds −log(1 − p) to Λ; a bin with its spike adds −log(1 − up), u uniform on [0, 1), and ends the interval. Then z is uniform
    /// if the probabilities are right, however wide the bins are.
    /// </remarks>
    /// <param name="responses">0 or 1 for each bin; NaN for bins that do not count.</param>
    /// <param name="probabilities">The probability p of a 1 in each bin.</param>
    /// <param name="seed">The seed of the places inside bins.</param>
    /// <exception cref="ArgumentException">Sizes disagree, or a response is neither 0 nor 1.</exception>
    public static TimeRescalingResult TestBinary(
        IReadOnlyList<double> responses,
        IReadOnlyList<double> probabilities,
        ulong seed = 0
    )
    {
        ArgumentNullException.ThrowIfNull(responses);
        ArgumentNullException.ThrowIfNull(probabilities);
        Require.SameSize(responses.Count, probabilities.Count, "one probability per bin");
        return Of(RescaledBinary(responses, probabilities, new Rng(seed)), seed);
    }

    private static TimeRescalingResult Of(double[] z, ulong seed)
    {
        double[] sorted = [.. z];
        Array.Sort(sorted);
        return new TimeRescalingResult
        {
            Uniform = z,
            Statistic = Distance(sorted),
            SerialCorrelation = Serial(z),
            Seed = seed,
        };
    }

    private static double[] Rescaled(IReadOnlyList<double> counts, IReadOnlyList<double> means, Rng rng)
    {
        double[] z = new double[Spikes(counts, means, int.MaxValue, "whole counts of at least 0")];
        double[] places = new double[16];
        double since = 0;
        int filled = 0;
        for (int i = 0; i < counts.Count; i++)
        {
            if (!IsObserved(counts, means, i))
            {
                continue;
            }

            int count = (int)counts[i];
            places = count <= places.Length ? places : new double[2 * count];
            Span<double> inside = places.AsSpan(0, count);
            foreach (ref double place in inside)
            {
                place = means[i] * rng.NextDouble();
            }

            inside.Sort();
            double at = 0;
            foreach (double place in inside)
            {
                z[filled++] = -Math.Exp(-(since + place - at)) + 1;
                (since, at) = (0, place);
            }

            since += means[i] - at;
        }

        return z;
    }

    private static double[] RescaledBinary(
        IReadOnlyList<double> responses,
        IReadOnlyList<double> probabilities,
        Rng rng
    )
    {
        double[] z = new double[Spikes(responses, probabilities, 1, "responses of 0 or 1")];
        double silent = 1; // the probability of no spike since the last
        int filled = 0;
        for (int i = 0; i < responses.Count; i++)
        {
            if (!IsObserved(responses, probabilities, i))
            {
                continue;
            }

            bool isSpike = responses[i] == 1;
            silent *= 1 - ((isSpike ? rng.NextDouble() : 1) * probabilities[i]);
            if (isSpike)
            {
                z[filled++] = 1 - silent;
                silent = 1;
            }
        }

        return z;
    }

    private static bool IsObserved(IReadOnlyList<double> counts, IReadOnlyList<double> means, int bin) =>
        double.IsFinite(counts[bin]) && double.IsFinite(means[bin]);

    /// <summary>The number of intervals: known beforehand, their array takes no more memory than it needs.</summary>
    private static long Spikes(IReadOnlyList<double> counts, IReadOnlyList<double> means, int most, string needed)
    {
        long spikes = 0;
        for (int i = 0; i < counts.Count; i++)
        {
            if (!IsObserved(counts, means, i))
            {
                continue;
            }

            spikes +=
                counts[i] >= 0 && counts[i] <= most && counts[i] == Math.Floor(counts[i])
                    ? (long)counts[i]
                    : throw new ArgumentException(
                        FormattableString.Invariant($"Time rescaling needs {needed}, but bin {i} holds {counts[i]}.")
                    );
        }

        return spikes;
    }

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
    private static double Serial(double[] z)
    {
        if (z.Length < 3)
        {
            return double.NaN;
        }

        double mean = z.Average();
        double sum = 0;
        for (int i = 1; i < z.Length; i++)
        {
            sum += (z[i] - mean) * (z[i - 1] - mean);
        }

        return sum / z.Sum(v => (v - mean) * (v - mean));
    }
}
