using System.Text.RegularExpressions;
using System.Xml;
using Gyrus.Fuzz.Damage;
using Gyrus.Numerics;
using Gyrus.Pipelines;
using Gyrus.Report.Connectomes;
using Gyrus.Report.Pages;
using Gyrus.Signals;
using Gyrus.Testing;

namespace Gyrus.Fuzz.Formats;

/// <summary>
/// Hostile texts in every place of a report: the page and its pictures stay well formed, and have the elements and
/// attributes that they have with plain texts, so that no text became markup.
/// </summary>
internal sealed partial class PageFormat : FuzzFormat
{
    private const int Texts = 12;

    private static readonly Lazy<Dictionary<string, int>> Plain = new(() => Shape(Report(PlainTexts())));

    public override string Name => "html-report";

    public override int Weight => 1;

    public override FuzzInput Make(Dice dice) =>
        new(
            "texts.utf16",
            HostileText.ToBytes(
                Enumerable
                    .Range(0, Texts)
                    .Select(_ => dice.OneIn(3) ? HostileText.Random(dice, 30) : HostileText.Next(dice))
            )
        );

    public override void Read(FuzzInput input, string folder)
    {
        string[] texts = HostileText.FromBytes(input.Files[0].Bytes);
        HtmlReport report = Report([.. texts, .. PlainTexts().AsSpan(Math.Min(Texts, texts.Length))]);
        Dictionary<string, int> shape = Shape(report);
        foreach ((string what, int count) in shape.Union(Plain.Value))
        {
            int expected = Plain.Value.GetValueOrDefault(what);
            if (shape.GetValueOrDefault(what) != expected)
            {
                throw new BrokenPromiseException(
                    $"{what}: {shape.GetValueOrDefault(what)} times, with plain names {expected}."
                );
            }
        }

        foreach ((_, string svg) in report.Figures())
        {
            Count(svg, [], "svg ");
        }
    }

    public override long DeclaredBytes(FuzzInput input, string folder) => Unbounded;

    public override bool IsDocumented(Exception error) => false;

    private static string[] PlainTexts() => [.. Enumerable.Range(0, Texts).Select(i => $"text {i}")];

    private static HtmlReport Report(string[] t)
    {
        ConnectomeResult plain = SmallConnectome.Create(subjects: 2, regions: 4, firstName: "x");
        Region[] regions =
        [
            .. plain.Regions.Select((r, i) => r with { Name = t[i] + i, Network = t[5 + (i % 2)] + "n" }),
        ];
        ConnectomeResult result = plain with
        {
            Regions = regions,
            Atlas = t[4],
            Warnings = [t[7], t[8]],
            Subjects = [.. plain.Subjects.Select((s, i) => s with { Subject = t[9] + i })],
            Provenance = plain.Provenance! with
            {
                Version = t[10],
                Command = t[11],
                LinearAlgebra = t[0],
                Platform = t[1],
                Options = new Dictionary<string, string> { ["o" + t[2]] = t[3] },
                Inputs = [new SourceFile(t[4], 1, t[5])],
            },
        };
        Matrix values = Matrix.Create(20, 4, static (i, j) => Math.Sin(i * (j + 1)));
        return new ConnectomeReport
        {
            Result = result,
            Signals = [new RegionSignals(t[9] + "0", values, regions)],
            Title = "t" + t[6],
        }.ToReport();
    }

    /// <summary>How often each element with its attributes is in the page.</summary>
    private static Dictionary<string, int> Shape(HtmlReport report)
    {
        string html = report.ToHtml().Replace("<!DOCTYPE html>", "", StringComparison.Ordinal);
        var shape = new Dictionary<string, int>();
        Count(OwnScript().Replace(html, "$1$3"), shape, "");
        return shape;
    }

    private static void Count(string markup, Dictionary<string, int> shape, string prefix)
    {
        try
        {
            using var reader = XmlReader.Create(new StringReader(markup));
            while (reader.Read())
            {
                if (reader.NodeType is XmlNodeType.Comment or XmlNodeType.ProcessingInstruction or XmlNodeType.CDATA)
                {
                    throw new BrokenPromiseException($"A {reader.NodeType} is in the page: {reader.Value}");
                }

                if (reader.NodeType == XmlNodeType.Element && !IsForSomeTexts(reader))
                {
                    string what = prefix + reader.Name;
                    while (reader.MoveToNextAttribute())
                    {
                        what += " " + reader.Name;
                    }

                    shape[what] = shape.GetValueOrDefault(what) + 1;
                }
            }
        }
        catch (XmlException error)
        {
            throw new BrokenPromiseException($"The page is not well formed: {error.Message}");
        }
    }

    /// <summary><c>bdi</c> is there for letters from right to left; <c>g</c> and <c>title</c> for names that are cut.</summary>
    private static bool IsForSomeTexts(XmlReader reader) =>
        !reader.HasAttributes && reader.Name is "bdi" or "g" or "title";

    // Our own script and style hold < and &, as HTML allows; the first end tag ends them, as it does for a browser.
    [GeneratedRegex("(?s)(<(script|style)>).*?(</\\2>)")]
    private static partial Regex OwnScript();
}
