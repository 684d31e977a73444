namespace Gyrus.Report.Pages;

/// <summary>A heading inside a section; it has no entry in the contents.</summary>
/// <param name="Text">The heading.</param>
public sealed record ReportSubheading(string Text) : ReportBlock
{
    internal override void Write(ReportPage page) => page.Html.TextElement("h3", Text);
}
