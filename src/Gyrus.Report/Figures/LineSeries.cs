namespace Gyrus.Report.Figures;

/// <summary>A named line: y over x, broken where a value is not finite.</summary>
/// <param name="Name">The name, in the legend.</param>
/// <param name="X">The places along the horizontal axis.</param>
/// <param name="Y">The values; as many as places.</param>
public sealed record LineSeries(string Name, IReadOnlyList<double> X, IReadOnlyList<double> Y);
