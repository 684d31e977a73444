namespace Gyrus.Report.Pages;

/// <summary>The methods paragraph for a paper; the script adds a button that copies it.</summary>
/// <param name="Text">The text, as it may be printed.</param>
public sealed record ReportMethods(string Text) : ReportBlock
{
    internal override void Write(ReportPage page)
    {
        page.Html.Open("div", ("class", "methods"));
        page.Html.TextElement("p", Text);
        page.Html.Close();
    }
}
