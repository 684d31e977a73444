namespace Gyrus.Report.Figures;

/// <summary>A named point with the errors of its two values.</summary>
/// <param name="Name">The name, written beside it.</param>
/// <param name="X">The value across.</param>
/// <param name="Y">The value up.</param>
/// <param name="XError">The error across; null draws no bar.</param>
/// <param name="YError">The error up; null draws no bar.</param>
public sealed record ScatterPoint(string Name, double X, double Y, double? XError = null, double? YError = null)
{
    /// <summary>Gets a value indicating whether the point is a bound or a reference and is drawn hollow. Default: no.</summary>
    public bool IsHollow { get; init; }

    /// <summary>Gets a value indicating whether the point is the one that the text is about and takes the colour of what stands out. Default: no.</summary>
    public bool StandsOut { get; init; }
}
