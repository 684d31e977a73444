using Gyrus.Report.Drawing;

namespace Gyrus.Report.Pages;

/// <summary>What was suspicious but usable, in a box; says so when there was nothing.</summary>
/// <param name="Warnings">Full sentences.</param>
public sealed record ReportWarnings(IReadOnlyList<string> Warnings) : ReportBlock
{
    internal override void Write(ReportPage page)
    {
        if (Warnings.Count == 0)
        {
            page.Html.TextElement("p", "No warnings.", ("class", "fine"));
            return;
        }

        page.Html.Open("div", ("class", "warning"), ("role", "note"), ("aria-label", "Warnings"));
        page.Html.TextElement("p", Wording.Count(Warnings.Count, "warning"));
        page.Html.Open("ul");
        foreach (string warning in Warnings)
        {
            page.Html.TextElement("li", warning);
        }

        page.Html.Close();
        page.Html.Close();
    }
}
