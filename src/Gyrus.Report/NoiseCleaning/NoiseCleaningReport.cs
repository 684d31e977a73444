using Gyrus.Covariance.Cleaning;
using Gyrus.Pipelines.Comparison;
using Gyrus.Pipelines.NoiseCleaning;
using Gyrus.Report.Connectomes;
using Gyrus.Report.Pages;
using static System.FormattableString;

namespace Gyrus.Report.NoiseCleaning;

/// <summary>The page of the reproduction: where each conclusion of the paper holds, decided by the numbers of the run.</summary>
public sealed record NoiseCleaningReport
{
    private static readonly ExperimentMeasure[] Shown =
    [
        ExperimentMeasure.LogLikelihood,
        ExperimentMeasure.CompletionError,
        ExperimentMeasure.PrecisionDistance,
        ExperimentMeasure.CovarianceDistance,
    ];

    /// <summary>Gets the result to report.</summary>
    public required NoiseCleaningResult Result { get; init; }

    private NoiseCleaningExperiment Experiment => Result.Experiment;

    /// <summary>Builds the page.</summary>
    public HtmlReport ToReport() =>
        new()
        {
            Title = "Noise cleaning of covariances: the paper's experiment, run again",
            Subtitle =
                "What each conclusion of Ibáñez-Berganza et al. (2023) comes to with the methods of this program, decided by paired differences and their standard errors.",
            Facts =
            [
                new("Cells", Invariant($"{Result.Cells.Count}")),
                new("Realisations of each", Invariant($"{Experiment.Realisations}")),
                new("Regions", Invariant($"{Experiment.Regions}")),
                new("Methods", Invariant($"{Experiment.Estimators.Count}")),
                new("Conclusions that hold", Holding()),
            ],
            Sections =
            [
                new("Warnings", [new ReportWarnings(Result.Warnings)]),
                new("Conclusions of the paper", [.. Conclusions()]),
                .. Result.Figures.Count == 0
                    ? (ReportSection[])[]
                    : [new("Figures", [.. Result.Figures.SelectMany(f => NoiseCleaningFigures.Of(Result, f))])],
                new("Means", [Means()]),
                .. Result.Natural.Count == 0 ? (ReportSection[])[] : [new("Recordings", [.. Recordings()])],
                new("Fits that are missing", [Missing()]),
                new(
                    "Methods",
                    [
                        new ReportMethods(MethodsText()),
                        new ReportSubheading("References"),
                        new ReportReferences(References()),
                    ]
                ),
                .. ProvenanceSection.Of(Result.Provenance, "synthetic samples"),
            ],
            Footer = ProvenanceSection.Footer(Result.Provenance),
        };

    private string Holding()
    {
        ClaimVerdict[] released =
        [
            .. Result
                .Verdicts.Select(v => v.Verdict)
                .Where(v => v.Variant == EstimatorVariant.Right && v.Verdict != Verdict.NotAsked),
        ];
        return released.Length == 0
            ? "none asked"
            : Invariant($"{released.Count(v => v.Verdict == Verdict.Holds)} of {released.Length} asked");
    }

    private IEnumerable<ReportBlock> Conclusions()
    {
        yield return new ReportParagraph(
            Invariant(
                $"A comparison counts when the paired difference exceeds {ClaimPart.Decisive} standard errors. A conclusion holds when all its comparisons come out, fails when one comes out the other way, and is undecided else. \"As released\" compares the methods as the paper's program computes them, \"put right\" as this program does; where they are the same there is one form only. The wording and the numbering of the conclusions are ours."
            )
        );
        yield return new ReportTable
        {
            Caption = "The conclusions and what the numbers of this run say of them.",
            FileName = "conclusions",
            Columns =
            [
                new("Conclusion"),
                new("What it says"),
                new("Data"),
                new("Methods"),
                new("Verdict"),
                new("Comparisons"),
            ],
            Rows =
            [
                .. Result.Verdicts.Select(v =>
                    (IReadOnlyList<string>)
                        [
                            v.Verdict.Claim.Number,
                            v.Verdict.Claim.Text,
                            v.Data,
                            VariantWords(v.Verdict.Variant),
                            VerdictWords(v.Verdict.Verdict),
                            Invariant(
                                $"{v.Verdict.Count(Verdict.Holds)} hold, {v.Verdict.Count(Verdict.Undecided)} undecided, {v.Verdict.Count(Verdict.Fails)} fail, {v.Verdict.Count(Verdict.NotAsked)} not asked"
                            ),
                        ]
                ),
            ],
            MostRowsOpen = 40,
        };
        if (Result.Natural.Count == 0)
        {
            yield return new ReportParagraph(
                "The conclusions of section III.2 are about recordings and were not asked: give some with --signals."
            );
        }

        yield return Comparisons();
    }

