using Gyrus.Covariance;
using Gyrus.Inference;
using Gyrus.Numerics;
using Gyrus.Pipelines;
using Gyrus.Report.Connectomes;
using Gyrus.Report.Figures;
using Gyrus.Report.Pages;
using static System.FormattableString;

namespace Gyrus.Report.EdgeTests;

/// <summary>The report of a comparison of edges between two groups.</summary>
public sealed record EdgeTestReport
{
    private const int MostEdges = 500;

    /// <summary>Gets the result to report.</summary>
    public required EdgeTestResult Result { get; init; }

    /// <summary>Gets the error rate that counts as significant. In (0, 1). Default: 0.05.</summary>
    public double Alpha
    {
        get;
        init =>
            field = value is > 0 and < 1
                ? value
                : throw new ArgumentOutOfRangeException(
                    nameof(value),
                    Invariant($"Alpha must be above 0 and below 1, but was {value}.")
                );
    } = 0.05;

    /// <summary>Gets the title. Default: <c>Edge test report</c>.</summary>
    public string Title { get; init; } = "Edge test report";

    private GroupComparisonResult Comparison => Result.Comparison;

    private bool HasPermutations => Comparison.LargestT.Count > 0;

    private string Versus => $"{Comparison.Groups.First} − {Comparison.Groups.Second}";

    /// <summary>Builds the page.</summary>
    public HtmlReport ToReport() =>
        new()
        {
            Title = Title,
            Subtitle =
                $"{EdgeTestMethods.NameOf(Result)} of {Comparison.Groups.First} against {Comparison.Groups.Second}, edge by edge.",
            Facts = Facts(),
            Sections =
            [
                new("Warnings", [new ReportWarnings(Result.Warnings)]),
                new("Where the groups differ", [.. Differences()]),
                new("Edges", [Table()]),
                new("Error control", [.. ErrorControl()]),
                new(
                    "Methods",
                    [
                        new ReportMethods(EdgeTestMethods.Text(Result, Alpha)),
                        new ReportSubheading("References"),
                        new ReportReferences(EdgeTestMethods.References(Result)),
                    ]
                ),
                .. ProvenanceSection.Of(Result.Provenance, "permutations"),
            ],
            Footer = ProvenanceSection.Footer(Result.Provenance),
        };

    private KeyValuePair<string, string>[] Facts() =>
        [
            new(Comparison.Groups.First, Invariant($"{Comparison.Groups.Size(first: true)} subjects")),
            new(Comparison.Groups.Second, Invariant($"{Comparison.Groups.Size(first: false)} subjects")),
            new("Edges tested", Invariant($"{Comparison.T.Count - Comparison.Untested.Count}")),
            new(
                Invariant($"p_FWE ≤ {Alpha}"),
                HasPermutations ? Invariant($"{Comparison.PFwe.Count(p => p <= Alpha)}") : "not tested"
            ),
            new(Invariant($"p_FDR ≤ {Alpha}"), Invariant($"{Comparison.PFdr.Count(p => p <= Alpha)}")),
        ];

    private IEnumerable<ReportBlock> Differences()
    {
        IReadOnlyList<double> p = HasPermutations ? Comparison.PFwe : Comparison.PFdr;
        string criterion = Invariant($"{(HasPermutations ? "p_FWE" : "p_FDR")} ≤ {Alpha}");
        double[] shown = [.. Comparison.Difference.Select((d, e) => p[e] <= Alpha ? d : 0)];
        int count = p.Count(value => value <= Alpha);
        yield return new ReportParagraph(
            count == 0
                ? $"No edge differs with {criterion}."
                : Invariant(
                    $"{count} edges differ with {criterion}: {shown.Count(d => d > 0)} are stronger in {Comparison.Groups.First}, {shown.Count(d => d < 0)} in {Comparison.Groups.Second} (larger values)."
                )
        );
        if (count > 0 && Result.Regions.All(r => r.Centre is not null))
        {
            yield return new ReportFigure(
                new GlassBrain
                {
                    Title = $"Edges that differ, {Versus}",
                    Values = Result.ToMatrix(shown),
                    Regions = Result.Regions,
                    ScaleName = "difference",
                },
                $"Adjusted difference of means of the edges with {criterion}, between the centres of the regions. Red: larger in {Comparison.Groups.First}; blue: larger in {Comparison.Groups.Second}."
            )
            {
                FileName = "edge-test-glass-brain",
            };
        }

        yield return new ReportFigureGrid([
            MatrixOf(Comparison.Difference, "Difference of means", "difference", "edge-test-difference"),
            MatrixOf(Comparison.T, "t of the difference", "t", "edge-test-t"),
        ]);
    }

