using Gyrus.Numerics;
using static System.FormattableString;

namespace Gyrus.Glm.Features;

/// <summary>A grid of time bins of one width: the samples of an encoding model.</summary>
/// <remarks>Bin i holds the times in [start + i·width, start + (i + 1)·width); the last bin holds its end too.</remarks>
public sealed record TimeBins
{
    /// <summary>Gets the start of the first bin, in seconds. 0.</summary>
    public double StartSeconds
    {
        get;
        init =>
            field = double.IsFinite(value)
                ? value
                : throw new ArgumentOutOfRangeException(
                    nameof(StartSeconds),
                    Invariant($"StartSeconds must be finite, but was {value}.")
                );
    }

    /// <summary>Gets the width of a bin, in seconds. Positive.</summary>
    public required double WidthSeconds
    {
        get;
        init => field = Require.Positive(value, nameof(WidthSeconds));
    }

    /// <summary>Gets the number of bins. At least 1.</summary>
    public required int Count
    {
        get;
        init => field = Require.AtLeast(1, value, nameof(Count));
    }

    /// <summary>The start of bin i, which is the end of bin i − 1.</summary>
    public double EdgeSeconds(int bin) => StartSeconds + (bin * WidthSeconds);

    /// <summary>The centre of bin i.</summary>
    public double CentreSeconds(int bin) => StartSeconds + ((bin + 0.5) * WidthSeconds);

    /// <summary>The spikes in each bin. Times need no order; those outside the grid are left out.</summary>
    /// <param name="spikeTimesSeconds">The times of the spikes, in seconds.</param>
    /// <exception cref="ArgumentException">A time is not finite.</exception>
    public double[] Counts(ReadOnlySpan<double> spikeTimesSeconds)
    {
        double[] counts = new double[Count];
        for (int k = 0; k < spikeTimesSeconds.Length; k++)
        {
            if (!double.IsFinite(spikeTimesSeconds[k]))
            {
                throw new ArgumentException(
                    Invariant($"Spike {k} has the time {spikeTimesSeconds[k]}, which is no number of seconds.")
                );
            }

            int bin = Bin(spikeTimesSeconds[k]);
            if (bin >= 0)
            {
                counts[bin]++;
            }
        }

        return counts;
    }

    /// <summary>A covariate that was sampled at other times, one value per bin; NaN where there is none.</summary>
    /// <param name="timesSeconds">When the covariate was sampled, in seconds, ascending.</param>
    /// <param name="values">Its values.</param>
    /// <param name="how">How a bin gets its value.</param>
    /// <exception cref="ArgumentException">The lengths differ, or the times do not ascend.</exception>
    public double[] Align(ReadOnlySpan<double> timesSeconds, ReadOnlySpan<double> values, Alignment how)
    {
        Require.SameSize(timesSeconds.Length, values.Length, "one value per time");
        for (int k = 0; k < timesSeconds.Length; k++)
        {
            if (!double.IsFinite(timesSeconds[k]) || (k > 0 && timesSeconds[k] <= timesSeconds[k - 1]))
            {
                throw new ArgumentException(
                    Invariant($"The times of a covariate must ascend, but time {k} is {timesSeconds[k]}.")
                );
            }
        }

        return how == Alignment.Mean ? Means(timesSeconds, values) : AtCentres(timesSeconds, values, how);
    }

    /// <summary>The bin of a time, or −1 outside the grid.</summary>
    internal int Bin(double timeSeconds)
    {
        if (!(timeSeconds >= StartSeconds && timeSeconds <= EdgeSeconds(Count)))
        {
            return -1;
        }

        // Rounding in the division may miss by one; the edges decide.
        int bin = Math.Clamp((int)((timeSeconds - StartSeconds) / WidthSeconds), 0, Count - 1);
        bin -= bin > 0 && timeSeconds < EdgeSeconds(bin) ? 1 : 0;
        return bin + (bin < Count - 1 && timeSeconds >= EdgeSeconds(bin + 1) ? 1 : 0);
    }

    private double[] Means(ReadOnlySpan<double> times, ReadOnlySpan<double> values)
    {
        double[] sums = new double[Count];
        int[] counts = new int[Count];
        for (int k = 0; k < times.Length; k++)
        {
            int bin = Bin(times[k]);
            if (bin >= 0 && double.IsFinite(values[k]))
            {
                sums[bin] += values[k];
                counts[bin]++;
            }
        }

        return [.. sums.Select((s, i) => counts[i] > 0 ? s / counts[i] : double.NaN)];
    }

    private double[] AtCentres(ReadOnlySpan<double> times, ReadOnlySpan<double> values, Alignment how)
    {
        double[] aligned = new double[Count];
        int next = 0;
        for (int i = 0; i < Count; i++)
        {
            double centre = CentreSeconds(i);
            while (next < times.Length && times[next] <= centre)
            {
                next++;
            }

            aligned[i] =
                next == 0 ? double.NaN
                : how == Alignment.Previous || times[next - 1] == centre ? values[next - 1]
                : next == times.Length ? double.NaN
                : values[next - 1]
                    + (
                        (values[next] - values[next - 1]) * (centre - times[next - 1]) / (times[next] - times[next - 1])
                    );
        }

        return aligned;
    }
}
