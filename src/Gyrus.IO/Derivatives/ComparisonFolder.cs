using System.Text.Json;
using Gyrus.Covariance.Cleaning;
using Gyrus.IO.Tables;
using Gyrus.Pipelines.Comparison;

namespace Gyrus.IO.Derivatives;

/// <summary>A comparison of estimators on disk: a table of every outcome, a table of the summaries, and <c>comparison.json</c>.</summary>
/// <remarks>What is not defined is written as n/a, never as an infinity.</remarks>
public static class ComparisonFolder
{
    /// <summary>The file that describes the others.</summary>
    public const string DocumentName = "comparison.json";

    /// <summary>The table of subjects × estimators.</summary>
    public const string OutcomesName = "desc-comparison_outcomes.tsv";

    /// <summary>The table of estimators.</summary>
    public const string SummaryName = "desc-comparison_summary.tsv";

    /// <summary>Writes a comparison; <c>comparison.json</c> last, so a folder that has it is whole.</summary>
    /// <returns>The paths written, in their order.</returns>
    public static IReadOnlyList<string> Write(string folder, StudyComparison study)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(study);
        Directory.CreateDirectory(folder);
        string[] paths =
        [
            .. ((string[])[OutcomesName, SummaryName, DocumentName]).Select(n => Path.Combine(folder, n)),
        ];
        TsvWriter.WriteRows(paths[0], OutcomeColumns, study.Result.Subjects.SelectMany(Rows));
        TsvWriter.WriteRows(paths[1], SummaryColumns, study.Result.Summaries.Select(Row));
        var document = ComparisonDocument.Of(study);
        AtomicFile.Write(
            paths[2],
            stream => JsonSerializer.Serialize(stream, document, DerivativesJson.Default.ComparisonDocument)
        );
        return paths;
    }

    private static readonly string[] OutcomeColumns =
    [
        "subject",
        "estimator",
        "train_samples",
        "test_samples",
        "log_likelihood",
        "pseudo_log_likelihood",
        "completion_error",
        "train_log_likelihood",
        "train_completion_error",
        "hyper_parameter",
        "value",
        "at_edge",
        "trace",
        "condition_number",
        "converged",
        "reason",
    ];

    private static IEnumerable<string?[]> Rows(SubjectComparison subject) =>
        subject.Outcomes.Select(o =>
            (string?[])
                [
                    subject.Subject,
                    o.Estimator,
                    TsvWriter.Number(subject.TrainSamples),
                    TsvWriter.Number(subject.TestSamples),
                    Number(o.Test?.LogLikelihood),
                    Number(o.Test?.PseudoLogLikelihood),
                    Number(o.Test?.CompletionError),
                    Number(o.Train?.LogLikelihood),
                    Number(o.Train?.CompletionError),
                    o.Choice?.Name,
                    Number(o.Choice?.Value),
                    o.Choice is { Grid.Count: > 1 } c ? Word(c.AtEdge) : null,
                    Number(o.Trace),
                    Number(o.ConditionNumber),
                    o.Convergence is { } convergence ? Word(convergence.Converged) : null,
                    OneLine(o.Refused ?? o.NotDefined),
                ]
        );

    private static readonly (string Name, CleaningCriterion Criterion)[] Criteria =
    [
        ("log_likelihood", CleaningCriterion.LogLikelihood),
        ("pseudo_log_likelihood", CleaningCriterion.PseudoLogLikelihood),
        ("completion_error", CleaningCriterion.CompletionError),
    ];

    private static readonly string[] SummaryColumns =
    [
        "estimator",
        "title",
        .. Criteria.SelectMany(c =>
            ((string[])["mean", "sem", "subjects", "difference", "difference_sem", "wins", "firsts", "rank"]).Select(
                what => $"{c.Name}_{what}"
            )
        ),
        "refused",
        "not_defined",
        "not_converged",
        "at_edge",
    ];

    private static string?[] Row(EstimatorSummary s) =>
        [
            s.Estimator.Name,
            s.Estimator.Title,
            .. Criteria.SelectMany(c => Cells(s.Of(c.Criterion))),
            TsvWriter.Number(s.Refused.Count),
            TsvWriter.Number(s.NotDefined.Count),
            TsvWriter.Number(s.NotConverged),
            TsvWriter.Number(s.AtEdge),
        ];

    private static string?[] Cells(CriterionSummary c) =>
        [
            Number(c.Mean?.Mean),
            Number(c.Mean?.Error),
            TsvWriter.Number(c.Mean?.Count ?? 0),
            Number(c.Difference?.Mean),
            Number(c.Difference?.Error),
            TsvWriter.Number(c.Wins),
            TsvWriter.Number(c.Firsts),
            Number(c.Rank),
        ];

    private static string? Number(double? value) => value is { } v && double.IsFinite(v) ? TsvWriter.Number(v) : null;

    private static string Word(bool value) => value ? "true" : "false";

    private static string? OneLine(string? text) => text?.ReplaceLineEndings(" ").Replace('\t', ' ');
}
