using Gyrus.Fuzz.Damage;
using Gyrus.Numerics;
using Gyrus.Pipelines;
using Gyrus.Report.Connectomes;
using Gyrus.Report.Figures;
using Gyrus.Report.Pages;
using Gyrus.Signals;
using Gyrus.Testing;

namespace Gyrus.Fuzz.Formats;

/// <summary>
/// Hostile texts in every place of a report: the page and its pictures stay well formed, and have the elements and
/// attributes that they have with plain texts, so that no text became markup.
/// </summary>
internal sealed class PageFormat : FuzzFormat
{
    private const int Texts = 12;

    private static readonly Lazy<Dictionary<string, int>> Plain = new(() =>
        MarkupShape.Of(Report(PlainTexts()).ToHtml())
    );

    public override string Name => "html-report";

    public override int Weight => 1;

    public override FuzzInput Make(Dice dice) => new("texts.utf16", HostileText.ToBytes(HostileText.Some(dice, Texts)));

    public override void Read(FuzzInput input, string folder)
    {
        string[] texts = HostileText.FromBytes(input.Files[0].Bytes);
        HtmlReport report = Report([.. texts, .. PlainTexts().AsSpan(Math.Min(Texts, texts.Length))]);
        MarkupShape.RequireSame(Plain.Value, MarkupShape.Of(report.ToHtml()));
        foreach ((string name, Figure figure) in report.Figures())
        {
            TableCheck.FileName(name);
            _ = MarkupShape.Of(figure.ToSvg());
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
            .. plain.Regions.Select((r, i) => r with { Name = t[i] + i, Network = $"{t[5 + (i % 2)]}{i % 2}" }),
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
}
