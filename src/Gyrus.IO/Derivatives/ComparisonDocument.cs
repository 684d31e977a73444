using Gyrus.Pipelines;
using Gyrus.Pipelines.Comparison;

namespace Gyrus.IO.Derivatives;

/// <summary>The shape of <c>comparison.json</c>: what was compared and how, and what it says; the numbers are in the tables.</summary>
internal sealed record ComparisonDocument
{
    public const string CurrentFormat = "gyrus-comparison-1";

    public required string Format { get; init; }
    public required IReadOnlyList<string> Verdict { get; init; }
    public string? Best { get; init; }
    public required IReadOnlyList<string> Level { get; init; }
    public string? BestByCompletion { get; init; }
    public required bool CriteriaDisagree { get; init; }
    public required string Reference { get; init; }
    public required SplitEntry Split { get; init; }
    public required IReadOnlyList<CleaningDocument.EstimatorEntry> Estimators { get; init; }
    public string? Atlas { get; init; }
    public required IReadOnlyList<ConnectomeDocument.RegionEntry> Regions { get; init; }
    public required IReadOnlyList<DiagnosedEntry> Subjects { get; init; }
    public required IReadOnlyList<ReasonEntry> NoValue { get; init; }
    public required string Outcomes { get; init; }
    public required string Summary { get; init; }
    public required IReadOnlyList<string> Warnings { get; init; }
    public Provenance? Provenance { get; init; }

    public static ComparisonDocument Of(StudyComparison study)
    {
        ComparisonVerdict verdict = study.Verdict;
        return new ComparisonDocument
        {
            Format = CurrentFormat,
            Verdict = verdict.Sentences,
            Best = verdict.Best?.Name,
            Level = [.. verdict.Level.Select(e => e.Name)],
            BestByCompletion = verdict.BestByCompletion?.Name,
            CriteriaDisagree = verdict.CriteriaDisagree,
            Reference = study.Result.Reference,
            Split = new SplitEntry(study.Split.Fraction, study.Split.Blocks, study.Split.Gap, study.Split.ShuffleSeed),
            Estimators =
            [
                .. study
                    .Result.Estimators.Select(e => e.Estimator)
                    .OfType<Gyrus.Covariance.Cleaning.NamedEstimator>()
                    .Select(CleaningDocument.EstimatorEntry.Of),
            ],
            Atlas = study.Atlas,
            Regions = [.. study.Regions.Select(ConnectomeFolder.EntryOf)],
            Subjects =
            [
                .. study.Diagnoses.Select(d => new DiagnosedEntry(d.Subject, CleaningDocument.DiagnosisEntry.Of(d))),
            ],
            NoValue =
            [
                .. study.Result.Summaries.SelectMany(s =>
                    s.Refused.Concat(s.NotDefined).Select(r => new ReasonEntry(r.Subject, s.Estimator.Name, r.Reason))
                ),
            ],
            Outcomes = ComparisonFolder.OutcomesName,
            Summary = ComparisonFolder.SummaryName,
            Warnings = study.Warnings,
            Provenance = study.Provenance,
        };
    }

    /// <summary>How each series was cut.</summary>
    internal sealed record SplitEntry(double Fraction, int Blocks, int Gap, ulong? ShuffleSeed);

    /// <summary>One recording and what it is like.</summary>
    internal sealed record DiagnosedEntry(string Subject, CleaningDocument.DiagnosisEntry Diagnosis);

    /// <summary>Why an estimator has no value on a recording.</summary>
    internal sealed record ReasonEntry(string Subject, string Estimator, string Reason);
}
