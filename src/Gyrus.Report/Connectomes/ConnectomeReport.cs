using Gyrus.Numerics;
using Gyrus.Optimization;
using Gyrus.Pipelines;
using Gyrus.Report.Figures;
using Gyrus.Report.Pages;
using Gyrus.Signals;
using static System.FormattableString;

namespace Gyrus.Report.Connectomes;

/// <summary>The report of a connectome analysis: what to show, in what order, with which captions.</summary>
public sealed record ConnectomeReport
{
    private const int MostCarpets = 4;

    /// <summary>Gets the result to report.</summary>
    public required ConnectomeResult Result { get; init; }

    /// <summary>Gets the signals for the carpet plots, in any number; empty for none.</summary>
    public IReadOnlyList<RegionSignals> Signals { get; init; } = [];

    /// <summary>Gets which edges the glass brains show. Default: the strongest fifth.</summary>
    public EdgeThreshold Threshold { get; init; } = EdgeThreshold.Percentile(80);

    /// <summary>Gets the title. Default: <c>Connectome report</c>.</summary>
    public string Title { get; init; } = "Connectome report";

    /// <summary>Builds the page.</summary>
    public HtmlReport ToReport()
    {
        IReadOnlyList<ConnectomeEdge> edges = Result.Edges();
        return new HtmlReport
        {
            Title = Title,
            Subtitle =
                "Group-sparse inverse covariance: one pattern of direct connections for all subjects, one precision matrix each.",
            Facts = Facts(edges),
            Sections =
            [
                new("Warnings", [new ReportWarnings(Result.Warnings)]),
                new("Connectome of the group", [.. GroupBlocks(edges)]),
                new("Choice of the penalty", [.. PenaltyBlocks()]),
                new("Subjects", [.. SubjectBlocks()]),
                new("Regions and edges", [.. new RegionTables(Result, edges).Blocks()]),
                new("Convergence", [.. ConvergenceBlocks()]),
                new(
                    "Methods",
                    [
                        new ReportMethods(ConnectomeMethods.Text(Result)),
                        new ReportSubheading("References"),
                        new ReportReferences(ConnectomeMethods.References(Result)),
                    ]
                ),
                .. ProvenanceSections(),
            ],
            Footer = Result.Provenance is { } p ? $"Gyrus {p.Version}, {p.Started:yyyy-MM-dd HH:mm} UTC" : "Gyrus",
        };
    }

    /// <summary>Large matrices are drawn for fewer subjects: a report is read, not searched, and must stay small.</summary>
    private int MostSubjectsDrawn => Result.Regions.Count > 60 ? 4 : 12;

    private KeyValuePair<string, string>[] Facts(IReadOnlyList<ConnectomeEdge> edges)
    {
        int pairs = Result.Regions.Count * (Result.Regions.Count - 1) / 2;
        return
        [
            new("Subjects", Invariant($"{Result.Subjects.Count}")),
            new("Regions", Invariant($"{Result.Regions.Count}")),
            new("Edges", pairs == 0 ? "0" : Invariant($"{edges.Count} ({100.0 * edges.Count / pairs:0} %)")),
            new("Penalty α", Invariant($"{Result.Alpha:G3}")),
            new("Duality gap", Invariant($"{Result.DualityGap:0.0e+0}")),
            new("Converged", Result.Converged ? "yes" : "NO"),
        ];
    }

