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
}
