using Gyrus.Numerics;
using Gyrus.Report.Figures;
using Gyrus.Report.Pages;
using Gyrus.Signals;
using static System.FormattableString;

namespace Gyrus.Report.Tests.Pages;

/// <summary>A report of a study as people have them: 116 regions, 4 subjects.</summary>
internal static class SampleReport
{
    private static readonly EdgeThreshold Threshold = EdgeThreshold.Parse("90%");

    public static HtmlReport Create(int count = 116, int subjects = 4)
    {
        var regions = SampleStudy.Regions(count);
        Matrix mean = SampleStudy.Connectome(count, 1);
        return new HtmlReport
        {
            Title = "Group-sparse connectome of 4 subjects",
            Subtitle = "Simulated signals, 116 regions, 168 volumes each.",
            Facts =
            [
                new("subjects", Invariant($"{subjects}")),
                new("regions", Invariant($"{count}")),
                new("penalty α", "0.0447"),
                new("edges kept", "1,204"),
                new("converged", "yes"),
            ],
            Sections =
            [
                new(
                    "Summary",
                    [
                        new ReportParagraph(
                            "One sparsity pattern was fitted to all subjects. Every fit carries a certificate, listed under Convergence."
                        ),
                        new ReportWarnings([
                            "sub-03: 2 of 116 regions have a variance near 0: Limbic_40_L, Limbic_40_R.",
                            "sub-04: framewise displacement is above 0.5 mm in 12 of 168 volumes.",
                        ]),
                    ]
                ),
                new("Connectome", [.. Connectome(mean, regions)]),
                new(
                    "Subjects",
                    [new ReportFigureGrid([.. Enumerable.Range(1, subjects).Select(k => Subject(k, regions))])]
                ),
                new("Signals", [Carpet(count)]),
                new(
                    "Choice of the penalty",
                    [
                        new ReportFigure(
                            new CrossValidationPlot
                            {
                                Title = "Cross-validated log-likelihood",
                                Scores = SampleStudy.Scores(),
                                Chosen = 0.0447,
                            },
                            "Log-likelihood of left-out samples. Grey: one fold; blue: the mean; the dashed line marks the chosen penalty."
                        ),
                    ]
                ),
                new("Tables", [RegionTable(mean, regions), EdgeTable(mean, regions)]),
                new(
                    "Convergence",
                    [
                        new ReportConvergence(
                            "Every fit of this report.",
                            [
                                .. Enumerable
                                    .Range(1, 5)
                                    .Select(f => new KeyValuePair<string, Gyrus.Optimization.Convergence>(
                                        $"fold {f}",
                                        SampleStudy.Convergence(
                                            "blocked descent with extrapolation",
                                            8 + f,
                                            f == 4 ? 3.1e-5 : 4.2e-7
                                        )
                                    )),
                                new(
                                    "final fit",
                                    SampleStudy.Convergence("blocked descent with extrapolation", 14, 8.8e-7)
                                ),
                            ]
                        ),
                    ]
                ),
                new(
                    "Methods",
                    [
                        new ReportMethods(
                            "Signals of 116 regions were detrended, band-pass filtered (0.01 to 0.1 Hz, Butterworth, order 5) and z-scored. A group-sparse inverse covariance was fitted to the 4 subjects; the penalty 0.0447 was chosen by 5-fold cross-validation over contiguous folds with 4 grid refinements. Optimality was certified by the duality gap (8.8e-7)."
                        ),
                        new ReportReferences(References),
                    ]
                ),
                new("Provenance", [Provenance()]),
            ],
            Footer = "Made by Gyrus 0.1.0. This file needs no network.",
        };
    }

    private static readonly Reference[] References =
    [
        new(
            "Varoquaux, Gramfort, Poline and Thirion (2010). Brain covariance selection: better individual functional connectivity models using population prior. NeurIPS 23."
        ),
        new(
            "Friedman, Hastie and Tibshirani (2008). Sparse inverse covariance estimation with the graphical lasso. Biostatistics 9:432."
        )
        {
            Doi = "10.1093/biostatistics/kxm045",
        },
        new("Power (2017). A simple but useful way to assess fMRI scan qualities. NeuroImage 154:150.")
        {
            Doi = "10.1016/j.neuroimage.2016.08.009",
        },
    ];