    private IEnumerable<ReportBlock> GroupBlocks(IReadOnlyList<ConnectomeEdge> edges)
    {
        Matrix mean = Result.MeanPartialCorrelation();
        if (Result.Regions.Count > 1 && Result.Regions.All(r => r.Centre is not null))
        {
            EdgeThreshold shown = edges.Count > 0 ? Threshold : EdgeThreshold.None;
            yield return new ReportFigure(
                new GlassBrain
                {
                    Title = "Group-sparse connectome, mean of all subjects",
                    Values = mean,
                    Regions = Result.Regions,
                    Threshold = shown,
                    ScaleName = "partial correlation",
                },
                $"Mean partial correlation of the group-sparse precisions, drawn between the centres of the regions seen through a glass brain. "
                    + $"Edges shown: {Describe(shown)}. Red edges join regions that rise together when all others are held fixed, blue edges regions of which one falls."
            )
            {
                FileName = "group-glass-brain",
            };
        }
        else if (Result.Regions.Count > 1)
        {
            yield return new ReportParagraph(
                "No glass brain is drawn, because not every region has a place. A table of regions with the columns x, y and z (millimetres) gives it: --labels."
            );
        }

        yield return new ReportFigureGrid([
            new ReportFigure(
                MatrixPlot.OfRegions("Mean partial correlation", mean, Result.Regions) with
                {
                    Diagonal = MatrixDiagonal.Zeroed,
                    ScaleName = "partial correlation",
                },
                "Direct connections: partial correlation of the group-sparse precisions, mean of all subjects. Pairs without an edge are exactly 0, in all subjects alike; the diagonal is left out."
            )
            {
                FileName = "group-partial-correlation",
            },
            new ReportFigure(
                MatrixPlot.OfRegions("Mean correlation", Result.MeanCorrelation(), Result.Regions) with
                {
                    Diagonal = MatrixDiagonal.Zeroed,
                    Limit = 1,
                    ScaleName = "correlation",
                },
                "For comparison, Pearson's correlation of the samples, mean of all subjects: direct and indirect connections together."
            )
            {
                FileName = "group-correlation",
            },
        ]);
        if (Result.Pooled is { } pooled)
        {
            yield return new ReportFigure(
                MatrixPlot.OfRegions(
                    "Graphical lasso of the pooled samples",
                    pooled.PartialCorrelation,
                    Result.Regions
                ) with
                {
                    Diagonal = MatrixDiagonal.Zeroed,
                    ScaleName = "partial correlation",
                },
                Invariant(
                    $"Partial correlation of one graphical lasso of all subjects' samples put together (penalty {pooled.Penalty:G3}): it has no differences between subjects."
                )
            )
            {
                FileName = "pooled-partial-correlation",
            };
        }
    }

    private static string Describe(EdgeThreshold threshold) =>
        threshold.ToString() is var text && text.EndsWith('%')
            ? $"those whose strength is at or above the {text[..^1]}th percentile of all pairs"
        : threshold.Equals(EdgeThreshold.None) ? "all that are not zero"
        : $"those of at least {text}";

    private IEnumerable<ReportBlock> PenaltyBlocks()
    {
        yield return new ReportParagraph(
            Invariant(
                $"α = {Result.Alpha:G6} is {Result.Alpha / Result.AlphaMax:G3} of α_max = {Result.AlphaMax:G6}, at and above which no edge is left. "
            )
                + (
                    Result.Scores.Count > 0
                        ? Invariant(
                            $"It was chosen among {Result.Scores.Count} penalties by cross-validation over {Result.Scores[0].FoldScores.Count} contiguous blocks of each subject's samples."
                        )
                        : "It was given, not chosen by cross-validation."
                )
        );
        if (Result.Scores.Count > 0)
        {
            yield return new ReportFigure(
                new CrossValidationPlot
                {
                    Title = "Cross-validation of the group-sparse penalty",
                    Scores = Result.Scores,
                    Chosen = Result.Alpha,
                },
                "Log-likelihood of left-out samples against the penalty; higher is better. Faint lines are folds, the strong line is their mean, the mark is the penalty chosen."
            )
            {
                FileName = "cross-validation-group-sparse",
            };
        }

        if (Result.Pooled is { Scores.Count: > 0 } pooled)
        {
            yield return new ReportFigure(
                new CrossValidationPlot
                {
                    Title = "Cross-validation of the graphical lasso",
                    Scores = pooled.Scores,
                    Chosen = pooled.Penalty,
                },
                "The same for the graphical lasso of the pooled samples. Its folds are contiguous blocks of all samples, one subject after the other: with as many folds as subjects, a fold is a subject."
            )
            {
                FileName = "cross-validation-graphical-lasso",
            };
        }
    }

