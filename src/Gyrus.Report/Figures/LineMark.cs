namespace Gyrus.Report.Figures;

/// <summary>A place on the horizontal axis of a <see cref="LinePlot"/>, marked by a dashed line.</summary>
/// <param name="X">The place.</param>
/// <param name="Label">What is there.</param>
public sealed record LineMark(double X, string Label);
