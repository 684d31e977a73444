using System.Text.RegularExpressions;
using System.Xml.Linq;
using Gyrus.Covariance;
using Gyrus.Numerics;
using Gyrus.Report.Drawing;
using Gyrus.Report.Figures;
using Gyrus.Signals;

namespace Gyrus.Report.Tests.Figures;

/// <summary>What every figure promises. A new figure adds one line to <see cref="Kinds"/> and one to <see cref="Make"/>.</summary>
public sealed class FigureContract
{
    public static TheoryData<string> Kinds =>
        [
            "matrix",
            "clustered matrix",
            "brain",
            "named brain",
            "brain pair",
            "markers",
            "search",
            "carpet",
            "lines",
            "map",
            "scatter",
            "bars",
            "histogram",
        ];

    private static readonly string[] Hostile =
    [
        "<script>alert(1)</script>",
        "\"><img src=x onerror=alert(1)>",
        "A & B ' \"",
        "\u202eשלום",
        new string('W', 300),
        "a\0b\ud800c\ufffe",
        "]]><!-- -->",
        "",
    ];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void ToSvg_HostileNames_StayText(string kind)
    {
        XDocument svg = Pictures.Parse(Make(kind, Hostile, (i, j) => i == j ? 1 : 0.1 * (i + j)));

        Assert.All(
            svg.Descendants(),
            e =>
                Assert.Contains(
                    e.Name.LocalName,
                    (string[])
                        [
                            "svg",
                            "title",
                            "desc",
                            "g",
                            "rect",
                            "text",
                            "path",
                            "image",
                            "circle",
                            "linearGradient",
                            "stop",
                        ]
                )
        );
        Assert.DoesNotContain(
            svg.Descendants().Attributes(),
            a => a.Name.LocalName.StartsWith("on", StringComparison.Ordinal)
        );
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void ToSvg_NamesThatAreTooLong_KeepInsideThePicture(string kind)
    {
        XElement svg = Pictures
            .Keep(Make(kind, Hostile, (i, j) => i == j ? 1 : 0.1 * (i + j)), "hostile-" + kind)
            .Root!;

        double width = (double)svg.Attribute("width")!;
        Assert.InRange(width, 200, 1400);
        Assert.All(
            svg.Descendants(Pictures.Svg + "text"),
            t =>
            {
                (double from, double to, double limit) = Extent(t, width, (double)svg.Attribute("height")!);
                Assert.True(from >= -0.5 && to <= limit + 0.5, $"'{t.Value}' spans {from:0} to {to:0} of {limit:0}");
            }
        );
    }

    /// <summary>Where a text begins and ends, along the width or, when it is turned, along the height.</summary>
    private static (double From, double To, double Limit) Extent(XElement text, double width, double height)
    {
        double length = Lettering.Width(text.Value, (double)Inherited(text, "font-size")!);
        string anchor = Inherited(text, "text-anchor")?.Value ?? "start";
        double before = anchor switch
        {
            "end" => length,
            "middle" => length / 2,
            _ => 0,
        };
        if ((string?)text.Attribute("transform") is { } turned)
        {
            double y = double.Parse(
                Regex.Match(turned, " ([-0-9.]+)\\)").Groups[1].Value,
                System.Globalization.CultureInfo.InvariantCulture
            );
            return (y - (length - before), y + before, height);
        }

        double x = (double)text.Attribute("x")!;
        return (x - before, x - before + length, width);
    }

    private static XAttribute? Inherited(XElement element, string name) =>
        element.AncestorsAndSelf().Select(e => e.Attribute(name)).FirstOrDefault(a => a is not null);

    [Theory]
    [MemberData(nameof(Kinds))]
    public void ToSvg_Twice_GivesTheSameBytes(string kind) =>
        Assert.Equal(Make(kind, Names(20), Wave).ToSvg(), Make(kind, Names(20), Wave).ToSvg());

    [Theory]
    [MemberData(nameof(Kinds))]
    public void ToSvg_HasTitleAndDescriptionForScreenReaders(string kind)
    {
        XElement svg = Pictures.Parse(Make(kind, Names(20), Wave)).Root!;

        Assert.Equal("img", (string?)svg.Attribute("role"));
        string[] named = ((string)svg.Attribute("aria-labelledby")!).Split(' ');
        Assert.Equal(
            [
                svg.Element(Pictures.Svg + "title")!.Attribute("id")!.Value,
                svg.Element(Pictures.Svg + "desc")!.Attribute("id")!.Value,
            ],
            named
        );
        Assert.NotEmpty(svg.Element(Pictures.Svg + "title")!.Value);
        Assert.NotEmpty(svg.Element(Pictures.Svg + "desc")!.Value);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void ToSvg_StandsAlone(string kind)
    {
        string svg = Make(kind, Names(20), Wave).ToSvg();

        Assert.DoesNotMatch("(?<!xmlns=\")https?:|url\\((?!#)|\\sstyle=|<style|<script|<use|<foreignObject", svg);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void ToSvg_ValuesThatAreNotNumbers_NeverReachTheCoordinates(string kind)
    {
        double[] strange = [double.NaN, double.PositiveInfinity, double.NegativeInfinity, 0, -0.5];
        Figure[] figures =
        [
            Make(kind, Names(12), (i, j) => strange[(i + j) % 5]),
            Make(kind, Names(12), (_, _) => double.NaN),
            Make(kind, Names(12), (_, _) => 0),
            Make(kind, Names(12), (_, _) => 1e300),
            Make(kind, Names(12), (_, _) => 1e-300),
        ];

        Assert.All(figures, NumbersAreFinite);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void ToSvg_NothingOrOneRegion_IsStillAPicture(string kind)
    {
        NumbersAreFinite(Make(kind, [], Wave));
        NumbersAreFinite(Make(kind, ["only"], Wave));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void ToSvg_PicturesOnOnePage_ShareNoId(string kind)
    {
        Figure figure = Make(kind, Names(20), Wave);
        string[] ids = [.. Ids(figure.Draw("one", onPage: true)), .. Ids(figure.Draw("two", onPage: true))];

        Assert.Equal(ids.Length, ids.Distinct().Count());
    }

    private static IEnumerable<string> Ids(string svg) =>
        XElement.Parse(svg).DescendantsAndSelf().Attributes("id").Select(a => a.Value);

    [Theory]
    [MemberData(nameof(Kinds))]
    public void ToPng_IsAsLargeAsTheSvgTimesTheScale_AndTheSameBytesTwice(string kind)
    {
        Figure figure = Make(kind, Hostile, Wave);
        XElement svg = Pictures.Parse(figure).Root!;

        byte[] png = figure.ToPng(1.5);

        Assert.Equal(png, figure.ToPng(1.5));
        Assert.Equal((int)Math.Ceiling(1.5 * (double)svg.Attribute("width")!), Number(png, 16));
        Assert.Equal((int)Math.Ceiling(1.5 * (double)svg.Attribute("height")!), Number(png, 20));
    }

    private static int Number(byte[] png, int at) =>
        System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(at));

    private static void NumbersAreFinite(Figure figure)
    {
        XElement svg = Pictures.Parse(figure).Root!;
        string[] drawn =
        [
            "x",
            "y",
            "width",
            "height",
            "cx",
            "cy",
            "r",
            "d",
            "transform",
            "viewBox",
            "stroke-width",
            "fill",
        ];
        Assert.All(
            svg.DescendantsAndSelf().Attributes().Where(a => drawn.Contains(a.Name.LocalName)),
            a => Assert.DoesNotMatch(new Regex("NaN|∞|Infinity|E[+-]"), a.Value)
        );
        Assert.All(
            svg.DescendantsAndSelf().Attributes().Where(a => a.Name.LocalName is "width" or "height" or "r"),
            a => Assert.True(a.Value.EndsWith('%') || (double)a >= 0, $"{a.Parent!.Name} {a}")
        );
    }

    private static string[] Names(int count) => [.. Enumerable.Range(1, count).Select(i => $"Region {i}")];

    private static double Wave(int i, int j) => i == j ? 1 : Math.Cos(i + j) * 0.5;

    private static Figure Make(string kind, string[] names, Func<int, int, double> value)
    {
        string title = names.MaxBy(n => n.Length) ?? "nothing";
        int count = names.Length;
        Region[] regions =
        [
            .. names.Select(
                (n, i) =>
                    new Region(i + 1, n)
                    {
                        Network = names[i / 2],
                        Centre = new WorldPoint((7 * i) - 40, (5 * i) - 60, 3 * i),
                    }
            ),
        ];
        Matrix square = Matrix.Create(count, count, (i, j) => value(Math.Min(i, j), Math.Max(i, j)));
        double[] row = [.. Enumerable.Range(0, count).Select(i => value(0, i + 1))];
        return kind switch
        {
            "matrix" => MatrixPlot.OfRegions(title, square, regions) with { ScaleName = title },
            "brain" => new GlassBrain
            {
                Title = title,
                Values = square,
                Regions = regions,
                ScaleName = title,
                Threshold = EdgeThreshold.Percentile(30),
            },
            "clustered matrix" => (MatrixPlot.OfRegions(title, square, regions) with { ScaleName = title }).OrderedBy(
                new HierarchicalClustering().Fit(HierarchicalClustering.DistancesOfValues(square))
            ),
            "named brain" => new GlassBrain
            {
                Title = title,
                Values = square,
                Regions = regions,
                Views = GlassBrain.ParseViews("lrxyz"),
                LabelledNodes = 10,
                NodeColours = [.. names.Select(_ => "#0a7")],
                NodeSizes = row,
            },
            "brain pair" => new GlassBrainPair
            {
                Title = title,
                First = new GlassBrain
                {
                    Title = title,
                    Values = square,
                    Regions = regions,
                    ScaleName = title,
                },
                Second = new GlassBrain
                {
                    Title = title,
                    Values = square,
                    Regions = regions,
                    Threshold = EdgeThreshold.Percentile(50),
                },
            },
            "markers" => new MarkerPlot
            {
                Title = title,
                Regions = regions,
                Values = row,
                ScaleName = title,
                LabelledNodes = 5,
            },
            "search" => new CrossValidationPlot
            {
                Title = title,
                Chosen = count == 0 ? 0 : 0.1,
                Scores =
                [
                    .. row.Select(
                        (v, i) =>
                            new PenaltyScore
                            {
                                Penalty = 0.01 * (i + 1),
                                Refinement = i % 4,
                                FoldScores = [v, v + 1],
                                FoldConvergence = [],
                            }
                    ),
                ],
            },
            "carpet" => new CarpetPlot
            {
                Title = title,
                Signals = new RegionSignals(title, Matrix.Create(30, count, value), regions),
                Traces = [new LineSeries(title, row, row)],
            },
            "lines" => new LinePlot
            {
                Title = title,
                XName = title,
                YName = title,
                Series = [.. names.Select((n, i) => new LineSeries(n, row, [.. row.Select(v => v + i)]))],
            },
            "map" => new MapPlot
            {
                Title = title,
                XName = title,
                YName = title,
                ScaleName = title,
                Values = Matrix.Create(3, 4, (i, j) => row.Length == 0 ? double.NaN : row[(i + j) % row.Length]),
                X = [0, 1, 2],
                Y = [0, 10, 20, 30],
            },
            "scatter" => new ScatterPlot
            {
                Title = title,
                XName = title,
                YName = title,
                Points = [.. names.Select((n, i) => new ScatterPoint(n, i, row[i % row.Length], 0.1, 0.1))],
            },
            "bars" => new BarPlot
            {
                Title = title,
                Labels = names,
                Values = row,
                XName = title,
            },
            _ => new HistogramPlot
            {
                Title = title,
                Values = row,
                XName = title,
                YName = title,
                Marks = [0, double.NaN],
            },
        };
    }
}
