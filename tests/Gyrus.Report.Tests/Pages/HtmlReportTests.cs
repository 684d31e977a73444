using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Gyrus.Report.Pages;

namespace Gyrus.Report.Tests.Pages;

public sealed class HtmlReportTests
{
    private const string Hostile = "\"/><script>alert(1)</script><img src=x onerror='alert(2)'> & \u202eRTL עברית";

    [Fact]
    public void ToHtml_OfAFullStudy_IsWellFormedAndSmall()
    {
        string html = SampleReport.Create().ToHtml();

        Pictures.Keep(html, "report.html");
        Assert.NotNull(Parse(html).Root);
        Assert.InRange(Encoding.UTF8.GetByteCount(html), 50_000, 400_000);
    }

    [Fact]
    public void ToHtml_Twice_GivesTheSameBytes() =>
        Assert.Equal(SampleReport.Create(30).ToHtml(), SampleReport.Create(30).ToHtml());

    [Fact]
    public void ToHtml_HasNoAddressButDois()
    {
        string html = SampleReport.Create().ToHtml();
        XDocument page = Parse(html);

        string[] links = [.. page.Descendants("a").Select(a => (string)a.Attribute("href")!)];
        Assert.All(
            links,
            l => Assert.True(l.StartsWith('#') || l.StartsWith("https://doi.org/10.", StringComparison.Ordinal), l)
        );
        Assert.All(
            page.Descendants()
                .Attributes()
                .Where(a => a.Name.LocalName is "src" or "srcset" or "action" or "poster" or "data"),
            a => Assert.Fail($"{a} fetches")
        );
        Assert.All(
            page.Descendants().Where(e => e.Name.LocalName == "image").Select(e => (string)e.Attribute("href")!),
            h => Assert.StartsWith("data:image/png;base64,", h, StringComparison.Ordinal)
        );
        Assert.DoesNotContain(
            page.Descendants(),
            e => e.Name.LocalName is "link" or "iframe" or "object" or "embed" or "base"
        );
        Assert.All(
            page.Descendants().Where(e => e.Name.LocalName == "use").Select(e => (string)e.Attribute("href")!),
            h => Assert.StartsWith("#figure-", h, StringComparison.Ordinal)
        );
        string[] addresses = [.. Regex.Matches(html, "https?://[^\"' <)]*").Select(m => m.Value).Distinct()];
        Assert.All(
            addresses,
            a =>
                Assert.True(
                    a == Pictures.Svg.NamespaceName || a.StartsWith("https://doi.org/10.", StringComparison.Ordinal),
                    a
                )
        );
        Assert.DoesNotMatch("url\\((?!#)|@import", html);
    }

