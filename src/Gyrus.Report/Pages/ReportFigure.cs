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

    /// <summary>The name under which figure <paramref name="number"/> of a report is saved, without ending. Letters that a file name cannot hold are left out.</summary>
    internal string SavedName(int number)
    {
        string name = string.Concat(FileName.Where(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'));
        return name.Length > 0 ? name : FormattableString.Invariant($"figure-{number}");
    }

    internal override void Write(ReportPage page)
    {
        string number = page.NextFigure().ToString(CultureInfo.InvariantCulture);
        string id = "figure-" + number;
        page.Html.Open("figure", ("id", id), ("data-file", SavedName(page.Figures) + ".svg"));
        page.Html.Open("div", ("class", "picture"));
        page.Html.Raw(page.WithSharedNames(Figure, id).Draw(id, onPage: true));
        page.Html.Close();
        page.Html.Open("figcaption");
        page.Html.TextElement("b", $"Figure {number}.");
        page.Html.Content(" " + Caption);
        page.Html.Close();
        page.Html.Close();
        page.Html.Raw("\n");
    }
}
