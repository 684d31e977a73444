using Gyrus.Report.Drawing;
using Gyrus.Report.Figures;

namespace Gyrus.Report.Pages;

/// <summary>A report as one HTML file that works offline: no file beside it, no address in it that is fetched.</summary>
/// <remarks>
/// A content security policy in the file allows only its own script and style, by their SHA-256, and pictures inside the
/// file; so no name in the data can run anything. Everything is visible without the script, which adds values under the
/// pointer and keys, sorting and filtering of tables, and downloads. The same report gives the same bytes.
/// </remarks>
public sealed record HtmlReport
{
    /// <summary>Gets the title.</summary>
    public required string Title { get; init; }

    /// <summary>Gets one sentence under the title. Default: none.</summary>
    public string Subtitle { get; init; } = "";

    /// <summary>Gets the facts a reader wants first, shown large: "Subjects" and "4".</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Facts { get; init; } = [];

    /// <summary>Gets the sections, in the order of the page.</summary>
    public required IReadOnlyList<ReportSection> Sections { get; init; }

    /// <summary>Gets the last line of the page, such as the program's name and version. Default: none.</summary>
    public string Footer { get; init; } = "";

    /// <summary>
    /// Gets whether explorers get their 3-D view, which adds some 1.1 MB to the page. Default: yes. Without effect where this
    /// library was built without NiiVue (<see cref="Can3D"/>).
    /// </summary>
    public bool With3D { get; init; } = true;

    /// <summary>Gets a value indicating whether this library was built with NiiVue and can write 3-D views.</summary>
    public static bool Can3D => Asset.Niivue is not null;

    /// <summary>The page. UTF-8 is declared in it.</summary>
    public string ToHtml()
    {
        var page = new ReportPage(With3D && Can3D);
        WriteBody(page);
        var html = new MarkupWriter();
        html.Raw("<!DOCTYPE html>\n");
        html.Open("html", ("lang", "en"));
        WriteHead(html, page.Has3D);
        html.Raw(page.Html.ToString());
        html.Close();
        return html + "\n";
    }

    private void WriteBody(ReportPage page)
    {
        page.Html.Open("body");
        page.Html.TextElement("a", "Skip to the content", ("class", "skip"), ("href", "#content"));
        WriteHeader(page.Html);
        page.Html.Open("div", ("class", "columns"));
        WriteContents(page.Html);
        page.Html.Open("main", ("id", "content"), ("tabindex", "-1"));
        for (int i = 0; i < Sections.Count; i++)
        {
            WriteSection(page, Sections[i], i);
        }

        page.Html.Close();
        page.Html.Close();
        if (Footer.Length > 0)
        {
            page.Html.TextElement("footer", Footer);
        }

        if (page.Has3D)
        {
            WriteNotices(page.Html);
        }

        page.Html.Raw("<script>" + Asset.Script.Text + "</script>");
        if (page.Has3D)
        {
            // Data, not a script: it is unpacked and run, by its hash, after the page is drawn.
            page.Html.Raw("<script>" + Asset.ExplorerScript.Text + "</script>");
            page.Html.Raw("<script type=\"text/plain\" id=\"niivue\">" + Asset.Niivue!.Packed + "</script>");
        }

        page.Html.Close();
    }

    private static void WriteNotices(MarkupWriter html)
    {
        html.Open("details", ("class", "notices"));
        html.TextElement("summary", "Licences of the software of others in this page");
        html.TextElement("pre", Asset.Notices.Text, ("tabindex", "0"), ("role", "region"), ("aria-label", "Licences"));
        html.Close();
    }

    /// <summary>Every figure of the report, and the name of a file for it, without an ending.</summary>
    public IEnumerable<(string Name, Figure Figure)> Figures()
    {
        int number = 0;
        foreach (ReportBlock block in Sections.SelectMany(s => s.Blocks))
        {
            ReportFigure[] figures = block switch
            {
                ReportFigure figure => [figure],
                ReportFigureGrid grid => [.. grid.Figures],
                Explorer.ConnectomeExplorer explorer => [explorer.StaticFigure()],
                _ => [],
            };
            foreach (ReportFigure figure in figures)
            {
                number++;
                yield return (figure.SavedName(number), figure.Figure);
            }
        }
    }

    private void WriteHead(MarkupWriter html, bool has3D)
    {
        html.Open("head");
        html.Element("meta", ("charset", "utf-8"));
        html.Element("meta", [("http-equiv", "Content-Security-Policy"), ("content", Policy(has3D))]);
        html.Element("meta", [("name", "viewport"), ("content", "width=device-width, initial-scale=1")]);
        html.Element("meta", [("name", "referrer"), ("content", "no-referrer")]);
        html.TextElement("title", Title);
        html.Raw("<style>" + Asset.Style.Text + "</style>");
        if (has3D)
        {
            html.Raw("<style>" + Asset.ExplorerStyle.Text + "</style>");
        }

        html.Close();
    }

    private static string Policy(bool has3D)
    {
        Asset[] scripts = has3D ? [Asset.Script, Asset.ExplorerScript, Asset.Niivue!] : [Asset.Script];
        Asset[] styles = has3D ? [Asset.Style, Asset.ExplorerStyle] : [Asset.Style];
        return $"default-src 'none'; script-src {Hashes(scripts)}; style-src {Hashes(styles)}; img-src data:; base-uri 'none'; form-action 'none'";
    }

    private static string Hashes(Asset[] assets) => string.Join(' ', assets.Select(a => $"'{a.Hash}'"));

    private void WriteHeader(MarkupWriter html)
    {
        html.Open("header", ("class", "top"));
        html.TextElement("h1", Title);
        if (Subtitle.Length > 0)
        {
            html.TextElement("p", Subtitle, ("class", "subtitle"));
        }

        if (Facts.Count > 0)
        {
            html.Open("dl", ("class", "facts"));
            foreach ((string name, string value) in Facts)
            {
                html.Open("div");
                html.TextElement("dt", name);
                html.TextElement("dd", value);
                html.Close();
            }

            html.Close();
        }

        html.Close();
    }

    private void WriteContents(MarkupWriter html)
    {
        html.Open("nav", ("aria-labelledby", "contents"));
        html.TextElement("h2", "Contents", ("id", "contents"));
        html.Open("ol");
        for (int i = 0; i < Sections.Count; i++)
        {
            html.Open("li");
            html.TextElement("a", Sections[i].Heading, ("href", $"#section-{i + 1}"));
            html.Close();
        }

        html.Close();
        html.Close();
    }

    private static void WriteSection(ReportPage page, ReportSection section, int index)
    {
        string id = $"section-{index + 1}";
        page.Html.Open("section", ("id", id), ("aria-labelledby", id + "-heading"));
        page.Html.TextElement("h2", section.Heading, ("id", id + "-heading"));
        foreach (ReportBlock block in section.Blocks)
        {
            block.Write(page);
        }

        page.Html.Close();
        page.Html.Raw("\n");
    }
}
