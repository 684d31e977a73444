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

    /// <summary>The same series with the regions of some names, in their order.</summary>
    /// <exception cref="ArgumentException">A region is not there.</exception>
    public RegionSignals Select(IReadOnlyList<string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        var columns = new Dictionary<string, int>();
        for (int j = 0; j < Regions.Count; j++)
        {
            columns[Regions[j].Name] = j;
        }

        string[] missing = [.. names.Where(n => !columns.ContainsKey(n))];
        return missing.Length == 0
            ? Select([.. names.Select(n => columns[n])])
            : throw new ArgumentException(
                $"{Subject} lacks {missing.Length} of {names.Count} regions: {string.Join(", ", missing.Take(8).Select(n => $"'{n}'"))}{(missing.Length > 8 ? ", …" : "")}."
            );
    }

    /// <summary>The same series with some columns.</summary>
    internal RegionSignals Select(int[] columns)
    {
        if (columns.SequenceEqual(Enumerable.Range(0, Regions.Count)))
        {
            return this;
        }

        var values = new Matrix(Samples, columns.Length);
        for (int j = 0; j < columns.Length; j++)
        {
            Values.Column(columns[j]).CopyTo(values.MutableColumn(j));
        }

        return new RegionSignals(Subject, values, [.. columns.Select(j => Regions[j])])
        {
            RepetitionTimeSeconds = RepetitionTimeSeconds,
            Quality = Quality,
        };
    }
}
