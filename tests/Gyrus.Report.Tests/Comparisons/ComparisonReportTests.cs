using System.Globalization;
using Gyrus.Covariance.Cleaning;
using Gyrus.Numerics;
using Gyrus.Pipelines;
using Gyrus.Pipelines.Cleaning;
using Gyrus.Pipelines.Comparison;
using Gyrus.Report.Cleaning;
using Gyrus.Report.Comparisons;
using Gyrus.Report.Figures;
using Gyrus.Report.Pages;
using Gyrus.Signals;

namespace Gyrus.Report.Tests.Comparisons;

/// <summary>The reports of a comparison and of cleaned covariances, and their figures.</summary>
public sealed class ComparisonReportTests
{
    private static readonly string[] Names = ["cvc", "shrinkage-cv", "auto"];

    [Fact]
    public void ToReport_BeginsWithTheVerdictAndHoldsNoInfinity()
    {
        StudyComparison study = Study();

        string html = new ComparisonReport { Study = study }
            .ToReport()
            .ToHtml();

        Assert.Contains(
            $"For your data use {study.Verdict.Best!.Name}",
            html.Split("id=\"section-1\"")[1].Split("</section>")[0],
            StringComparison.Ordinal
        );
        Assert.Contains("doi.org/10.1016/S0047-259X%2803%2900096-4", html, StringComparison.Ordinal);
        Assert.Contains("the first 0.8 of each recording trained", html, StringComparison.Ordinal);
        Assert.All(
            (string[])[">NaN", ">Infinity", "∞<", ">-∞"],
            bad => Assert.DoesNotContain(bad, html, StringComparison.Ordinal)
        );
    }

    [Fact]
    public void ToReport_NamesOfTheUser_AreText()
    {
        string html = new ComparisonReport { Study = Study("<script>x</script>") }
            .ToReport()
            .ToHtml();

        Assert.DoesNotContain("<script>x", html, StringComparison.Ordinal);
        Assert.Contains("&lt;script", html, StringComparison.Ordinal);
    }

    [Fact]
    public void ToReport_Twice_GivesTheSameBytes() =>
        Assert.Equal(
            new ComparisonReport { Study = Study() }
                .ToReport()
                .ToHtml(),
            new ComparisonReport { Study = Study() }
                .ToReport()
                .ToHtml()
        );

    [Fact]
    public void Differences_DrawBestFirstAndTheReferenceAtZero()
    {
        StudyComparison study = Study();

        IntervalPlot plot = ComparisonFigures.Differences(study, CleaningCriterion.LogLikelihood);

        double[] means = [.. plot.Rows.Select(r => r.Mean)];
        Assert.Equal([.. means.OrderDescending()], means);
        Assert.Equal(0, plot.Rows.Single(r => r.Label == study.Result.Reference).Mean);
        IntervalRow other = plot.Rows.First(r => r.Label != study.Result.Reference);
        Assert.Equal(3, other.Points.Count);
        Assert.Equal(other.Mean, other.Points.Average(), 1e-12);
        Assert.True(other.HalfWidth > 0);
    }

    [Fact]
    public void IntervalPlot_RowFarAway_IsAnArrowWithItsValue()
    {
        var plot = new IntervalPlot
        {
            Title = "t",
            Rows =
            [
                .. Enumerable.Range(0, 6).Select(i => new IntervalRow($"r{i}", 0.1 * i, 0.05)),
                new IntervalRow("far", -900, 2),
                new IntervalRow("none", double.NaN, null),
            ],
        };

        string svg = plot.ToSvg();

        Assert.Contains("−900 ± 2</text>", svg, StringComparison.Ordinal);
        Assert.Contains(">no value</text>", svg, StringComparison.Ordinal);
        Assert.DoesNotContain("NaN", svg, StringComparison.Ordinal);
        // The bulk keeps the width of the picture: neighbours are far apart.
        double[] centres =
        [
            .. svg.Split("cx=\"").Skip(1).Select(s => double.Parse(s.Split('"')[0], CultureInfo.InvariantCulture)),
        ];
        Assert.True(centres.Max() - centres.Min() > 200);
    }

    [Fact]
    public void IntervalPlot_EverySingleValue_HasAMark()
    {
        double[] folds = [0.02, 0.03, 0.04, 0.05, 0.06, 0.07, 0.08, 0.1, double.NaN, 90];

        string svg = new IntervalPlot
        {
            Title = "t",
            Rows = [new IntervalRow("a", 0.05, 0.01) { Points = folds }],
        }.ToSvg();

        Assert.Equal(1 + 9, svg.Split("<circle").Length - 1); // the mean, and all that are numbers
        Assert.Equal(1, svg.Split("fill=\"none\" stroke=\"#b9c4cf\"").Length - 1); // 90, at the end of the axis
    }

    [Fact]
    public void ScatterPlot_PointFarAway_IsNamedOutside()
    {
        var plot = new ScatterPlot
        {
            Title = "t",
            Points =
            [
                .. Enumerable.Range(0, 6).Select(i => new ScatterPoint($"p{i}", i, i % 3)),
                new ScatterPoint("far", 5000, 1),
            ],
        };

        string svg = plot.ToSvg();

        Assert.Contains("Outside: far (5000, 1)", svg, StringComparison.Ordinal);
        Assert.Equal(6, svg.Split("<circle").Length - 1);
    }

    [Fact]
    public void CleaningReport_SaysWhatWasUsedAndDrawsSpectra()
    {
        CleaningResult result = new CovarianceCleaning().Clean(StudySignals.Of(Recordings("sub-01")));

        HtmlReport report = new CleaningReport { Result = result }.ToReport();

        string html = report.ToHtml();
        Assert.Contains("Used: cvc: cross-validated eigenvalues", html, StringComparison.Ordinal);
        Assert.Equal(3, report.Figures().Count());
        Assert.DoesNotContain(">NaN", html, StringComparison.Ordinal);
    }

    private static StudyComparison Study(string first = "sub-01") =>
        new ComparisonStudy { Estimators = [.. Names.Select(n => EstimatorCatalogue.Parse(n))] }.Compare(
            StudySignals.Of(Recordings(first))
        );

    private static RegionSignals[] Recordings(string first) =>
        [
            .. Enumerable
                .Range(1, 3)
                .Select(k =>
                {
                    var rng = new Rng((ulong)k);
                    double[] noise = [.. Enumerable.Range(0, 120 * 10).Select(_ => rng.NextNormal())];
                    var values = Matrix.Create(120, 10, (t, j) => noise[(t * 10) + j] + noise[t * 10]);
                    return new RegionSignals(k == 1 ? first : $"sub-0{k}", values, SampleStudy.Regions(10));
                }),
        ];
}
