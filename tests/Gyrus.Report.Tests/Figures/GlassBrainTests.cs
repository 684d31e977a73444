using System.Xml.Linq;
using Gyrus.Numerics;
using Gyrus.Report.Figures;
using Gyrus.Signals;

namespace Gyrus.Report.Tests.Figures;

public sealed class GlassBrainTests
{
    private static readonly Region[] Regions =
    [
        new(1, "left front") { Centre = new WorldPoint(-40, 40, 10) },
        new(2, "left back") { Centre = new WorldPoint(-30, -70, 20) },
        new(3, "right front") { Centre = new WorldPoint(40, 40, 10) },
        new(4, "nowhere"),
    ];

    private static readonly GlassBrain Plot = new()
    {
        Title = "four regions",
        Regions = Regions,
        Values = Matrix.FromRowMajor(4, 4, [1, -0.5, 0.2, 0.9, -0.5, 1, 0, 0, 0.2, 0, 1, 0, 0.9, 0, 0, 1]),
    };

    [Theory]
    [InlineData(BrainView.Left, 1)] // only the edge within the left hemisphere
    [InlineData(BrainView.Right, 0)]
    [InlineData(BrainView.Axial, 2)]
    [InlineData(BrainView.Coronal, 2)]
    [InlineData(BrainView.Sagittal, 2)]
    public void ToSvg_AView_ShowsItsEdges(BrainView view, int expected) =>
        Assert.Equal(expected, Edges(Plot with { Views = [view] }).Count);

    [Fact]
    public void ToSvg_TheThreshold_IsKept() =>
        Assert.Equal(
            ["left front – left back: −0.5"],
            Edges(Plot with { Views = [BrainView.Axial], Threshold = EdgeThreshold.Absolute(0.5) }).Select(TitleOf)
        );

    [Fact]
    public void ToSvg_LeftIsOnTheLeft_FrontIsUpOrOutward()
    {
        Assert.True(At(BrainView.Axial, "left front").X < At(BrainView.Axial, "right front").X);
        Assert.True(At(BrainView.Coronal, "left front").X < At(BrainView.Coronal, "right front").X);
        Assert.True(At(BrainView.Axial, "left front").Y < At(BrainView.Axial, "left back").Y);
        Assert.True(At(BrainView.Left, "left front").X < At(BrainView.Left, "left back").X);
        Assert.True(At(BrainView.Sagittal, "left front").X > At(BrainView.Sagittal, "left back").X);
        Assert.True(At(BrainView.Left, "left back").Y < At(BrainView.Left, "left front").Y);
    }

    [Fact]
    public void ToSvg_RegionsWithoutACentre_AreCounted()
    {
        string description = Pictures.Parse(Plot).Root!.Element(Pictures.Svg + "desc")!.Value;

        Assert.Contains("Without coordinates and left out: 1 region.", description, StringComparison.Ordinal);
        Assert.StartsWith("2 edges between 4 regions", description, StringComparison.Ordinal);
        Assert.Contains("Strongest: left front – left back −0.5", description, StringComparison.Ordinal);
    }

    [Fact]
    public void ToSvg_ManyEdges_AreJoinedIntoFewPaths()
    {
        var plot = new GlassBrain
        {
            Title = "t",
            Regions = SampleStudy.Regions(116),
            Values = SampleStudy.Connectome(116, 1, density: 1),
        };

        Assert.InRange(Pictures.Parse(plot).Descendants(Pictures.Svg + "path").Count(), 50, 400);
    }

    [Fact]
    public void ToSvg_AMatrixOfOtherSize_IsRefused()
    {
        var error = Assert.Throws<ArgumentException>(() => (Plot with { Values = Matrix.Identity(3) }).ToSvg());

        Assert.Equal("Expected a matrix of 4 regions, but got 3 × 3.", error.Message);
    }

    [Theory]
    [InlineData("ortho", new[] { BrainView.Sagittal, BrainView.Coronal, BrainView.Axial })]
    [InlineData("lyrz", new[] { BrainView.Left, BrainView.Coronal, BrainView.Right, BrainView.Axial })]
    [InlineData("x", new[] { BrainView.Sagittal })]
    public void ParseViews_LettersOrOrtho(string text, BrainView[] expected) =>
        Assert.Equal(expected, GlassBrain.ParseViews(text));

    [Theory]
    [InlineData("")]
    [InlineData("xx")]
    [InlineData("q")]
    [InlineData("Ortho")]
    public void ParseViews_SomethingElse_IsRefused(string text) =>
        Assert.Throws<FormatException>(() => GlassBrain.ParseViews(text));

    private static (double X, double Y) At(BrainView view, string region)
    {
        XElement node = Pictures
            .Parse(Plot with { Views = [view] })
            .Descendants(Pictures.Svg + "circle")
            .Single(c => TitleOf(c).StartsWith(region, StringComparison.Ordinal));
        return ((double)node.Attribute("cx")!, (double)node.Attribute("cy")!);
    }

    private static List<XElement> Edges(GlassBrain plot) =>
        [
            .. Pictures
                .Parse(plot)
                .Descendants(Pictures.Svg + "path")
                .Where(p => p.Element(Pictures.Svg + "title") is not null),
        ];

    private static string TitleOf(XElement element) => element.Element(Pictures.Svg + "title")!.Value;
}