    private ReportTable Comparisons() =>
        new()
        {
            Caption =
                "Every comparison: the difference of the method that should win less the other, over pairs in which both are defined.",
            FileName = "comparisons",
            MostRowsOpen = 0,
            Columns =
            [
                new("Conclusion"),
                new("Methods"),
                new("Data"),
                new("Should win"),
                new("Should not"),
                new("Measure"),
                new("Difference", IsNumeric: true),
                new("SEM", IsNumeric: true),
                new("Verdict"),
            ],
            Rows =
            [
                .. Result.Verdicts.SelectMany(v =>
                    v.Verdict.Parts.Where(p => p.Verdict != Verdict.NotAsked)
                        .Select(p =>
                            (IReadOnlyList<string>)
                                [
                                    v.Verdict.Claim.Number,
                                    VariantWords(v.Verdict.Variant),
                                    p.Part.Cell?.Name ?? v.Data,
                                    p.Part.Better,
                                    p.Part.Worse,
                                    p.Part.Measure.Name,
                                    Cell(p.Difference?.Mean),
                                    Cell(p.Difference?.Error),
                                    VerdictWords(p.Verdict),
                                ]
                        )
                ),
            ],
        };

    private ReportTable Means() =>
        new()
        {
            Caption = Invariant(
                $"Means over the realisations with their standard errors, and paired differences (Δ) to {Result.Reference}. Distances are over all entries, as the published values."
            ),
            FileName = "means",
            Columns =
            [
                new("Method"),
                new("T_tr", IsNumeric: true),
                new("α_D", IsNumeric: true),
                new("defined", IsNumeric: true),
                .. Shown.SelectMany(m =>
                    (ReportColumn[])[new(m.Name, IsNumeric: true), new("± " + m.Name, IsNumeric: true)]
                ),
                new("Δ l", IsNumeric: true),
                new("± Δ l", IsNumeric: true),
                new("Δ d(J)", IsNumeric: true),
                new("± Δ d(J)", IsNumeric: true),
            ],
            Rows = [.. Result.Cells.SelectMany(c => c.Estimators.Select(e => MeansRow(c, e)))],
        };

    private string[] MeansRow(CellSummary cell, string estimator)
    {
        ErrorMean? likelihood = cell.Difference(estimator, Result.Reference, ExperimentMeasure.LogLikelihood);
        ErrorMean? distance = cell.Difference(estimator, Result.Reference, ExperimentMeasure.PrecisionDistance);
        return
        [
            estimator,
            Invariant($"{cell.Cell.TrainSamples}"),
            ReportTable.Cell(cell.Cell.Concentration),
            Invariant($"{cell.Count(estimator, OutcomeStatus.Defined)}"),
            .. Shown.SelectMany(m =>
            {
                ErrorMean? mean = cell.Mean(estimator, m);
                return (string[])[Cell(mean?.Mean), Cell(mean?.Error)];
            }),
            Cell(likelihood?.Mean),
            Cell(likelihood?.Error),
            Cell(distance?.Mean),
            Cell(distance?.Error),
        ];
    }