    private IEnumerable<ReportBlock> SubjectBlocks()
    {
        yield return new ReportTable
        {
            Caption =
                "Subjects. The rank is the numerical rank of the sample correlation; below the number of regions, a plain inverse does not exist.",
            Columns =
            [
                new("Subject"),
                new("Samples", IsNumeric: true),
                new("Rank", IsNumeric: true),
                new("Median |correlation|", IsNumeric: true),
                new("Strongest partial correlation", IsNumeric: true),
            ],
            Rows =
            [
                .. Result.Subjects.Select(s =>
                    (string[])
                        [
                            s.Subject,
                            Invariant($"{s.Samples}"),
                            Invariant($"{s.Rank}"),
                            ReportTable.Cell(MedianAbsolute(s.Correlation)),
                            ReportTable.Cell(Strongest(s.PartialCorrelation)),
                        ]
                ),
            ],
            FileName = "subjects",
        };
        double limit = Result.Subjects.Max(s => Math.Abs(Strongest(s.PartialCorrelation)));
        yield return new ReportFigureGrid([
            .. Result
                .Subjects.Take(MostSubjectsDrawn)
                .Select(s => new ReportFigure(
                    MatrixPlot.OfRegions(s.Subject, s.PartialCorrelation, Result.Regions) with
                    {
                        Diagonal = MatrixDiagonal.Zeroed,
                        Limit = limit > 0 ? limit : 1,
                        ScaleName = "partial correlation",
                    },
                    $"Partial correlation of {s.Subject}. All subjects share one colour scale and one pattern of zeros."
                )
                {
                    FileName = $"{s.Subject}-partial-correlation",
                }),
        ]);
        if (Signals.Count > 0)
        {
            yield return new ReportFigureGrid([
                .. Signals
                    .Take(MostCarpets)
                    .Select(signals => new ReportFigure(
                        new CarpetPlot { Title = $"Cleaned signals of {signals.Subject}", Signals = signals },
                        "Every region in time, as z-scores. Vertical stripes across all regions are what they share: motion or breathing that cleaning left, or a global signal."
                    )
                    {
                        FileName = $"{signals.Subject}-carpet",
                    }),
            ]);
        }

        int left = Result.Subjects.Count - MostSubjectsDrawn;
        if (left > 0)
        {
            yield return new ReportParagraph(
                Invariant($"{left} more subjects are not drawn; their matrices are in the tables beside this report.")
            );
        }
    }

    private IEnumerable<ReportBlock> ConvergenceBlocks()
    {
        var final = new List<KeyValuePair<string, Convergence>> { new("group-sparse", Result.Convergence) };
        if (Result.Pooled is { } pooled)
        {
            final.Add(new("graphical lasso, pooled", pooled.Convergence));
        }

        yield return new ReportParagraph(
            Invariant(
                $"The duality gap of the group-sparse fit is {Result.DualityGap:0.0e+0}: its objective is at most this far above its least possible value, whatever path the solver took. "
            ) + "The certificate in the tables is this gap, unless the method names another rule that ended the fit."
        );
        yield return new ReportConvergence("Final fits.", final);
        if (Result.Scores.Count > 0)
        {
            yield return new ReportConvergence("Fits of the group-sparse search.", [.. FoldFits(Result.Scores)]);
        }

        if (Result.Pooled is { Scores.Count: > 0 } searched)
        {
            yield return new ReportConvergence("Fits of the graphical-lasso search.", [.. FoldFits(searched.Scores)]);
        }
    }

    private static IEnumerable<KeyValuePair<string, Convergence>> FoldFits(
        IReadOnlyList<Covariance.PenaltyScore> scores
    ) =>
        scores.SelectMany(s =>
            s.FoldConvergence.Select(
                (c, f) => new KeyValuePair<string, Convergence>(Invariant($"penalty {s.Penalty:G4}, fold {f + 1}"), c)
            )
        );

    private IEnumerable<ReportSection> ProvenanceSections()
    {
        if (Result.Provenance is { } p)
        {
            yield return new ReportSection(
                "Provenance",
                [
                    new ReportProvenance
                    {
                        Program = $"Gyrus {p.Version}, {p.Command}",
                        Environment =
                        [
                            new("Linear algebra", p.LinearAlgebra),
                            new("Platform", p.Platform),
                            new("Started", Invariant($"{p.Started:yyyy-MM-dd HH:mm:ss} UTC")),
                            new("Duration", Invariant($"{p.Seconds:0.0} s")),
                        ],
                        Options = [.. p.Options],
                        Seeds = p.Seed is { } seed ? [new("simulation", seed)] : [],
                        Inputs = [.. p.Inputs.Select(i => new ReportInput(i.Name, i.Sha256))],
                    },
                ]
            );
        }
    }

    private static double MedianAbsolute(Matrix matrix)
    {
        var values = new List<double>();
        for (int j = 0; j < matrix.Columns; j++)
        {
            for (int i = 0; i < j; i++)
            {
                values.Add(Math.Abs(matrix[i, j]));
            }
        }

        values.Sort();
        int half = values.Count / 2;
        return values.Count == 0 ? double.NaN
            : values.Count % 2 == 1 ? values[half]
            : (values[half - 1] + values[half]) / 2;
    }

    private static double Strongest(Matrix matrix)
    {
        double strongest = 0;
        for (int j = 0; j < matrix.Columns; j++)
        {
            for (int i = 0; i < j; i++)
            {
                strongest = Math.Abs(matrix[i, j]) > Math.Abs(strongest) ? matrix[i, j] : strongest;
            }
        }

        return strongest;
    }
}
