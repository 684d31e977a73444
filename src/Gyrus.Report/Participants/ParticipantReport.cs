using Gyrus.Covariance.Cleaning;
using Gyrus.Numerics;
using Gyrus.Pipelines;
using Gyrus.Pipelines.Cleaning;
using Gyrus.Pipelines.Participants;
using Gyrus.Report.Cleaning;
using Gyrus.Report.Connectomes;
using Gyrus.Report.Figures;
using Gyrus.Report.Pages;
using Gyrus.Signals;
using static System.FormattableString;

namespace Gyrus.Report.Participants;

/// <summary>The report of one participant: which runs are used, what cleaning left of them, and how the regions go together.</summary>
public sealed record ParticipantReport
{
    /// <summary>Gets what is reported.</summary>
    public required ParticipantResult Result { get; init; }

    /// <summary>Builds the page.</summary>
    public HtmlReport ToReport() =>
        new()
        {
            Title = $"Participant {Result.Participant}",
            Subtitle =
                "Region signals from fMRIPrep's images: which runs are used, what denoising left of them, and how the regions go together.",
            Facts = Facts(),
            Sections =
            [
                new("Warnings", [new ReportWarnings(Result.Warnings)]),
                new("Runs", [.. RunTables()]),
                .. Result.Runs.Select(SectionOf),
                .. Result.Runs.Count > 0
                    ? (ReportSection[])
                        [DiagnosisSection.Of([.. Result.Runs.Select(DiagnosisOf)]), ConfoundSection(), MethodsSection()]
                    : [],
                .. ProvenanceSection.Of(Provenance()),
            ],
            Footer = ProvenanceSection.Footer(Provenance()),
        };

    private KeyValuePair<string, string>[] Facts()
    {
        int found = Result.Runs.Count + Result.Excluded.Count;
        int volumes = Result.Runs.Sum(r => r.Quality.Volumes);
        int kept = Result.Runs.Sum(r => r.Quality.KeptVolumes);
        double[] moved = [.. Result.Runs.Select(r => r.Quality.MeanFramewiseDisplacementMillimetres ?? double.NaN)];
        return
        [
            new("Runs used", Invariant($"{Result.Runs.Count} of {found}")),
            new("Volumes kept", Invariant($"{kept} of {volumes}")),
            new(
                "Mean FD",
                moved.Length > 0 && moved.All(double.IsFinite) ? Invariant($"{moved.Average():0.00} mm") : "n/a"
            ),
            new("Atlas", Result.Atlas),
            new("Regions", Invariant($"{Result.Regions.Count}")),
        ];
    }

    private IEnumerable<ReportBlock> RunTables()
    {
        if (Result.Runs.Count > 0)
        {
            yield return new ReportTable
            {
                Caption =
                    "Runs that are used. FD is the framewise displacement, averaged over the whole run; DoF, the degrees of freedom, are what censoring, trend, filter and confounds left to each signal. With fewer degrees of freedom than regions, plain correlations are mostly noise.",
                FileName = "runs",
                Columns =
                [
                    new("Run"),
                    new("Volumes", IsNumeric: true),
                    new("Kept", IsNumeric: true),
                    new("Mean FD (mm)", IsNumeric: true),
                    new("Confounds", IsNumeric: true),
                    new("DoF left", IsNumeric: true),
                    new("Regions", IsNumeric: true),
                    new("Noise cleaned by"),
                ],
                Rows = [.. Result.Runs.Select(Row)],
            };
        }
        else
        {
            yield return new ReportParagraph("No run of this participant can be used.");
        }

        if (Result.Excluded.Count > 0)
        {
            yield return new ReportTable
            {
                Caption = "Runs that are not used, and why. Nothing was written for them.",
                FileName = "excluded-runs",
                Columns = [new("Run"), new("Reason")],
                Rows = [.. Result.Excluded.Select(e => (string[])[Short(e.Run ?? ""), e.Reason])],
            };
        }
    }

    private static string[] Row(AnalysedRun run) =>
        [
            Short(run.Name),
            Invariant($"{run.Quality.Volumes}"),
            Invariant($"{run.Quality.KeptVolumes}"),
            run.Quality.MeanFramewiseDisplacementMillimetres is { } mm ? Invariant($"{mm:0.000}") : "n/a",
            Invariant($"{run.Signals.Confounds.Count}"),
            Invariant($"{run.Quality.DegreesOfFreedomRemaining:0}"),
            Invariant($"{run.Signals.Cleaned.Signals.Regions.Count}"),
            run.Cleaned is { } cleaned ? EstimatorOf(run, cleaned) : "not defined",
        ];

    /// <summary>The title of the estimator that was used in the end.</summary>
    private static string EstimatorOf(AnalysedRun run, CleanedSubject cleaned)
    {
        string? chosen = cleaned.Method?.Split(':')[0];
        return EstimatorCatalogue.All.FirstOrDefault(e => e.Name == chosen)?.Title
            ?? chosen
            ?? run.Cleaning.Estimator.Entry.Title;
    }

    /// <summary>The page is of one participant, so a run is told by the rest of its name: ses-1 task-rest run-1.</summary>
    private static string Short(string run) =>
        run.IndexOf('_', StringComparison.Ordinal) is var at and > 0 ? run[(at + 1)..].Replace('_', ' ') : run;

