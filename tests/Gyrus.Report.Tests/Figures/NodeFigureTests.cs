using System.Xml.Linq;
using Gyrus.Numerics;
using Gyrus.Report.Drawing;
using Gyrus.Report.Figures;
using Gyrus.Signals;

namespace Gyrus.Report.Tests.Figures;

public sealed class NodeFigureTests
{
    private static readonly GlassBrain Brain = new()
    {
        Title = "many",
        Regions = SampleStudy.Regions(116),
        Values = SampleStudy.Connectome(116, 1),
        Threshold = EdgeThreshold.Percentile(95),
    };

    [Theory]
    [InlineData("ortho", 3)]
    [InlineData("x", 1)]
    [InlineData("y", 1)]
    [InlineData("z", 1)]
    [InlineData("xz", 2)]
    [InlineData("yx", 2)]
    [InlineData("yz", 2)]
    [InlineData("l", 1)]
    [InlineData("r", 1)]
    [InlineData("lr", 2)]
    [InlineData("lzr", 3)]
    [InlineData("lyr", 3)]
    [InlineData("lzry", 4)]
    [InlineData("lyrz", 4)]
    public void Views_OfEveryDisplayMode_AreDrawn(string mode, int count)
    {
        string[] names = ["left hemisphere", "right hemisphere", "sagittal", "coronal", "axial"];

        XDocument svg = Pictures.Parse(Brain with { Views = GlassBrain.ParseViews(mode) });

        Assert.Equal(count, svg.Descendants(Pictures.Svg + "text").Count(t => names.Contains(t.Value)));
    }

    [Theory]
    [InlineData("lyrz")]
    [InlineData("z")]
    public void LabelledNodes_NamesNeverOverlap_AndTheStrongestIsNamed(string views)
    {
        GlassBrain plot = Brain with { Views = GlassBrain.ParseViews(views), LabelledNodes = 116 };
        double[] sizes = plot.Sizes(plot.ShownEdges());
        string strongest = plot.Regions[Array.IndexOf(sizes, sizes.Max())].Name;

        XElement[] names =
        [
            .. Pictures
                .Keep(plot, "names-" + views)
                .Descendants(Pictures.Svg + "text")
                .Where(t => t.Attribute("stroke") is not null),
        ];

        Assert.Contains(names, t => t.Value == Lettering.Fit(strongest, 9, 96));
        (double Left, double Right, double Y)[] boxes =
        [
            .. names.Select(t =>
                (
                    (double)t.Attribute("x")!,
                    (double)t.Attribute("x")! + Lettering.Width(t.Value, 9),
                    (double)t.Attribute("y")!
                )
            ),
        ];
        Assert.InRange(boxes.Length, 10, 4 * 116);
        foreach ((int a, (double Left, double Right, double Y) box) in boxes.Index())
        {
            Assert.All(
                boxes.Take(a),
                other =>
                    Assert.True(
                        Math.Abs(other.Y - box.Y) > 9.9 || other.Left > box.Right - 0.1 || other.Right < box.Left + 0.1,
                        $"{names[a].Value} overlaps another name"
                    )
            );
        }
    }

    [Fact]
    public void NodeColours_AreThoseGiven_AndOthersAreRefused()
    {
        GlassBrain plot = Brain with { NodeColours = [.. Brain.Regions.Select((_, i) => i == 0 ? "#010203" : "#fff")] };

        Assert.Contains("\"#010203\"", plot.ToSvg(), StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Brain with { NodeColours = ["red\"/>"] });
        var error = Assert.Throws<ArgumentException>(() => (Brain with { NodeColours = ["#fff"] }).ToSvg());
        Assert.Equal("Expected one colour per region (116), but got 1.", error.Message);
    }

    [Fact]
    public void NodeSizes_ThatAreGiven_DecideTheRadii()
    {
        GlassBrain plot = Brain with
        {
            Views = [BrainView.Axial],
            NodeSizes = [.. Brain.Regions.Select((_, i) => i == 3 ? 4.0 : 1)],
        };

        double[] radii =
        [
            .. Pictures
                .Parse(plot)
                .Descendants(Pictures.Svg + "circle")
                .Where(c => c.HasElements)
                .Select(c => (double)c.Attribute("r")!),
        ];

        Assert.Equal(5.2, radii.Max());
        Assert.Equal(115, radii.Count(r => r == 3.6));
    }

