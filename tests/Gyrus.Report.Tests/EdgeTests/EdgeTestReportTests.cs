using Gyrus.Covariance;
using Gyrus.Inference;
using Gyrus.Pipelines;
using Gyrus.Report.EdgeTests;
using Gyrus.Report.Figures;

namespace Gyrus.Report.Tests.EdgeTests;

public sealed class EdgeTestReportTests
{
    [Fact]
    public void ToReport_PlantedEdges_AreDrawnCountedAndNamed()
    {
        string html = Report(permutations: 999).ToReport().ToHtml();

        Assert.Contains("Edges that differ", html, StringComparison.Ordinal);
        Assert.Contains("are stronger in pat&amp;ients", html, StringComparison.Ordinal);
        Assert.Contains("999 random permutations (seed 3)", html, StringComparison.Ordinal);
        Assert.Contains("Largest |t| over edges", html, StringComparison.Ordinal);
        Assert.Contains("Covariances are maximum-likelihood", html, StringComparison.Ordinal);
        Assert.DoesNotContain("pat&ients", html, StringComparison.Ordinal);
        Assert.DoesNotContain(">NaN<", html, StringComparison.Ordinal);
    }

    [Fact]
    public void ToReport_WithoutPermutations_SaysSo()
    {
        string html = Report(permutations: 0).ToReport().ToHtml();

        Assert.Contains("not tested", html, StringComparison.Ordinal);
        Assert.DoesNotContain("Largest |t| over edges", html, StringComparison.Ordinal);
        Assert.DoesNotContain("Phipson", html, StringComparison.Ordinal);
    }

    [Fact]
    public void ToReport_Twice_GivesTheSameBytes() =>
        Assert.Equal(Report(99).ToReport().ToHtml(), Report(99).ToReport().ToHtml());

    [Fact]
    public void Figures_LookAtThem()
    {
        (string Name, Figure Figure)[] figures = [.. Report(999).ToReport().Figures()];

        Assert.Equal(5, figures.Length);
        if (Environment.GetEnvironmentVariable("GYRUS_LOOK") is { Length: > 0 } folder)
        {
            foreach ((string name, Figure figure) in figures)
            {
                File.WriteAllText(Path.Combine(folder, name + ".svg"), figure.ToSvg());
            }
        }
    }

    private static EdgeTestReport Report(int permutations)
    {
        SyntheticGroups groups = new SyntheticGroupDifference { Seed = 4 }.Generate();
        var measured = new ConnectivityResult
        {
            Regions = SampleStudy.Regions(20),
            Subjects = [.. groups.Signals.Select((_, k) => $"sub-{k:00}")],
            Samples = [.. groups.Signals.Select(s => s.Rows)],
            Connectivity = new ConnectivityMeasure { Estimator = new EmpiricalCovariance() }.Measure(groups.Signals),
            Estimator = new EmpiricalCovariance(),
            Standardised = true,
            Warnings = [],
        };
        var two = new TwoGroups("pat&ients", "controls", [.. groups.IsFirst.Select(f => f ? "pat&ients" : "controls")]);
        var test = new EdgeTest
        {
            Comparison = new GroupComparison { Permutations = permutations, Seed = 3 },
        };
        return new EdgeTestReport { Result = test.Test(measured, two) };
    }
}
