using Gyrus.Numerics;
using static System.FormattableString;

namespace Gyrus.Signals;

/// <summary>The time series of the regions of one subject (or one run).</summary>
public sealed record RegionSignals
{
    /// <summary>Binds values to regions.</summary>
    /// <param name="subject">What the series is called in messages and reports, such as <c>sub-01</c>.</param>
    /// <param name="values">The values. Shape: samples × regions.</param>
    /// <param name="regions">One region per column, names unique.</param>
    /// <exception cref="ArgumentException">The counts disagree, or two regions have one name.</exception>
    public RegionSignals(string subject, Matrix values, IReadOnlyList<Region> regions)
    {
        ArgumentNullException.ThrowIfNull(subject);
        ArgumentNullException.ThrowIfNull(values);
        ArgumentNullException.ThrowIfNull(regions);
        if (values.Columns != regions.Count)
        {
            throw new ArgumentException(
                Invariant($"{subject}: expected one column per region ({regions.Count}), but got {values.Columns}.")
            );
        }

        string? twice = regions.GroupBy(r => r.Name).FirstOrDefault(g => g.Count() > 1)?.Key;
        if (twice is not null)
        {
            throw new ArgumentException(
                Invariant($"{subject}: two regions are named '{twice}'. Rename one: names identify the columns.")
            );
        }

        Subject = subject;
        Values = values;
        Regions = regions;
    }

    /// <summary>Gets what the series is called in messages and reports.</summary>
    public string Subject { get; }

    /// <summary>Gets the values. Shape: samples × regions.</summary>
    public Matrix Values { get; }

    /// <summary>Gets the regions, one per column.</summary>
    public IReadOnlyList<Region> Regions { get; }

    /// <summary>Gets the number of samples (volumes).</summary>
    public int Samples => Values.Rows;

    /// <summary>Gets the repetition time in seconds, or null when not known.</summary>
    public double? RepetitionTimeSeconds { get; init; }

    /// <summary>Gets how good the run was and what cleaning left, or null when not known.</summary>
    public ScanQuality? Quality { get; init; }
}
