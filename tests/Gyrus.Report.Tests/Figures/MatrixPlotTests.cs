using System.Buffers.Binary;
using System.IO.Compression;
using System.Xml.Linq;
using Gyrus.Numerics;
using Gyrus.Report.Drawing;
using Gyrus.Report.Figures;

namespace Gyrus.Report.Tests.Figures;

public sealed class MatrixPlotTests
{
    private static readonly MatrixPlot Small = new()
    {
        Title = "three regions",
        Values = Matrix.FromRowMajor(3, 3, [5, 0.5, double.NaN, 0.5, 5, -0.25, double.NaN, -0.25, 5]),
        Labels = ["a", "b", "c"],
    };

    [Fact]
    public void ToSvg_Cells_HaveTheColourOfTheirValue()
    {
        var cells = Cells(Small);

        // The limit is the largest |value| off the diagonal: 0.5; the diagonal shares the colour of the end.
        Assert.Equal(DivergingMap.Areas.At(1, 1).ToHex(), cells["a – b: 0.5"]);
        Assert.Equal(DivergingMap.Areas.At(1, 1).ToHex(), cells["a – a: 5"]);
        Assert.Equal(DivergingMap.Areas.At(-0.5, 1).ToHex(), cells["b – c: −0.25"]);
        Assert.Equal(Rgb.Missing.ToHex(), cells["a – c: not a number"]);
    }

    [Fact]
    public void ToSvg_ZeroedDiagonal_HasTheColourOfZero() =>
        Assert.Equal(
            DivergingMap.Areas.At(0, 1).ToHex(),
            Cells(Small with { Diagonal = MatrixDiagonal.Zeroed })["a – a: 5"]
        );

    [Fact]
    public void ToSvg_AGivenLimit_SetsTheScale()
    {
        var cells = Cells(Small with { Limit = 1 });

        Assert.Equal(DivergingMap.Areas.At(0.5, 1).ToHex(), cells["a – b: 0.5"]);
        Assert.Contains("≥ 1", Texts(Small with { Limit = 1 }));
    }

    [Fact]
    public void ToSvg_MissingValues_AreExplained() => Assert.Contains("missing", Texts(Small));

    [Fact]
    public void ToSvg_MoreThanSixtyRegions_IsOneImageWithFewLabels()
    {
        var plot = MatrixPlot.OfRegions(
            "116",
            SampleStudy.Connectome(116, 1),
            SampleStudy.Regions(116, withNetworks: false)
        );
        XDocument svg = Pictures.Keep(plot, "matrix-116-plain");

        Assert.Single(svg.Descendants(Pictures.Svg + "image"));
        Assert.InRange(Texts(plot).Length, 20, 130);
        Assert.InRange(plot.ToSvg().Length, 1000, 60_000);
    }

    [Fact]
    public void Draw_OnAPage_StoresTheValuesForTheScript()
    {
        Matrix values = SampleStudy.Connectome(30, 4);
        XElement image = XElement
            .Parse(new MatrixPlot { Title = "t", Values = values }.Draw("f", onPage: true))
            .Descendants(Pictures.Svg + "image")
            .Single();
        double unit = (double)image.Attribute("data-unit")!;
        using var steps = new MemoryStream();
        using (
            var zlib = new ZLibStream(
                new MemoryStream(Convert.FromBase64String((string)image.Attribute("data-values")!)),
                CompressionMode.Decompress
            )
        )
        {
            zlib.CopyTo(steps);
        }

        Assert.Equal(30 * 31, steps.Length);
        for (int i = 0, at = 0; i < 30; i++)
        {
            for (int j = 0; j <= i; j++, at += 2)
            {
                double stored = unit * BinaryPrimitives.ReadInt16LittleEndian(steps.ToArray().AsSpan(at));
                Assert.InRange(stored - values[i, j], -0.51 * unit, 0.51 * unit);
            }
        }
    }

    [Fact]
    public void ToSvg_ARectangle_HasItsOwnColumnNames()
    {
        var plot = new MatrixPlot
        {
            Title = "t",
            Values = Matrix.FromRowMajor(1, 2, [1, -2]),
            Labels = ["r"],
            ColumnLabels = ["c", "d"],
        };

        Assert.Equal(["r – c: 1", "r – d: −2"], Cells(plot).Keys);
    }

    [Fact]
    public void ToSvg_LabelsThatDoNotFitTheMatrix_AreRefused()
    {
        var error = Assert.Throws<ArgumentException>(() => (Small with { Labels = ["a"] }).ToSvg());

        Assert.Equal("Expected one label per row (3), but got 1.", error.Message);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    public void Limit_NotPositive_IsRefused(double limit) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Small with { Limit = limit });

    private static Dictionary<string, string> Cells(MatrixPlot plot) =>
        Pictures
            .Parse(plot)
            .Descendants(Pictures.Svg + "rect")
            .Where(r => r.Element(Pictures.Svg + "title") is not null)
            .DistinctBy(r => r.Element(Pictures.Svg + "title")!.Value)
            .ToDictionary(r => r.Element(Pictures.Svg + "title")!.Value, r => (string)r.Attribute("fill")!);

    private static string[] Texts(Figure figure) =>
        [.. Pictures.Parse(figure).Descendants(Pictures.Svg + "text").Select(t => t.Value)];
}
