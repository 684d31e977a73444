using Gyrus.Covariance;
using Gyrus.Fuzz.Damage;
using Gyrus.Numerics;
using Gyrus.Report.Figures;
using Gyrus.Signals;

namespace Gyrus.Fuzz.Formats;

/// <summary>Hostile texts in every place of every figure: the picture stays well formed and keeps its elements.</summary>
internal sealed class FigureFormat : FuzzFormat
{
    private const int Texts = 6;

    private static readonly Func<string[], Figure>[] Kinds = [Matrix, Brain, Search, Carpet, Lines, Bars, Histogram];

    private static readonly Lazy<Dictionary<string, int>[]> Plain = new(() =>
        [.. Kinds.Select(kind => MarkupShape.Of(kind(PlainTexts()).ToSvg()))]
    );

    public override string Name => "figures";

    public override int Weight => 10;

    public override FuzzInput Make(Dice dice) =>
        new("texts.utf16", HostileText.ToBytes(HostileText.Some(dice, Texts)), dice.Next(Kinds.Length));

    public override void Read(FuzzInput input, string folder)
    {
        string[] texts = HostileText.FromBytes(input.Files[0].Bytes);
        texts = [.. texts, .. PlainTexts().AsSpan(Math.Min(Texts, texts.Length))];
        MarkupShape.RequireSame(Plain.Value[input.Choice], MarkupShape.Of(Kinds[input.Choice](texts).ToSvg()));
    }

    public override long DeclaredBytes(FuzzInput input, string folder) => Unbounded;

    public override bool IsDocumented(Exception error) => false;

    private static string[] PlainTexts() => [.. Enumerable.Range(0, Texts).Select(i => $"text {i}")];

    private static Region[] Regions(string[] t) =>
        [
            .. Enumerable
                .Range(0, 4)
                .Select(i => new Region(i + 1, $"{t[i]}{i}")
                {
                    Network = t[4] + (i % 2),
                    Centre = new WorldPoint((20 * i) - 30, (10 * i) - 20, 5 * i),
                }),
        ];

    private static Matrix Square() => Numerics.Matrix.Create(4, 4, static (i, j) => i == j ? 1 : 0.1 * (i + j));

    private static Figure Matrix(string[] t) =>
        MatrixPlot.OfRegions(t[5], Square(), Regions(t)) with
        {
            ScaleName = t[0],
        };

    private static GlassBrain Brain(string[] t) =>
        new()
        {
            Title = t[5],
            Description = t[0],
            Values = Square(),
            Regions = Regions(t),
            ScaleName = t[1],
            Threshold = EdgeThreshold.Percentile(30),
        };

    private static CrossValidationPlot Search(string[] t) =>
        new()
        {
            Title = t[5],
            Description = t[0],
            Chosen = 0.1,
            Scores =
            [
                .. Enumerable
                    .Range(1, 3)
                    .Select(i => new PenaltyScore
                    {
                        Penalty = 0.1 * i,
                        Refinement = 0,
                        FoldScores = [-i, -2 * i],
                        FoldConvergence = [],
                    }),
            ],
        };

    private static CarpetPlot Carpet(string[] t) =>
        new()
        {
            Title = t[5],
            Description = t[2],
            Signals = new RegionSignals(
                t[0],
                Numerics.Matrix.Create(20, 4, static (i, j) => Math.Sin(i * (j + 1))),
                Regions(t)
            ),
            Traces = [new LineSeries(t[1], [0, 1, 2], [1, 2, 0])],
        };

    private static LinePlot Lines(string[] t) =>
        new()
        {
            Title = t[5],
            Description = t[3],
            XName = t[0],
            YName = t[1],
            Series = [new LineSeries(t[2], [0, 1], [1, 2]), new LineSeries(t[3], [0, 1], [2, 1])],
        };

    private static BarPlot Bars(string[] t) =>
        new()
        {
            Title = t[5],
            Labels = t[..3],
            Values = [1, -2, 3],
            XName = t[4],
        };

    private static HistogramPlot Histogram(string[] t) =>
        new()
        {
            Title = t[5],
            Values = [1, 2, 3, 3],
            XName = t[0],
            YName = t[1],
            Marks = [2],
        };
}
