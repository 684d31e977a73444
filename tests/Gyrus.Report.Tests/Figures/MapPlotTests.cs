using Gyrus.Numerics;
using Gyrus.Report.Figures;

namespace Gyrus.Report.Tests.Figures;

public sealed class MapPlotTests
{
    [Fact]
    public void Describe_OfRates_SaysTheRangeAndTheScale()
    {
        string svg = Plot((i, j) => i == 0 && j == 0 ? double.NaN : i + j).ToSvg();

        Assert.Contains("spikes a second over x and y, from 1 to 3;", svg, StringComparison.Ordinal);
        Assert.Contains("colours from white at 0 to red at 3", svg, StringComparison.Ordinal);
        Assert.Contains("missing", svg, StringComparison.Ordinal);
    }

    [Fact]
    public void Describe_OfNegativeValues_HasTwoColours() =>
        Assert.Contains(
            "from blue over white at 0 to red at 4",
            Plot((i, j) => i - (2 * j)).ToSvg(),
            StringComparison.Ordinal
        );

    [Fact]
    public void ToSvg_WithoutAPlaceForEachRow_SaysWhatWasExpected()
    {
        MapPlot plot = Plot((i, j) => 1) with { X = [1, 2, 3] };

        Assert.Contains(
            "Expected one place per row (2) and column (3)",
            Assert.Throws<ArgumentException>(() => plot.ToSvg()).Message,
            StringComparison.Ordinal
        );
    }

    private static MapPlot Plot(Func<int, int, double> value) =>
        new()
        {
            Title = "map",
            Values = Matrix.Create(2, 3, value),
            X = [0, 1],
            Y = [0, 1, 2],
            XName = "x",
            YName = "y",
            ScaleName = "spikes a second",
        };
}
