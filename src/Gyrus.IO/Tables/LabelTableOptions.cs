namespace Gyrus.IO.Tables;

/// <summary>Which columns of a label table are meant, where the file leaves a doubt.</summary>
public sealed record LabelTableOptions
{
    /// <summary>Gets the column of the label values, or null to find it by its name (index, label, value, roi, …).</summary>
    public string? LabelColumn { get; init; }

    /// <summary>Gets the column of the names, or null to find it (name, region, labels, …).</summary>
    public string? NameColumn { get; init; }

    /// <summary>
    /// Gets whether names that come more than once get their label behind them (aPFC → aPFC-2, aPFC-3). Default: no;
    /// they are an error then, because names identify regions.
    /// </summary>
    public bool NumbersEqualNames { get; init; }
}
