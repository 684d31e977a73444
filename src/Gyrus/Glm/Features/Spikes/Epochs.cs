using static System.FormattableString;

namespace Gyrus.Glm.Features;

/// <summary>Stretches of time that count, such as trials: ascending and without overlap; start included, end not.</summary>
public sealed record Epochs
{
    /// <summary>Creates epochs.</summary>
    /// <param name="intervalsSeconds">Start and end of each, in seconds.</param>
    /// <exception cref="ArgumentException">One begins before the end of the one before it, or has no length.</exception>
    public Epochs(params IReadOnlyList<Interval> intervalsSeconds)
    {
        ArgumentNullException.ThrowIfNull(intervalsSeconds);
        for (int k = 0; k < intervalsSeconds.Count; k++)
        {
            if (intervalsSeconds[k].Length <= 0 || (k > 0 && intervalsSeconds[k].Low < intervalsSeconds[k - 1].High))
            {
                throw new ArgumentException(
                    Invariant(
                        $"Epochs must ascend without overlap and have a length, but epoch {k} is [{intervalsSeconds[k].Low}, {intervalsSeconds[k].High})."
                    )
                );
            }
        }

        IntervalsSeconds = [.. intervalsSeconds];
    }

    /// <summary>Gets start and end of each epoch, in seconds.</summary>
    public IReadOnlyList<Interval> IntervalsSeconds { get; }

    /// <summary>The time that lies in both.</summary>
    public Epochs Intersect(Epochs other)
    {
        ArgumentNullException.ThrowIfNull(other);
        var both = new List<Interval>();
        foreach (Interval a in IntervalsSeconds)
        {
            foreach (Interval b in other.IntervalsSeconds)
            {
                (double low, double high) = (Math.Max(a.Low, b.Low), Math.Min(a.High, b.High));
                if (low < high)
                {
                    both.Add(new Interval(low, high));
                }
            }
        }

        return new Epochs(both);
    }

    /// <summary>The bins whose centre lies in an epoch, ascending, and the number of the epoch (from 0) of each: trials that windows do not cross.</summary>
    public (int[] Rows, int[] Trials) Restrict(TimeBins bins)
    {
        ArgumentNullException.ThrowIfNull(bins);
        var rows = new List<int>();
        var trials = new List<int>();
        int epoch = 0;
        for (int i = 0; i < bins.Count; i++)
        {
            double centre = bins.CentreSeconds(i);
            while (epoch < IntervalsSeconds.Count && centre >= IntervalsSeconds[epoch].High)
            {
                epoch++;
            }

            if (epoch < IntervalsSeconds.Count && centre >= IntervalsSeconds[epoch].Low)
            {
                rows.Add(i);
                trials.Add(epoch);
            }
        }

        return ([.. rows], [.. trials]);
    }
}
