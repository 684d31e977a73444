using Gyrus.Numerics;
using static System.FormattableString;

namespace Gyrus.Signals;

/// <summary>Time series that are not brain activity (motion, mean white matter, …), to be regressed out.</summary>
public sealed record Confounds
{
    /// <summary>Binds values to column names.</summary>
    /// <param name="values">The values. Shape: samples × confounds. NaN where a table says n/a.</param>
    /// <param name="names">One name per column, as messages and reports print it.</param>
    /// <exception cref="ArgumentException">The counts disagree.</exception>
    public Confounds(Matrix values, IReadOnlyList<string> names)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentNullException.ThrowIfNull(names);
        Require.SameSize(values.Columns, names.Count, "one name per confound");
        Values = values;
        Names = names;
    }

    /// <summary>Binds values to the names <c>prefix 1</c>, <c>prefix 2</c>, …</summary>
    /// <exception cref="ArgumentNullException">No values came.</exception>
    public Confounds(Matrix values, string prefix = "confound")
        : this(
            values ?? throw new ArgumentNullException(nameof(values)),
            [.. Enumerable.Range(1, values.Columns).Select(i => Invariant($"{prefix} {i}"))]
        ) { }

    /// <summary>Gets the values. Shape: samples × confounds.</summary>
    public Matrix Values { get; }

    /// <summary>Gets the names, one per column.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Gets the number of samples (volumes).</summary>
    public int Samples => Values.Rows;

    /// <summary>Puts several tables side by side, columns in the order given.</summary>
    /// <exception cref="ArgumentException">There is no table, or the numbers of rows disagree.</exception>
    public static Confounds Join(params IReadOnlyList<Confounds> tables)
    {
        ArgumentNullException.ThrowIfNull(tables);
        Require.AtLeast(1, tables.Count, nameof(tables));
        int rows = tables[0].Samples;
        var joined = new Matrix(rows, tables.Sum(t => t.Values.Columns));
        int at = 0;
        foreach (Confounds table in tables)
        {
            Require.SameSize(rows, table.Samples, "confound tables of one number of rows");
            table.Values.AsSpan().CopyTo(joined.Values[at..]);
            at += table.Values.AsSpan().Length;
        }

        return new Confounds(joined, [.. tables.SelectMany(t => t.Names)]);
    }
}
