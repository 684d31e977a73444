namespace Gyrus.Report.Figures;

/// <summary>A named point of a <see cref="ScatterPlot"/>.</summary>
/// <param name="Label">The name.</param>
/// <param name="X">The place along the horizontal axis.</param>
/// <param name="Y">The place along the vertical axis.</param>
public sealed record ScatterPoint(string Label, double X, double Y)
{
    /// <summary>Gets a value indicating whether the point is drawn in the colour of what stands out.</summary>
    public bool StandsOut { get; init; }
}
