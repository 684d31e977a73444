using System.Text;
using Gyrus.Covariance;
using Gyrus.Optimization;
using Gyrus.Pipelines;
using Gyrus.Report.Connectomes;
using Matrix = Gyrus.Numerics.Matrix;

namespace Gyrus.Report.Tests.Connectomes;

public sealed class ConnectomeReportTests
{
    [Fact]
    public void ToReport_SaysWhatAReviewerAsks()
    {
        string html = new ConnectomeReport { Result = SmallConnectome.Create() }
            .ToReport()
            .ToHtml();

        string[] expected =
        [
            "One warning, for the test.",
            "The penalty α = 0.1 maximised the mean log-likelihood",
            "duality gap of 4.5e-8",
            "Honorio",
            "10.1093/biostatistics/kxm045",
            new string('a', 64),
            "Gyrus 0.1.0",
            "Fits of the group-sparse search.",
        ];
        Assert.All(expected, text => Assert.Contains(text, html, StringComparison.Ordinal));
    }

    [Fact]
    public void ToReport_OfASearch_HasARowForEachPenaltyAndForEachFitThatFailed()
    {
        ConnectomeResult result = SmallConnectome.Create();
        PenaltyScore score = result.Scores[1];
        Convergence failed = score.FoldConvergence[1] with { Certificate = 0.25, Iterations = 77 };
        result = result with
        {
            Scores = [result.Scores[0], score with { FoldConvergence = [score.FoldConvergence[0], failed] }],
        };

        string html = new ConnectomeReport { Result = result }
            .ToReport()
            .ToHtml();

        Assert.Contains("1 of 4 did not reach their tolerance.", html, StringComparison.Ordinal);
        Assert.Contains(
            "<th scope=\"row\">0.3</th><td class=\"t\">block descent</td><td>12</td><td>4.5e−8</td><td>1e−6</td><td class=\"t\">2 of 2</td>",
            html,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "<td>77</td><td>2.5e−1</td><td>1e−6</td><td class=\"t\">1 of 2</td>",
            html,
            StringComparison.Ordinal
        );
        Assert.Contains("<th scope=\"row\">0.1, fold 2</th>", html, StringComparison.Ordinal);
    }

    /// <summary>A quarter of the pairs are edges, in all subjects the same ones. A whole study is measured in tests/browser.</summary>
    [Fact]
    public void ToReport_Of116RegionsWithout3D_IsSmall()
    {
        ConnectomeResult result = SmallConnectome.Create(subjects: 6, regions: 116);
        Matrix pattern = SampleStudy.Connectome(116, 1);
        SubjectConnectome[] subjects =
        [
            .. result.Subjects.Select(
                (s, k) =>
                {
                    Matrix dense = SampleStudy.Connectome(116, (ulong)(k + 2), density: 2);
                    var partial = Matrix.Create(116, 116, (i, j) => pattern[i, j] == 0 ? 0 : dense[i, j]);
                    return s with { Correlation = dense, PartialCorrelation = partial };
                }
            ),
        ];
        var report = new ConnectomeReport
        {
            Result = result with { Subjects = subjects, Regions = SampleStudy.Regions(116) },
            With3D = false,
        };

        Assert.InRange(Encoding.UTF8.GetByteCount(report.ToReport().ToHtml()), 100_000, 400_000);
    }

    [Fact]
    public void ToReport_RegionsWithoutPlaces_SaysWhyThereIsNoBrain()
    {
        ConnectomeResult result = SmallConnectome.Create();
        result = result with { Regions = [.. result.Regions.Select(r => r with { Centre = null })] };

        string html = new ConnectomeReport { Result = result }
            .ToReport()
            .ToHtml();

        Assert.Contains("No glass brain is drawn", html, StringComparison.Ordinal);
    }

    [Fact]
    public void ToReport_MedianOfAnEvenNumber_IsTheMeanOfTheTwoInTheMiddle()
    {
        ConnectomeResult result = SmallConnectome.Create(subjects: 1, regions: 4);
        Matrix correlation = Matrix.Create(
            4,
            4,
            (i, j) =>
                i == j
                    ? 1
                    : (Math.Min(i, j), Math.Max(i, j)) switch
                    {
                        (0, 1) => 0.1,
                        (0, 2) => -0.2,
                        (0, 3) => 0.3,
                        (1, 2) => -0.4625,
                        (1, 3) => 0.5,
                        _ => 0.6,
                    }
        );
        result = result with { Subjects = [result.Subjects[0] with { Correlation = correlation }] };

        string html = new ConnectomeReport { Result = result }
            .ToReport()
            .ToHtml();

        Assert.Contains("0.38125", html, StringComparison.Ordinal);
    }

    [Fact]
    public void ToReport_HostileRegionName_IsInert()
    {
        const string Name = "<script>alert('x')</script>\" onload=\"";

        string html = new ConnectomeReport { Result = SmallConnectome.Create(firstName: Name) }
            .ToReport()
            .ToHtml();

        Assert.DoesNotContain("<script>alert", html, StringComparison.Ordinal);
        Assert.DoesNotContain("\" onload=\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public void ToReport_NotConverged_SaysNo()
    {
        ConnectomeResult result = SmallConnectome.Create();
        result = result with { Convergence = result.Convergence with { Certificate = 0.5 } };

        string html = new ConnectomeReport { Result = result }
            .ToReport()
            .ToHtml();

        Assert.Contains("<dd>NO</dd>", html, StringComparison.Ordinal);
        Assert.Contains("before its tolerance of 1.0e-6", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 2)]
    [InlineData(14, 3)]
    public void ToReport_FewOrMany_IsAPage(int subjects, int regions)
    {
        var report = new ConnectomeReport { Result = SmallConnectome.Create(subjects, regions) };

        string html = (report with { With3D = false }).ToReport().ToHtml();

        Assert.EndsWith("</html>\n", html, StringComparison.Ordinal);
        Assert.EndsWith("</html>\n", report.ToReport().ToHtml(), StringComparison.Ordinal);
        // The page without its script, whose own words may hold NaN.
        Assert.DoesNotContain(
            "NaN",
            html[..html.LastIndexOf("<script>", StringComparison.Ordinal)],
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void ToReport_Twice_GivesTheSameBytes() =>
        Assert.Equal(
            new ConnectomeReport { Result = SmallConnectome.Create() }
                .ToReport()
                .ToHtml(),
            new ConnectomeReport { Result = SmallConnectome.Create() }
                .ToReport()
                .ToHtml()
        );
}
