using Gyrus.Numerics;
using Gyrus.Signals;

namespace Gyrus.Pipelines;

/// <summary>Joins the runs of a subject, each cleaned alone, one after another.</summary>
public static class RunJoining
{
    /// <summary>The samples of all runs, in their order.</summary>
    /// <param name="subject">What the joined series is called.</param>
    /// <param name="runs">At least one; all with the same regions in the same order.</param>
    /// <returns>
    /// The joined series; it keeps a repetition time when all runs have that one, and the quality when it is known of all runs.
    /// </returns>
    /// <exception cref="ArgumentException">No run, or one with other regions than the first.</exception>
    public static RegionSignals Join(string subject, IReadOnlyList<RegionSignals> runs)
    {
        ArgumentNullException.ThrowIfNull(runs);
        Require.AtLeast(1, runs.Count, nameof(runs));
        IReadOnlyList<Region> regions = runs[0].Regions;
        foreach (RegionSignals run in runs)
        {
            RequireSameRegions(subject, runs[0], run);
        }

        var values = new Matrix(runs.Sum(r => r.Samples), regions.Count);
        for (int j = 0; j < regions.Count; j++)
        {
            Span<double> column = values.MutableColumn(j);
            foreach (RegionSignals run in runs)
            {
                run.Values.Column(j).CopyTo(column);
                column = column[run.Samples..];
            }
        }

        double? seconds = runs[0].RepetitionTimeSeconds;
        return new RegionSignals(subject, values, regions)
        {
            RepetitionTimeSeconds = runs.All(r => r.RepetitionTimeSeconds == seconds) ? seconds : null,
            Quality = JoinQuality([.. runs.Select(r => r.Quality)]),
        };
    }

    /// <summary>Sums, and of the displacement the mean over all volumes; null where a run does not know.</summary>
    private static ScanQuality? JoinQuality(ScanQuality?[] runs)
    {
        ScanQuality[] known = [.. runs.OfType<ScanQuality>()];
        if (known.Length < runs.Length)
        {
            return null;
        }

        int volumes = known.Sum(q => q.Volumes);
        bool moved = known.All(q => q.MeanFramewiseDisplacementMillimetres is not null) && volumes > 0;
        return new ScanQuality
        {
            Volumes = volumes,
            KeptVolumes = known.Sum(q => q.KeptVolumes),
            DegreesOfFreedomRemaining = known.Sum(q => q.DegreesOfFreedomRemaining),
            MeanFramewiseDisplacementMillimetres = moved
                ? known.Sum(q => q.Volumes * q.MeanFramewiseDisplacementMillimetres!.Value) / volumes
                : null,
        };
    }

    /// <summary>The runs of a subject with what their cleaning took; kept volumes count on over the runs.</summary>
    /// <param name="subject">What the joined series is called.</param>
    /// <param name="runs">The cleaned runs.</param>
    /// <param name="volumes">How many volumes each run had before censoring.</param>
    /// <exception cref="ArgumentException">As for the signals alone, or not one number of volumes per run.</exception>
    public static SubjectSignals Join(string subject, IReadOnlyList<SubjectSignals> runs, IReadOnlyList<int> volumes)
    {
        ArgumentNullException.ThrowIfNull(runs);
        ArgumentNullException.ThrowIfNull(volumes);
        Require.SameSize(runs.Count, volumes.Count, "one number of volumes per run");
        var kept = new List<int>();
        int before = 0;
        for (int k = 0; k < runs.Count; k++)
        {
            kept.AddRange(runs[k].Cleaned.KeptSamples.Select(t => before + t));
            before += volumes[k];
        }

        return new SubjectSignals
        {
            Cleaned = new CleanedSignals
            {
                Signals = Join(subject, [.. runs.Select(r => r.Cleaned.Signals)]),
                KeptSamples = kept,
                DegreesOfFreedom = runs.Select(r => r.Cleaned.DegreesOfFreedom).Aggregate(DegreesOfFreedom.Add),
                Warnings = [.. runs.SelectMany(r => r.Cleaned.Warnings)],
            },
            Confounds = [.. runs.SelectMany(r => r.Confounds).Distinct()],
            Warnings = [.. runs.SelectMany(r => r.Warnings)],
        };
    }

    private static void RequireSameRegions(string subject, RegionSignals first, RegionSignals run)
    {
        string[] expected = [.. first.Regions.Select(r => r.Name)];
        string[] own = [.. run.Regions.Select(r => r.Name)];
        if (expected.SequenceEqual(own))
        {
            return;
        }

        string[] differ = [.. expected.Except(own).Concat(own.Except(expected))];
        throw new ArgumentException(
            $"{subject}: its runs cannot be joined, because {run.Subject} has other regions than {first.Subject}"
                + (
                    differ.Length > 0
                        ? $": only one of them has {string.Join(", ", differ.Take(8).Select(n => $"'{n}'"))}."
                        : ", in another order."
                )
        );
    }
}
