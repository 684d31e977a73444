using System.Globalization;
using Gyrus.Report.Figures;

namespace Gyrus.Report.Pages;

/// <summary>A numbered figure with a caption; the script adds a button that saves it as SVG.</summary>
/// <param name="Figure">The figure.</param>
/// <param name="Caption">What the reader sees and how to read it, in full sentences.</param>
public sealed record ReportFigure(Figure Figure, string Caption) : ReportBlock
{
    /// <summary>Gets the name of the saved file, without folder and ending. Default: <c>figure-1</c>, by its number.</summary>
    public string FileName { get; init; } = "";

    internal override void Write(ReportPage page)
    {
        string number = page.NextFigure().ToString(CultureInfo.InvariantCulture);
        string id = "figure-" + number;
        page.Html.Open("figure", ("id", id), ("data-file", (FileName.Length > 0 ? FileName : id) + ".svg"));
        page.Html.Open("div", ("class", "picture"));
        page.Html.Raw(Figure.Draw(id, onPage: true));
        page.Html.Close();
        page.Html.Open("figcaption");
        page.Html.TextElement("b", $"Figure {number}.");
        page.Html.Content(" " + Caption);
        page.Html.Close();
        page.Html.Close();
        page.Html.Raw("\n");
    }
}