    [Fact]
    public void ToHtml_PolicyAllowsOnlyItsOwnScriptAndStyle()
    {
        string html = SampleReport.Create(12).ToHtml();

        XElement policy = Parse(html)
            .Descendants("meta")
            .Single(m => (string?)m.Attribute("http-equiv") == "Content-Security-Policy");
        string content = (string)policy.Attribute("content")!;
        Assert.StartsWith("default-src 'none';", content, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", content, StringComparison.Ordinal);
        Assert.Contains($"script-src '{HashOf(html, "script")}'", content, StringComparison.Ordinal);
        Assert.Contains($"style-src '{HashOf(html, "style")}'", content, StringComparison.Ordinal);
        Assert.DoesNotMatch("\\sstyle=|\\son[a-z]+=\"", html);
    }

    [Fact]
    public void ToHtml_HostileText_StaysText()
    {
        var report = new HtmlReport
        {
            Title = Hostile,
            Subtitle = Hostile,
            Footer = Hostile,
            Facts = [new(Hostile, Hostile)],
            Sections =
            [
                new(
                    Hostile,
                    [
                        new ReportParagraph(Hostile),
                        new ReportSubheading(Hostile),
                        new ReportWarnings([Hostile]),
                        new ReportMethods(Hostile),
                        new ReportTable
                        {
                            Caption = Hostile,
                            FileName = Hostile,
                            Columns = [new(Hostile), new(Hostile, true)],
                            Rows =
                            [
                                [Hostile, Hostile],
                            ],
                        },
                        new ReportConvergence(Hostile, [new(Hostile, SampleStudy.Convergence(Hostile, 1, 1))]),
                        new ReportProvenance
                        {
                            Program = Hostile,
                            Options = [new(Hostile, Hostile)],
                            Inputs = [new(Hostile, Hostile)],
                            Seeds = [new(Hostile, 1)],
                        },
                        new ReportReferences([new Reference(Hostile) { Doi = "10.1/\"><script>" }]),
                    ]
                ),
            ],
        };

        XDocument page = Parse(report.ToHtml());

        Assert.Single(page.Descendants("script"));
        Assert.Empty(page.Descendants("img"));
        Assert.Equal(Hostile, page.Descendants("h1").Single().Value);
        Assert.Contains(page.Descendants("bdi"), b => b.Value == Hostile);
    }

    [Fact]
    public void ToHtml_EveryIdIsUnique_AndEveryReferenceToAnIdHolds()
    {
        XDocument page = Parse(SampleReport.Create().ToHtml());

        string[] ids = [.. page.Descendants().Attributes("id").Select(a => a.Value)];
        Assert.Equal(ids.Length, ids.Distinct().Count());
        string[] used =
        [
            .. page.Descendants().Attributes("aria-labelledby").SelectMany(a => a.Value.Split(' ')),
            .. page.Descendants("a")
                .Select(a => (string)a.Attribute("href")!)
                .Where(h => h.StartsWith('#'))
                .Select(h => h[1..]),
        ];
        Assert.All(used, u => Assert.Contains(u, ids));
    }

    [Fact]
    public void ToHtml_HasWhatScreenReadersNeed()
    {
        XDocument page = Parse(SampleReport.Create().ToHtml());

        Assert.Equal("en", (string?)page.Root!.Attribute("lang"));
        Assert.Equal("#content", (string?)page.Descendants("body").Elements("a").First().Attribute("href"));
        Assert.Single(page.Descendants("h1"));
        Assert.All(page.Descendants("figure"), f => Assert.NotEmpty(f.Element("figcaption")!.Value));
        Assert.All(page.Descendants("table"), t => Assert.NotEmpty(t.Element("caption")!.Value));
        Assert.All(
            page.Descendants("th"),
            t => Assert.Contains((string?)t.Attribute("scope"), (string[])["col", "row"])
        );
        Assert.All(
            page.Descendants(Pictures.Svg + "svg"),
            s => Assert.NotEmpty(s.Element(Pictures.Svg + "desc")!.Value)
        );
    }

    [Fact]
    public void ToHtml_AFitThatDidNotConverge_IsSaidInWords()
    {
        string html = SampleReport.Create(12).ToHtml();

        Assert.Contains("1 of 6 did not reach their tolerance.", html, StringComparison.Ordinal);
        Assert.Contains("<td class=\"t\">NO: stopped before the tolerance</td>", html, StringComparison.Ordinal);
    }

    [Fact]
    public void ToHtml_NothingInIt_IsStillAPage()
    {
        string html = new HtmlReport { Title = "", Sections = [] }.ToHtml();

        Assert.NotNull(Parse(html).Root);
    }

    [Fact]
    public void ToHtml_OneRegionOneSubject_IsStillAPage() =>
        Assert.NotNull(Parse(SampleReport.Create(1, 1).ToHtml()).Root);

    [Fact]
    public void Table_ARowThatIsTooShort_SaysWhich()
    {
        var table = new ReportTable
        {
            Caption = "Edges.",
            Columns = [new("a"), new("b")],
            Rows =
            [
                ["1"],
            ],
        };
        var report = new HtmlReport { Title = "t", Sections = [new("s", [table])] };

        var error = Assert.Throws<ArgumentException>(report.ToHtml);

        Assert.Equal("Expected one cell per column (2) in 'Edges.', but got 1.", error.Message);
    }

    [Fact]
    public void Reference_AnAddressInsteadOfADoi_IsRefused() =>
        Assert.Throws<ArgumentException>(() => new Reference("x") { Doi = "https://doi.org/10.1/2" });

    private static XDocument Parse(string html) =>
        XDocument.Parse(
            Regex.Replace(
                html.Replace("<!DOCTYPE html>", "", StringComparison.Ordinal),
                "(?s)(<(script|style)>).*?(</\\2>)",
                "$1$3"
            )
        );

    private static string HashOf(string html, string element)
    {
        string text = Regex.Match(html, $"(?s)<{element}>(.*?)</{element}>").Groups[1].Value;
        return "sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }
}