    private ReportFigure MatrixOf(IReadOnlyList<double> values, string title, string scale, string file)
    {
        Matrix matrix = LowerTriangle.Devectorise([.. values], new double[Result.Regions.Count]);
        return new ReportFigure(
            MatrixPlot.OfRegions($"{title}, {Versus}", matrix, Result.Regions) with
            {
                Diagonal = MatrixDiagonal.Zeroed,
                ScaleName = scale,
            },
            $"{title}, {Comparison.Groups.First} less {Comparison.Groups.Second}, all edges. Grey: not tested. The diagonal is left out."
        )
        {
            FileName = file,
        };
    }

    private IEnumerable<ReportBlock> ErrorControl()
    {
        if (HasPermutations)
        {
            double critical = Comparison.CriticalT(Alpha);
            double observed = Comparison.T.Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty(double.NaN).Max();
            yield return new ReportFigure(
                new HistogramPlot
                {
                    Title = "Largest |t| over edges, by permutation",
                    Values = Comparison.LargestT,
                    XName = "largest |t|",
                    YName = "permutations",
                    Marks = double.IsFinite(critical) ? [critical] : [],
                },
                Invariant(
                    $"Distribution of the largest |t| over all edges when the groups do not differ ({Comparison.LargestT.Count} {(Comparison.Exact ? "arrangements, all there are" : "random permutations")}). "
                )
                    + (
                        double.IsFinite(critical)
                            ? Invariant(
                                $"The dashed line is the critical value {critical:0.00} for a family-wise error of {Alpha}; "
                            )
                            : "No value is large enough to be significant; "
                    )
                    + Invariant($"the largest observed |t| is {observed:0.00}.")
            )
            {
                FileName = "edge-test-largest-t",
            };
        }

        yield return new ReportFigure(
            new HistogramPlot
            {
                Title = "p-values, not corrected",
                Values = Comparison.P,
                Bins = 20,
                XName = "p",
                YName = "edges",
            },
            "Without any difference this is flat; a peak at the left shows differences that single edges may be too weak to prove."
        )
        {
            FileName = "edge-test-p",
        };
    }

    private ReportTable Table()
    {
        IReadOnlyList<int> order = Result.ByP();
        return new ReportTable
        {
            Caption =
                order.Count > MostEdges
                    ? Invariant(
                        $"The {MostEdges} of {order.Count} edges with the smallest p; the table of edges beside this report has all."
                    )
                    : "All edges, smallest p first.",
            Columns =
            [
                new("Region 1"),
                new("Region 2"),
                new($"Mean {Comparison.Groups.First}", IsNumeric: true),
                new($"Mean {Comparison.Groups.Second}", IsNumeric: true),
                new("Difference", IsNumeric: true),
                new(Invariant($"{100 * Comparison.Options.Confidence:0.##} % from"), IsNumeric: true),
                new("to", IsNumeric: true),
                new("t", IsNumeric: true),
                new("df", IsNumeric: true),
                new("p", IsNumeric: true),
                new("p_FDR", IsNumeric: true),
                new("p_FWE", IsNumeric: true),
                new("Hedges' g", IsNumeric: true),
            ],
            Rows = [.. order.Take(MostEdges).Select(Row)],
            FileName = "edges",
        };
    }

    private string[] Row(int edge)
    {
        (int first, int second) = EdgeTestResult.PairOf(edge);
        return
        [
            Result.Regions[first].Name,
            Result.Regions[second].Name,
            Short(Comparison.FirstMean[edge]),
            Short(Comparison.SecondMean[edge]),
            Short(Comparison.Difference[edge]),
            Short(Comparison.Low[edge]),
            Short(Comparison.High[edge]),
            Short(Comparison.T[edge], "0.00"),
            Short(Comparison.DegreesOfFreedom[edge], "0.0"),
            Short(Comparison.P[edge], "0.##e+0"),
            Short(Comparison.PFdr[edge], "0.####"),
            Short(Comparison.PFwe[edge], "0.####"),
            Short(Comparison.HedgesG[edge], "0.00"),
        ];
    }

    private static string Short(double value, string format = "0.0000") =>
        double.IsFinite(value) ? value.ToString(format, System.Globalization.CultureInfo.InvariantCulture) : "n/a";
}
