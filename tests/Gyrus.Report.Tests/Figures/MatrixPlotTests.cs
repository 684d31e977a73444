using System.Buffers.Binary;
using System.IO.Compression;
using System.Xml.Linq;
using Gyrus.Numerics;
using Gyrus.Report.Drawing;
using Gyrus.Report.Figures;
using Gyrus.Signals;

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
    public void ToSvg_ValuesOnTheDiagonalAlone_SetTheScale()
    {
        var cells = Cells(
            new MatrixPlot
            {
                Title = "history alone",
                Values = Matrix.Create(2, 2, static (i, j) => i == j ? 0.25 * (i + 1) : 0),
                Labels = ["a", "b"],
            }
        );

        Assert.Equal(DivergingMap.Areas.At(0.5, 0.5).ToHex(), cells["b – b: 0.5"]);
    }

    [Fact]
    public void ToSvg_ANetwork_HasOneColourHoweverRegionsAreSorted()
    {
        IReadOnlyList<Region> regions = SampleStudy.Regions(28);
        Matrix values = SampleStudy.Connectome(28, 1);
        int[] back = [.. Enumerable.Range(0, 28).Reverse()];

        Dictionary<string, string> first = NetworkColours(MatrixPlot.OfRegions("one", values, regions), regions);
        Dictionary<string, string> second = NetworkColours(
            MatrixPlot.OfRegions("other", values.Select(back, back), [.. regions.Reverse()]),
            regions
        );

        Assert.Equal(7, first.Count);
        Assert.Equal(first.OrderBy(static p => p.Key), second.OrderBy(static p => p.Key));
    }

    private static Dictionary<string, string> NetworkColours(MatrixPlot plot, IReadOnlyList<Region> regions)
    {
        var names = regions.Select(static r => r.Network).ToHashSet();
        return XElement
            .Parse(plot.ToSvg())
            .Descendants()
            .Where(e => e.Name.LocalName == "rect" && names.Contains(e.Elements().FirstOrDefault()?.Value))
            .DistinctBy(static e => e.Elements().First().Value)
            .ToDictionary(static e => e.Elements().First().Value, static e => e.Attribute("fill")!.Value);
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

    [Theory]
    [InlineData(null, 1e-3)]
    [InlineData(0.1, 1e-3)] // values beyond the scale share its last colour, but not their stored value
    [InlineData(5.0, 1e-3)]
    public void Draw_OnAPage_StoresTheValuesForTheScript(double? limit, double unit)
    {
        Matrix sample = SampleStudy.Connectome(30, 4);
        var values = Matrix.Create(30, 30, (i, j) => (i, j) is (7, 3) or (3, 7) ? 2e-4 : sample[i, j]);
        var plot = new MatrixPlot
        {
            Title = "t",
            Values = values,
            Limit = limit,
        };

        double[,] steps = StoredSteps(plot, unit, out bool isTriangle);

        Assert.True(isTriangle);
        for (int i = 0; i < 30; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                double size = Math.Abs(steps[i, j]) - 1;
                double shown = steps[i, j] == 0 ? 0 : Math.Sign(steps[i, j]) * size * unit;
                Assert.InRange(shown - values[i, j], -0.501 * unit, 0.501 * unit);
                Assert.Equal(Math.Sign(values[i, j]), Math.Sign(steps[i, j])); // only 0 is 0
            }
        }
    }

    [Fact]
    public void Draw_OnAPage_MissingAndSkewValuesAreStoredWhole()
    {
        var values = Matrix.FromRowMajor(2, 2, [12, double.NaN, -34.56, 0]);

        double[,] steps = StoredSteps(new MatrixPlot { Title = "t", Values = values }, 0.1, out bool isTriangle);

        Assert.False(isTriangle);
        Assert.Equal([121, double.NaN, -347, 0], steps.Cast<double>());
    }

    /// <summary>What the script of a page computes from a picture and the values beside it.</summary>
    private static double[,] StoredSteps(MatrixPlot plot, double expectedUnit, out bool isTriangle)
    {
        XElement image = XElement.Parse(plot.Draw("f", onPage: true)).Descendants(Pictures.Svg + "image").Single();
        isTriangle = (string?)image.Attribute("data-symmetric") == "1";
        Assert.Equal(expectedUnit, (double)image.Attribute("data-unit")!, 1e-12);
        double grade = (double)image.Attribute("data-grade")!;
        byte[] rest = Unpacked(Convert.FromBase64String((string)image.Attribute("data-values")!));
        byte[] pixels = PixelsOf((string)image.Attribute("href")!);
        (int rows, int columns) = (plot.Values.Rows, plot.Values.Columns);
        double[,] steps = new double[rows, columns];
        for (int i = 0, at = 0; i < rows; i++)
        {
            for (int j = 0; j < (isTriangle ? i + 1 : columns); j++, at++)
            {
                int colour = pixels[(i * (columns + 1)) + 1 + j] - 128;
                int more = rest[at] + (256 * rest[at + (rest.Length / 2)]);
                int coarse =
                    colour == 0 ? 0 : Math.Sign(colour) * (1 + (int)Math.Floor((Math.Abs(colour) * grade) + 0.5));
                steps[i, j] = colour == -128 ? double.NaN : coarse + (more % 2 == 1 ? -(more + 1) / 2 : more / 2);
            }
        }

        return steps;
    }

    private static byte[] PixelsOf(string address)
    {
        byte[] png = Convert.FromBase64String(address[(address.IndexOf(',', StringComparison.Ordinal) + 1)..]);
        int at = png.AsSpan().IndexOf("IDAT"u8);
        return Unpacked(png.AsSpan(at + 4, BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(at - 4))).ToArray());
    }

    private static byte[] Unpacked(byte[] packed)
    {
        using var bytes = new MemoryStream();
        using var zlib = new ZLibStream(new MemoryStream(packed), CompressionMode.Decompress);
        zlib.CopyTo(bytes);
        return bytes.ToArray();
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