    [Fact]
    public void Strengths_AreTheSumsOfTheEdgesThatCount()
    {
        Matrix values = Matrix.FromRowMajor(3, 3, [1, -0.5, 0.2, -0.5, 1, 0.1, 0.2, 0.1, 1]);
        Region[] regions = [.. Brain.Regions.Take(3)];

        MarkerPlot plot = MarkerPlot.OfStrengths("t", values, regions, EdgeThreshold.Absolute(0.15));

        Assert.Equal([0.7, 0.5, 0.2], plot.Values.Select(v => Math.Round(v, 12)));
        XDocument svg = Pictures.Parse(plot);
        Assert.DoesNotContain(svg.Descendants(Pictures.Svg + "text"), t => t.Value.StartsWith('−'));
    }

    [Fact]
    public void Markers_OfBothSigns_HaveAScaleAboutZero()
    {
        var plot = new MarkerPlot
        {
            Title = "t",
            Regions = [.. Brain.Regions.Take(4)],
            Values = [-0.2, 0.8, 0.1, double.NaN],
        };

        string[] texts = [.. Pictures.Keep(plot, "markers").Descendants(Pictures.Svg + "text").Select(t => t.Value)];

        Assert.Contains("0.8", texts);
        Assert.Contains("−0.8", texts);
        Assert.Contains("missing", texts);
    }

    [Fact]
    public void Pair_SharesTheLargestOfBothScales()
    {
        GlassBrain half = Brain with { Values = Scaled(0.5), Title = "half" };
        var plot = new GlassBrainPair
        {
            Title = "two",
            First = half,
            Second = Brain,
        };

        string[] texts = [.. Pictures.Keep(plot, "pair").Descendants(Pictures.Svg + "text").Select(t => t.Value)];

        double largest = Brain.ShownEdges().Max(e => Math.Abs(e.Value));
        Assert.Single(texts, Ticks.Label(largest, 3));
        Assert.Contains("half", texts);
        Assert.Contains("many", texts);
    }

    [Fact]
    public void OrderedByNetwork_KeepsEveryPairAndPutsNetworksTogether()
    {
        Region[] regions = [.. Brain.Regions.OrderBy(r => r.Name[^1])];
        MatrixPlot plot = MatrixPlot.OfRegions("t", Brain.Values, regions);

        MatrixPlot ordered = plot.OrderedByNetwork();

        AssertSamePairs(plot, ordered);
        Assert.Equal(
            plot.Networks.Distinct().Count() - 1,
            ordered.Networks.Zip(ordered.Networks.Skip(1)).Count(p => p.First != p.Second)
        );
    }

    [Fact]
    public void OrderedBy_ATree_KeepsEveryPairAndRefusesAnotherTree()
    {
        MatrixPlot plot = MatrixPlot.OfRegions("t", Brain.Values, Brain.Regions);
        Dendrogram tree = new HierarchicalClustering().Fit(HierarchicalClustering.DistancesOfValues(Brain.Values));

        MatrixPlot ordered = plot.OrderedBy(tree);

        AssertSamePairs(plot, ordered);
        Assert.Equal(tree.Order.Select(i => plot.Labels[i]), ordered.Labels);
        Assert.NotNull(Pictures.Keep(ordered, "matrix-clustered").Root);
        Assert.Throws<ArgumentException>(() => plot.OrderedBy(new HierarchicalClustering().Fit(new Matrix(1, 1))));
    }

    private static void AssertSamePairs(MatrixPlot before, MatrixPlot after)
    {
        int[] places = [.. before.Labels.Select(name => after.Labels.ToList().IndexOf(name))];
        for (int j = 0; j < places.Length; j++)
        {
            Assert.Equal(before.Networks[j], after.Networks[places[j]]);
            for (int i = 0; i < places.Length; i++)
            {
                Assert.Equal(before.Values[i, j], after.Values[places[i], places[j]]);
            }
        }
    }

    private static Matrix Scaled(double factor) => Matrix.Create(116, 116, (i, j) => factor * Brain.Values[i, j]);
}
