namespace Gyrus.Report.Pages;

/// <summary>Figures side by side where the window is wide enough: one for each subject, for example.</summary>
/// <param name="Figures">The figures, in reading order.</param>
public sealed record ReportFigureGrid(IReadOnlyList<ReportFigure> Figures) : ReportBlock
{
    internal override void Write(ReportPage page)
    {
        page.Html.Open("div", ("class", "grid"));
        foreach (ReportFigure figure in Figures)
        {
            figure.Write(page);
        }

        page.Html.Close();
    }
}
