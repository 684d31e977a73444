namespace Gyrus.Report.Pages;

/// <summary>A column of a table.</summary>
/// <param name="Name">The name, with the unit where there is one.</param>
/// <param name="IsNumeric">Whether cells are numbers: they stand on the right and sort by value.</param>
public sealed record ReportColumn(string Name, bool IsNumeric = false);
