using Gyrus.Report.Figures;

namespace Gyrus.Report.Tests.Figures;

/// <summary>Figures of realistic size, kept for a person to look at; here only that they are well-formed.</summary>
public sealed class LookTests
{
    [Theory]
    [InlineData(24)]
    [InlineData(39)]
    [InlineData(116)]
    [InlineData(300)]
    public void MatrixPlot_OfRealisticSize_IsWellFormed(int count)
    {
        var plot = MatrixPlot.OfRegions(
            "Partial correlations, mean of 4 subjects",
            SampleStudy.Connectome(count, 1),
            SampleStudy.Regions(count)
        ) with
        {
            ScaleName = "partial correlation",
        };

        Assert.NotNull(Pictures.Keep(plot, $"matrix-{count}").Root);
    }

    [Theory]
    [InlineData("ortho", "80%")]
    [InlineData("lyrz", "90%")]
    [InlineData("lrxyz", "97%")]
    [InlineData("xz", "0")]
    public void GlassBrain_OfRealisticSize_IsWellFormed(string views, string threshold)
    {
        var plot = new GlassBrain
        {
            Title = $"Group-sparse connectome, edges above {threshold}",
            Values = SampleStudy.Connectome(116, 1),
            Regions = SampleStudy.Regions(116),
            Views = GlassBrain.ParseViews(views),
            Threshold = EdgeThreshold.Parse(threshold),
            ScaleName = "partial correlation",
        };

        Assert.NotNull(Pictures.Keep(plot, $"glass-{views}").Root);
    }

    [Fact]
    public void OtherFigures_OfRealisticSize_AreWellFormed()
    {
        var signals = SampleStudy.Signals("sub-01", 116, 168, 5);
        double[] motion =
        [
            .. Enumerable.Range(0, 168).Select(t => 0.1 + (0.08 * Math.Abs(Math.Sin(t * t))) + (t == 90 ? 0.7 : 0)),
        ];
        double[] times = [.. Enumerable.Range(0, 84).Select(k => k / 336.0)];
        Figure[] figures =
        [
            new CrossValidationPlot
            {
                Title = "Choice of the penalty",
                Scores = SampleStudy.Scores(),
                Chosen = 0.0447,
            },
            new CarpetPlot
            {
                Title = "Cleaned signals of sub-01",
                Signals = signals,
                Traces = [CarpetPlot.TraceOf("FD (mm)", motion, signals)],
            },
            HistogramPlot.OfEdges("Edge weights", SampleStudy.Connectome(116, 1), EdgeThreshold.Parse("90%")) with
            {
                XName = "partial correlation",
            },
            BarPlot.OfLargest(
                "Strongest regions",
                [.. signals.Regions.Select(r => r.Name)],
                [.. signals.Regions.Select((_, i) => 3.0 / (1 + (i % 13)))],
                20
            ) with
            {
                XName = "strength",
            },
            new LinePlot
            {
                Title = "Power spectra",
                XName = "frequency (Hz)",
                YName = "power",
                IsYLogarithmic = true,
                Series =
                [
                    new LineSeries("before", times, [.. times.Select(f => 1 / (0.001 + (f * f)))]),
                    new LineSeries("after", times, [.. times.Select(f => f is > 0.01 and < 0.1 ? 100 : 0.1)]),
                ],
            },
        ];

        Assert.All(figures, f => Assert.NotNull(Pictures.Keep(f, f.GetType().Name).Root));
    }

    [SharedFact]
    public void GlassBrain_OfPublishedCoordinates_IsWellFormed()
    {
        var regions = PublishedRegions.Dosenbach();
        var plot = new GlassBrain
        {
            Title = "Simulated edges between 160 published regions",
            Values = SampleStudy.Connectome(regions.Count, 1),
            Regions = regions,
            Threshold = EdgeThreshold.Parse("98%"),
            ScaleName = "partial correlation",
        };

        Assert.NotNull(Pictures.Keep(plot, "glass-dosenbach").Root);
        Assert.NotNull(Pictures.Keep(plot with { Views = GlassBrain.ParseViews("xyz") }, "glass-dosenbach-ortho").Root);
    }
}
