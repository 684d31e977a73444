namespace Gyrus.Report.Figures;

/// <summary>A row of an <see cref="IntervalPlot"/>.</summary>
/// <param name="Label">The name.</param>
/// <param name="Mean">The value; one that is not finite has no mark.</param>
/// <param name="HalfWidth">Half the width of the interval around it, or null for none.</param>
public sealed record IntervalRow(string Label, double Mean, double? HalfWidth)
{
    /// <summary>Gets single values, drawn as small dots behind: one per subject. Default: none.</summary>
    public IReadOnlyList<double> Points { get; init; } = [];

    /// <summary>Gets a value indicating whether the row is drawn in the colour of what stands out.</summary>
    public bool StandsOut { get; init; }
}
