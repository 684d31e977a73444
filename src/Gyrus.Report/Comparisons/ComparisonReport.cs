using Gyrus.Covariance.Cleaning;
using Gyrus.Pipelines.Comparison;
using Gyrus.Report.Cleaning;
using Gyrus.Report.Connectomes;
using Gyrus.Report.Pages;
using static System.FormattableString;

namespace Gyrus.Report.Comparisons;

/// <summary>The report of a comparison of estimators: what to use, how sure that is, and why.</summary>
public sealed record ComparisonReport
{
    /// <summary>Gets the comparison to report.</summary>
    public required StudyComparison Study { get; init; }

    /// <summary>Gets the title. Default: <c>Which estimator for these recordings?</c>.</summary>
    public string Title { get; init; } = "Which estimator for these recordings?";

    private ComparisonResult Result => Study.Result;

    /// <summary>Builds the page.</summary>
    public HtmlReport ToReport() =>
        new()
        {
            Title = Title,
            Subtitle =
                "Estimators of noise-cleaned covariances, fitted to one part of each recording and judged on the rest.",
            Facts =
            [
                new("Use", Study.Verdict.Best?.Name ?? "none named"),
                new("Recordings", Invariant($"{Result.Subjects.Count}")),
                new("Regions", Invariant($"{Study.Regions.Count}")),
                new("Estimators", Invariant($"{Result.Estimators.Count}")),
            ],
            Sections =
            [
                new("In short", [.. Study.Verdict.Sentences.Select(s => new ReportParagraph(s))]),
                new("Warnings", [new ReportWarnings(Study.Warnings)]),
                new("Ranking", [RankingTable.Of(Result, Study.IsComparable)]),
                new("Differences", [.. Differences()]),
                .. Spectra(),
                DiagnosisSection.Of(Study.Diagnoses),
                new("Every recording", [RankingTable.OfRecordings(Result)]),
                .. Refusals(),
                new(
                    "Methods",
                    [
                        new ReportMethods(ComparisonMethods.Text(Study)),
                        new ReportSubheading("References"),
                        new ReportReferences(
                            EstimatorReferences.Of(
                                Result.Estimators.Select(e => e.Estimator).OfType<NamedEstimator>().Select(e => e.Entry)
                            )
                        ),
                    ]
                ),
                .. ProvenanceSection.Of(Study.Provenance, "shuffles and resampling"),
            ],
            Footer = ProvenanceSection.Footer(Study.Provenance),
        };

    private IEnumerable<ReportBlock> Differences()
    {
        string interval =
            Result.Subjects.Count > 1
                ? "Bars: 95 % interval of the mean over recordings (Student's t); grey dots: single recordings."
                : "One recording: there is no interval.";
        yield return new ReportFigure(
            ComparisonFigures.Differences(Study, CleaningCriterion.LogLikelihood),
            $"Held-out log-likelihood of each estimator, less that of {Result.Reference} on the same recording. {interval} An arrow with a number: beyond the axis."
        )
        {
            FileName = "differences-likelihood",
        };
        yield return new ReportFigure(
            ComparisonFigures.Differences(Study, CleaningCriterion.CompletionError),
            $"The same for the completion error: the mean error of a region predicted from all others, in standard deviations. {interval}"
        )
        {
            FileName = "differences-completion",
        };
        yield return new ReportFigure(
            ComparisonFigures.Criteria(Study),
            "Mean log-likelihood and mean completion error of each estimator that has a value in every recording. Where the criteria agree, the points fall from top left to bottom right."
                + (Study.Verdict.CriteriaDisagree ? " Here they disagree on the best." : "")
        )
        {
            FileName = "criteria",
        };
    }

    private IEnumerable<ReportSection> Spectra()
    {
        if (ComparisonFigures.Spectra(Study, 0) is { } figure)
        {
            yield return new(
                "Spectra",
                [
                    new ReportFigure(
                        figure,
                        "Eigenvalues of the covariance of the first recording's training part, and what the best estimators that map them make of them."
                    )
                    {
                        FileName = "spectra",
                    },
                ]
            );
        }
    }

    private IEnumerable<ReportSection> Refusals()
    {
        string[][] rows =
        [
            .. Result.Summaries.SelectMany(s =>
                s.Refused.Concat(s.NotDefined)
                    .GroupBy(r => r.Reason, r => r.Subject)
                    .Select(g =>
                        (string[])
                            [
                                s.Estimator.Name,
                                Invariant($"{g.Count()}"),
                                string.Join(", ", g.Take(6)) + (g.Count() > 6 ? ", …" : ""),
                                g.Key,
                            ]
                    )
            ),
        ];
        if (rows.Length > 0)
        {
            yield return new(
                "Refusals",
                [
                    new ReportTable
                    {
                        Caption =
                            "Estimators that gave no matrix on some recordings, or one that no likelihood is defined for. They are in no mean of those recordings.",
                        FileName = "refusals",
                        Columns = [new("Estimator"), new("Recordings", IsNumeric: true), new("Which"), new("Reason")],
                        Rows = rows,
                    },
                ]
            );
        }
    }
}