    private IEnumerable<ReportTable> Recordings() =>
        Result.Natural.Select(n => new ReportTable
        {
            Caption = Invariant(
                $"{n.Result.Subjects.Count} recordings, {n.Split}: criteria of the test samples and paired differences (Δ) to {n.Result.Reference}."
            ),
            Columns =
            [
                new("Method"),
                new("defined", IsNumeric: true),
                new("l", IsNumeric: true),
                new("± l", IsNumeric: true),
                new("Δ l", IsNumeric: true),
                new("± Δ l", IsNumeric: true),
                new("wins", IsNumeric: true),
                new("c", IsNumeric: true),
                new("± c", IsNumeric: true),
            ],
            Rows =
            [
                .. n.Result.Summaries.Select(s =>
                    (IReadOnlyList<string>)
                        [
                            s.Estimator.Name,
                            Invariant($"{s.LogLikelihood.Mean?.Count ?? 0}"),
                            Cell(s.LogLikelihood.Mean?.Mean),
                            Cell(s.LogLikelihood.Mean?.Error),
                            Cell(s.LogLikelihood.Difference?.Mean),
                            Cell(s.LogLikelihood.Difference?.Error),
                            Invariant($"{s.LogLikelihood.Wins}"),
                            Cell(s.CompletionError.Mean?.Mean),
                            Cell(s.CompletionError.Mean?.Error),
                        ]
                ),
            ],
            MostRowsOpen = 60,
        });

    private ReportBlock Missing()
    {
        string[][] rows =
        [
            .. from cell in Result.Cells
            from e in cell.Estimators
            let refused = cell.Count(e, OutcomeStatus.Refused)
            let undefined = cell.Count(e, OutcomeStatus.NotDefined)
            let open = cell.NotConverged(e)
            where refused + undefined + open > 0
            select (string[])
                [e, cell.Cell.Name, Invariant($"{refused}"), Invariant($"{undefined}"), Invariant($"{open}")],
        ];
        return rows.Length == 0
            ? new ReportParagraph(
                "Every method gave a covariance with an inverse in every realisation, and every iteration converged."
            )
            : new ReportTable
            {
                Caption =
                    "Realisations that a method refused, or in which its covariance has no inverse (both are left out of its means), and fits that ran out of iterations (they count).",
                FileName = "missing",
                Columns =
                [
                    new("Method"),
                    new("Cell"),
                    new("refused", IsNumeric: true),
                    new("no inverse", IsNumeric: true),
                    new("not converged", IsNumeric: true),
                ],
                Rows = rows,
            };
    }

    private string MethodsText() =>
        Invariant(
            $"Covariances of {Experiment.Regions} regions were drawn with Haar eigenvectors and eigenvalues N·Dirichlet(α_D) of the {(Experiment.Side == DirichletSide.Precision ? "precision, the covariance being rescaled to a unit diagonal" : "covariance")}; {Experiment.Realisations} realisations in each of {Result.Cells.Count} cells (T_tr, α_D), seed {Experiment.Seed}. T_tr normal samples trained and T_tr/4 tested, all standardised by the training (ddof 0). All methods saw the same samples. Hyper-parameters were chosen by {Experiment.Estimators[0].Settings.Folds.Folds}-fold cross-validation within the training. Criteria are the mean log-likelihood of a test sample and the mean absolute error of a region predicted from the others; distances are Σ|A − B|/Σ|A| over all entries. Means are given with their standard errors; differences between methods are paired over realisations."
        );

    private static Reference[] References() =>
        [
            new(
                "Ibáñez-Berganza M et al. (2023). Noise cleaning the precision matrix of short time series. Physical Review E 108:024313."
            )
            {
                Doi = "10.1103/PhysRevE.108.024313",
            },
        ];

    private static string VariantWords(EstimatorVariant variant) =>
        variant switch
        {
            EstimatorVariant.Released => "as released",
            EstimatorVariant.Printed => "as printed",
            _ => "put right",
        };

    private static string VerdictWords(Verdict verdict) =>
        verdict switch
        {
            Verdict.Holds => "holds",
            Verdict.Fails => "fails",
            Verdict.Undecided => "undecided",
            _ => "not asked",
        };

    private static string Cell(double? value) => ReportTable.Cell(value ?? double.NaN);
}
