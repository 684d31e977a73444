using System.Text.RegularExpressions;
using Gyrus.Numerics;

namespace Gyrus.Signals.Denoising;

/// <summary>fMRIPrep's table of confounds of one run, in the column names of fMRIPrep 1.2 and later.</summary>
/// <remarks>
/// The camel-case names of fMRIPrep 1.0 and 1.1 (<c>X</c>, <c>RotX</c>, <c>CSF</c>, <c>stdDVARS</c>, <c>aCompCor00</c>, …) are read as
/// what they became. Columns that no strategy knows are kept and never taken.
/// </remarks>
public sealed partial record FmriprepConfounds
{
    /// <summary>The six movements: mm along x, y, z and radians about them.</summary>
    internal static readonly string[] MotionColumns = ["trans_x", "trans_y", "trans_z", "rot_x", "rot_y", "rot_z"];

    private static readonly Dictionary<string, string> CamelCase = new(StringComparer.Ordinal)
    {
        ["X"] = "trans_x",
        ["Y"] = "trans_y",
        ["Z"] = "trans_z",
        ["RotX"] = "rot_x",
        ["RotY"] = "rot_y",
        ["RotZ"] = "rot_z",
        ["CSF"] = "csf",
        ["WhiteMatter"] = "white_matter",
        ["GlobalSignal"] = "global_signal",
        ["FramewiseDisplacement"] = Displacement,
        ["stdDVARS"] = StandardisedDvars,
        ["non-stdDVARS"] = "dvars",
    };

    private readonly Dictionary<string, int> _columns;

    /// <summary>Wraps a table.</summary>
    /// <param name="name">What the table is called in messages: its path, mostly.</param>
    /// <param name="table">The columns; NaN where a cell says n/a.</param>
    /// <param name="components">What the JSON file beside the table says of CompCor columns, or null without one.</param>
    /// <exception cref="ArgumentException">Two columns have one name.</exception>
    public FmriprepConfounds(string name, Confounds table, IReadOnlyList<CompCorComponent>? components = null)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(table);
        // A table that has the later name too means something else by the early one.
        string[] names = [.. table.Names.Select(n => Modern(n) is var m && table.Names.Contains(m) ? n : m)];
        IsCamelCase = !names.SequenceEqual(table.Names);
        Name = name;
        Table = IsCamelCase ? new Confounds(table.Values, names) : table;
        Components = components;
        _columns = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int j = 0; j < names.Length; j++)
        {
            if (!_columns.TryAdd(names[j], j))
            {
                throw new ArgumentException($"{name}: two columns are called '{names[j]}'. Leave one out.");
            }
        }
    }

    internal const string Displacement = "framewise_displacement";

    internal const string StandardisedDvars = "std_dvars";

    /// <summary>Gets what the table is called in messages.</summary>
    public string Name { get; }

    /// <summary>Gets the columns, under the names of fMRIPrep 1.2 and later.</summary>
    public Confounds Table { get; }

    /// <summary>Gets what the JSON file says of CompCor columns, or null without one.</summary>
    public IReadOnlyList<CompCorComponent>? Components { get; }

    /// <summary>Gets a value indicating whether the names were those of fMRIPrep 1.0 and 1.1.</summary>
    public bool IsCamelCase { get; }

    /// <summary>Gets the number of volumes.</summary>
    public int Volumes => Table.Samples;

    /// <summary>The six movements, or null when the table lacks one. Shape: volumes × 6, mm and radians.</summary>
    public Matrix? Motion() =>
        MotionColumns.All(Has)
            ? Table.Values.Select([.. Enumerable.Range(0, Volumes)], [.. MotionColumns.Select(c => _columns[c])])
            : null;

    /// <summary>
    /// The framewise displacement in mm, one per volume: the table's own, or computed from the movements
    /// (<see cref="FramewiseDisplacement.Power"/>), or null when the table has neither.
    /// </summary>
    public IReadOnlyList<double>? FramewiseDisplacements() =>
        Has(Displacement) ? Column(Displacement).ToArray()
        : Motion() is { } motion ? FramewiseDisplacement.Power(motion)
        : null;

    /// <summary>
    /// The mean framewise displacement in mm over the volumes after the first, which has none; null when the table does not say
    /// how the head moved.
    /// </summary>
    public double? MeanFramewiseDisplacementMillimetres() =>
        FramewiseDisplacements() is { } all && FramewiseDisplacement.Mean(all) is var mean && double.IsFinite(mean)
            ? mean
            : null;

    internal bool Has(string column) => _columns.ContainsKey(column);

    internal ReadOnlySpan<double> Column(string column) => Table.Values.Column(_columns[column]);

    /// <summary>The columns that begin so, in the order of the table.</summary>
    internal IEnumerable<string> StartingWith(string prefix) =>
        Table.Names.Where(n => n.StartsWith(prefix, StringComparison.Ordinal));

    /// <summary>Some names of the table, for messages.</summary>
    internal string Found() =>
        $"The table has {Table.Names.Count} columns: {string.Join(", ", Table.Names.Take(12))}{(Table.Names.Count > 12 ? ", …" : "")}.";

    private static string Modern(string name)
    {
        if (CamelCase.TryGetValue(name, out string? modern))
        {
            return modern;
        }

        Match numbered = Numbered().Match(name);
        return numbered.Success
            ? numbered.Groups[1].Value switch
            {
                "aCompCor" => "a_comp_cor_",
                "tCompCor" => "t_comp_cor_",
                "Cosine" => "cosine",
                "NonSteadyStateOutlier" => "non_steady_state_outlier",
                _ => "aroma_motion_",
            } + numbered.Groups[2].Value
            : name;
    }

    [GeneratedRegex(
        "^(aCompCor|tCompCor|Cosine|NonSteadyStateOutlier|AROMAAggrComp)(\\d+)$",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Numbered();
}
