namespace Gyrus.Report.Pages;

/// <summary>A paragraph of plain text.</summary>
/// <param name="Text">The text.</param>
public sealed record ReportParagraph(string Text) : ReportBlock
{
    internal override void Write(ReportPage page) => page.Html.TextElement("p", Text);
}
