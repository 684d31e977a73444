namespace Gyrus.Report.Pages;

/// <summary>The works that the methods come from, with links to their DOIs: the only addresses in a report.</summary>
/// <param name="Works">The works, in the order shown.</param>
public sealed record ReportReferences(IReadOnlyList<Reference> Works) : ReportBlock
{
    internal override void Write(ReportPage page)
    {
        page.Html.Open("ol", ("class", "references"));
        foreach (Reference work in Works)
        {
            page.Html.Open("li");
            page.Html.Content(work.Text);
            if (work.Doi is { } doi)
            {
                string address = "https://doi.org/" + string.Join('/', doi.Split('/').Select(Uri.EscapeDataString));
                page.Html.Content(" ");
                page.Html.TextElement("a", "doi:" + doi, ("href", address), ("rel", "noreferrer"));
            }

            page.Html.Close();
        }

        page.Html.Close();
    }
}