    private static IEnumerable<ReportBlock> Connectome(Matrix mean, IReadOnlyList<Region> regions) =>
        [
            new ReportFigure(
                MatrixPlot.OfRegions("Partial correlations, mean of the subjects", mean, regions) with
                {
                    ScaleName = "partial correlation",
                    Diagonal = MatrixDiagonal.Zeroed,
                },
                "Blue is negative, red positive; the diagonal is left out. Move the pointer over the matrix, or focus it and use the arrow keys, to read values."
            )
            {
                FileName = "connectome-matrix",
            },
            new ReportFigure(
                new GlassBrain
                {
                    Title = "Edges above the 90th percentile",
                    Values = mean,
                    Regions = regions,
                    Threshold = Threshold,
                    ScaleName = "partial correlation",
                },
                "Node area grows with strength; colours are networks. Hemispheres show the edges inside them."
            )
            {
                FileName = "connectome-brain",
            },
            new ReportFigureGrid([
                new ReportFigure(
                    HistogramPlot.OfEdges("Edge weights", mean, Threshold) with
                    {
                        XName = "partial correlation",
                    },
                    "Edges that are not zero; dashed: the threshold."
                ),
                new ReportFigure(
                    BarPlot.OfLargest("Strongest regions", [.. regions.Select(r => r.Name)], Strengths(mean), 15) with
                    {
                        XName = "strength",
                    },
                    "Sum of |a| over all edges of a region."
                ),
            ]),
        ];

    private static ReportFigure Subject(int k, IReadOnlyList<Region> regions) =>
        new(
            MatrixPlot.OfRegions(
                Invariant($"sub-{k:00}"),
                SampleStudy.Connectome(regions.Count, (ulong)k + 10),
                regions
            ) with
            {
                Limit = 0.6,
                Diagonal = MatrixDiagonal.Zeroed,
            },
            Invariant($"Partial correlations of sub-{k:00}.")
        );

    private static ReportFigure Carpet(int count)
    {
        RegionSignals signals = SampleStudy.Signals("sub-01", count, 168, 5);
        double[] motion =
        [
            .. Enumerable.Range(0, 168).Select(t => 0.1 + (0.08 * Math.Abs(Math.Sin(t * t))) + (t == 90 ? 0.7 : 0)),
        ];
        return new ReportFigure(
            new CarpetPlot
            {
                Title = "Cleaned signals of sub-01",
                Signals = signals,
                Traces = [CarpetPlot.TraceOf("FD (mm)", motion, signals)],
            },
            "Each row is a region, z-scored; above, framewise displacement."
        );
    }

    private static double[] Strengths(Matrix mean) =>
        [
            .. Enumerable
                .Range(0, mean.Rows)
                .Select(i => Enumerable.Range(0, mean.Columns).Where(j => j != i).Sum(j => Math.Abs(mean[i, j]))),
        ];

    private static ReportTable RegionTable(Matrix mean, IReadOnlyList<Region> regions)
    {
        double[] strengths = Strengths(mean);
        return new ReportTable
        {
            Caption = "Regions with their centres in MNI space and their strength.",
            FileName = "regions",
            Columns =
            [
                new("Region"),
                new("Network"),
                new("x (mm)", true),
                new("y (mm)", true),
                new("z (mm)", true),
                new("Strength", true),
            ],
            Rows =
            [
                .. regions.Select(
                    (r, i) =>
                        (string[])
                            [
                                r.Name,
                                r.Network ?? "",
                                Tenth(r.Centre!.Value.X),
                                Tenth(r.Centre.Value.Y),
                                Tenth(r.Centre.Value.Z),
                                ReportTable.Cell(strengths[i]),
                            ]
                ),
            ],
        };
    }

    private static string Tenth(double value) => Invariant($"{value:0.0}");

    private static ReportTable EdgeTable(Matrix mean, IReadOnlyList<Region> regions) =>
        new()
        {
            Caption = "Edges above the threshold, strongest first.",
            FileName = "edges",
            Columns = [new("From"), new("To"), new("Partial correlation", true)],
            Rows =
            [
                .. Threshold
                    .EdgesOf(mean)
                    .Reverse()
                    .Select(e => (string[])[regions[e.First].Name, regions[e.Second].Name, ReportTable.Cell(e.Value)]),
            ],
        };

    private static ReportProvenance Provenance() =>
        new()
        {
            Program = "Gyrus 0.1.0",
            Environment = [new("Linear algebra", "managed, Vector512"), new("Threads", "2")],
            Options =
            [
                new("alphas", "4"),
                new("refinements", "4"),
                new("folds", "5"),
                new("tolerance", "1e-06"),
                new("high pass (Hz)", "0.01"),
            ],
            Seeds = [new("simulation", 20260101)],
            Inputs =
            [
                .. Enumerable
                    .Range(1, 4)
                    .Select(k => new ReportInput(
                        $"sub-0{k}_timeseries.tsv",
                        string.Concat(Enumerable.Repeat("0123456789abcdef", 4))
                    )),
            ],
        };
}
