namespace Gyrus.Report.Pages;

/// <summary>A part of a report with a heading and an entry in the contents.</summary>
/// <param name="Heading">The heading.</param>
/// <param name="Blocks">What is in it, in order.</param>
public sealed record ReportSection(string Heading, IReadOnlyList<ReportBlock> Blocks);
