using Gyrus.Covariance.Cleaning;
using Gyrus.Pipelines.Cleaning;
using Gyrus.Report.Connectomes;
using Gyrus.Report.Figures;
using Gyrus.Report.Pages;
using static System.FormattableString;

namespace Gyrus.Report.Cleaning;

/// <summary>The report of noise-cleaned covariances: what the signals can bear, what was done, and the spectra before and after.</summary>
public sealed record CleaningReport
{
    private const int MostFigures = 12;

    /// <summary>Gets the result to report.</summary>
    public required CleaningResult Result { get; init; }

    /// <summary>Gets the title. Default: <c>Noise-cleaned covariances</c>.</summary>
    public string Title { get; init; } = "Noise-cleaned covariances";

    /// <summary>The figure of a subject's spectrum.</summary>
    public static Figure SpectrumOf(CleanedSubject subject)
    {
        ArgumentNullException.ThrowIfNull(subject);
        return SpectrumPlots.Of($"Spectrum of {subject.Subject}", subject.Spectrum);
    }

    /// <summary>Builds the page.</summary>
    public HtmlReport ToReport() =>
        new()
        {
            Title = Title,
            Subtitle = $"{Result.Estimator.Entry.Title}: {Result.Estimator.Entry.Description}",
            Facts =
            [
                new("Estimator", Result.Estimator.Name),
                new("Subjects", Invariant($"{Result.Subjects.Count}")),
                new("Refused", Invariant($"{Result.Refused.Count}")),
                new("Regions", Invariant($"{Result.Regions.Count}")),
            ],
            Sections =
            [
                new("Warnings", [new ReportWarnings(Result.Warnings)]),
                DiagnosisSection.Of([
                    .. Result.Subjects.Select(s => s.Diagnosis),
                    .. Result.Refused.Select(r => r.Diagnosis),
                ]),
                .. Estimates(),
                .. Refused(),
                new(
                    "Methods",
                    [
                        new ReportMethods(MethodsText()),
                        new ReportSubheading("References"),
                        new ReportReferences(EstimatorReferences.Of([Result.Estimator.Entry])),
                    ]
                ),
                .. ProvenanceSection.Of(Result.Provenance, "resampling"),
            ],
            Footer = ProvenanceSection.Footer(Result.Provenance),
        };

    private IEnumerable<ReportSection> Estimates()
    {
        if (Result.Subjects.Count == 0)
        {
            yield break;
        }

        yield return new(
            "Estimates",
            [
                new ReportTable
                {
                    Caption = "What the estimator chose for each subject.",
                    FileName = "estimates",
                    Columns =
                    [
                        new("Subject"),
                        new("Used"),
                        new("Hyper-parameter"),
                        new("Value", IsNumeric: true),
                        new("Largest cleaned eigenvalue", IsNumeric: true),
                        new("Smallest", IsNumeric: true),
                        new("Mean |partial correlation|", IsNumeric: true),
                    ],
                    Rows = [.. Result.Subjects.Select(Row)],
                },
                new ReportFigureGrid([.. Result.Subjects.Take(MostFigures).Select(FigureOf)]),
                .. Result.Subjects.Count > MostFigures
                    ? (ReportBlock[])
                        [
                            new ReportParagraph(
                                Invariant(
                                    $"The spectra of the other {Result.Subjects.Count - MostFigures} subjects are in the files beside this report."
                                )
                            ),
                        ]
                    : [],
            ]
        );
    }

    private IEnumerable<ReportSection> Refused()
    {
        if (Result.Refused.Count > 0)
        {
            yield return new(
                "Refused",
                [
                    new ReportTable
                    {
                        Caption = "Subjects on whom the estimator has no value: no file was written for them.",
                        FileName = "refused",
                        Columns = [new("Subject"), new("Reason")],
                        Rows = [.. Result.Refused.Select(r => (string[])[r.Subject, r.Reason])],
                    },
                ]
            );
        }
    }

    private string[] Row(CleanedSubject s) =>
        [
            s.Subject,
            s.Method?.Split(':')[0] ?? Result.Estimator.Name,
            s.Choice?.Name ?? (s.Shrinkage is null ? "none" : "shrinkage"),
            ReportTable.Cell(s.Choice?.Value ?? s.Shrinkage ?? double.NaN),
            ReportTable.Cell(s.Spectrum.Cleaned.Max()),
            ReportTable.Cell(s.Spectrum.Cleaned.Min()),
            ReportTable.Cell(MeanMagnitude(s)),
        ];

    private static double MeanMagnitude(CleanedSubject s)
    {
        if (s.PartialCorrelation is not { } partial || partial.Rows < 2)
        {
            return double.NaN;
        }

        double sum = 0;
        for (int j = 1; j < partial.Columns; j++)
        {
            for (int i = 0; i < j; i++)
            {
                sum += Math.Abs(partial[i, j]);
            }
        }

        return sum / (partial.Rows * (partial.Rows - 1) / 2);
    }

    private static ReportFigure FigureOf(CleanedSubject s) =>
        new(
            SpectrumOf(s),
            $"Eigenvalues of the covariance of {s.Subject}, before and after cleaning. Sampling noise spreads them: the large ones are too large and the small ones too small; cleaning brings them back."
        )
        {
            FileName = "spectrum-" + s.Subject,
        };

    private string MethodsText()
    {
        EstimatorSettings settings = Result.Estimator.Settings;
        string search =
            Result.Estimator.Entry.Searches || Result.Subjects.Any(s => s.Method is not null)
                ? Invariant(
                    $" Searches used {settings.Folds.Folds} {(settings.Folds.ShuffleSeed is null ? "contiguous blocks of time" : "folds of shuffled samples")}."
                )
                : "";
        string[] used = [.. Result.Subjects.Select(s => s.Method).OfType<string>().Distinct()];
        return Invariant(
                $"Signals of {Result.Regions.Count} regions were standardised (mean 0, standard deviation 1), and the covariance of each subject was estimated with {Result.Estimator.Entry.Title} ({Result.Estimator.Name}): "
            )
            + Result.Estimator.Entry.Description
            + search
            + (used.Length > 0 ? " Used: " + string.Join("; ", used) + "." : "");
    }
}