    private static ReportSection SectionOf(AnalysedRun run)
    {
        RegionSignals signals = run.Signals.Cleaned.Signals;
        return new ReportSection(
            $"Run {Short(run.Name)}",
            [
                new ReportFigure(
                    new CarpetPlot
                    {
                        Title = "Cleaned signals",
                        Signals = signals,
                        Traces = run.Displacement is { } moved ? [CarpetPlot.TraceOf("FD (mm)", moved, signals)] : [],
                    },
                    "Every region in time, after denoising, as z-scores"
                        + (run.Displacement is null ? "" : "; above it how much the head moved from volume to volume")
                        + ". Vertical stripes across all regions, above all where the head moved, are noise that denoising left, or a global signal."
                )
                {
                    FileName = run.Name + "-carpet",
                },
                new ReportFigureGrid([.. Matrices(run, signals.Regions)]),
                .. run.Cleaned is { } cleaned
                    ? (ReportBlock[])
                        [
                            new ReportFigure(
                                CleaningReport.SpectrumOf(cleaned),
                                "Eigenvalues of the correlations before and after noise cleaning. Sampling noise spreads them: the large ones are too large and the small ones too small; cleaning brings them back."
                            )
                            {
                                FileName = run.Name + "-spectrum",
                            },
                        ]
                    : [],
            ]
        );
    }

    private static IEnumerable<ReportFigure> Matrices(AnalysedRun run, IReadOnlyList<Region> regions)
    {
        yield return Plot(
            "Correlation",
            run.Correlation,
            "correlation",
            1,
            "Pearson's correlation of the cleaned signals, as it is: direct and indirect connections together, and the noise of few volumes."
        );
        if (run.Cleaned is not { } cleaned)
        {
            yield break;
        }

        yield return Plot(
            "Noise-cleaned correlation",
            cleaned.Correlation,
            "correlation",
            1,
            "The same after noise cleaning, on the same scale: what would be expected in other volumes of this person."
        );
        if (cleaned.PartialCorrelation is { } partial)
        {
            yield return Plot(
                "Noise-cleaned partial correlation",
                partial,
                "partial correlation",
                null,
                "Direct connections: what two regions share when all others are held fixed."
            );
        }

        ReportFigure Plot(string title, Matrix values, string scale, double? limit, string caption) =>
            new(
                MatrixPlot.OfRegions(title, values, regions) with
                {
                    Diagonal = MatrixDiagonal.Zeroed,
                    Limit = limit,
                    ScaleName = scale,
                },
                caption
            )
            {
                FileName = $"{run.Name}-{title.ToLowerInvariant().Replace(' ', '-')}",
            };
    }

    private static SignalDiagnosis DiagnosisOf(AnalysedRun run) =>
        run.Cleaned?.Diagnosis ?? run.Cleaning.Refused[0].Diagnosis;

    private ReportSection ConfoundSection() =>
        new(
            "Confounds",
            [
                new ReportTable
                {
                    Caption = "What was regressed out of the signals.",
                    FileName = "confounds",
                    Columns = [new("Run"), new("Columns")],
                    Rows =
                    [
                        .. Result.Runs.Select(r =>
                            (string[])
                                [
                                    Short(r.Name),
                                    r.Signals.Confounds.Count > 0 ? string.Join(", ", r.Signals.Confounds) : "none",
                                ]
                        ),
                    ],
                },
            ]
        );

    private ReportSection MethodsSection()
    {
        Provenance? provenance = Provenance();
        AnalysedRun first = Result.Runs[0];
        string[] used = [.. Result.Runs.Select(r => r.Cleaned?.Method).OfType<string>().Distinct()];
        string[] sentences =
        [
            "Images were preprocessed with fMRIPrep.",
            .. ExtractionMethods.Sentences(
                provenance?.Options ?? new Dictionary<string, string>(),
                Result.Atlas,
                [.. Result.Runs.Select(r => r.Quality)]
            ),
            $"Noise-cleaned correlations of each run were estimated with {first.Cleaning.Estimator.Entry.Title} ({first.Cleaning.Estimator.Name}): {first.Cleaning.Estimator.Entry.Description}",
            .. used.Length > 0 ? (string[])["Used: " + string.Join("; ", used) + "."] : [],
            provenance is { } p
                ? $"Computations used Gyrus {p.Version} (linear algebra: {p.LinearAlgebra})."
                : "Computations used Gyrus.",
        ];
        return new(
            "Methods",
            [
                new ReportMethods(string.Join(' ', sentences)),
                new ReportSubheading("References"),
                new ReportReferences([
                    new Reference(
                        "Esteban, O. et al. (2019). fMRIPrep: a robust preprocessing pipeline for functional MRI. Nature Methods 16:111–116."
                    )
                    {
                        Doi = "10.1038/s41592-018-0235-4",
                    },
                    .. ExtractionMethods.References(provenance?.Options),
                    .. EstimatorReferences.Of([first.Cleaning.Estimator.Entry]),
                ]),
            ]
        );
    }

    /// <summary>What the runs have in common, and all that was read.</summary>
    private Provenance? Provenance()
    {
        Provenance[] all = [.. Result.Runs.Select(r => r.Provenance).OfType<Provenance>()];
        return all.Length == 0
            ? null
            : all[0] with
            {
                Options = all[0]
                    .Options.Where(o => all.All(p => p.Options.GetValueOrDefault(o.Key) == o.Value))
                    .ToDictionary(),
                Inputs = [.. all.SelectMany(p => p.Inputs).Distinct()],
            };
    }
}
