using Gyrus.Report.Figures;

namespace Gyrus.Report.Tests.Figures;

public sealed class ScatterPlotTests
{
    [Fact]
    public void ToSvg_EveryPointIsNamedAndErrorBarsAreDrawn()
    {
        var plot = new ScatterPlot
        {
            Title = "Scatter",
            Points =
            [
                .. Enumerable
                    .Range(0, 12)
                    .Select(i => new ScatterPoint($"method-{i}", 1 + (0.001 * i), i % 3, 0.01, 0.2)),
            ],
            XName = "x",
            YName = "y",
        };

        string svg = plot.ToSvg();

        Assert.All(plot.Points, p => Assert.Contains($">{p.Name}</text>", svg, StringComparison.Ordinal));
        Assert.Equal(12, svg.Split("<circle").Length - 1);
        Assert.Contains("method-3: 1.003 ± 0.01, 0 ± 0.2", svg, StringComparison.Ordinal);
        Assert.Equal(svg, plot.ToSvg());
        Assert.NotEmpty(plot.ToPng());
    }

    [Fact]
    public void ToSvg_ValuesThatCannotBeShown_AreLeftOut()
    {
        string svg = new ScatterPlot
        {
            Title = "Scatter",
            Points = [new("good", 1, 1), new("better", 2, 2), new("zero", 0, 1), new("nan", 1, double.NaN)],
            IsXLogarithmic = true,
        }.ToSvg();

        Assert.Equal(2, svg.Split("<circle").Length - 1);
        Assert.DoesNotContain(">nan</text>", svg, StringComparison.Ordinal);
    }
}
