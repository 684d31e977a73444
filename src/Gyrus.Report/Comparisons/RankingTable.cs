using Gyrus.Pipelines.Comparison;
using Gyrus.Report.Pages;
using static System.FormattableString;

namespace Gyrus.Report.Comparisons;

/// <summary>The tables of a comparison.</summary>
internal static class RankingTable
{
    /// <summary>One row per estimator, by likelihood.</summary>
    public static ReportTable Of(ComparisonResult result, bool comparable) =>
        new()
        {
            Caption =
                (
                    comparable
                        ? ""
                        : "The likelihoods of these recordings cannot be compared (see In short); they are here for the record only. "
                )
                + $"Held-out criteria, mean ± standard error over recordings; Δ: paired difference to {result.Reference}. Ranked are estimators that have a value in every recording.",
            FileName = "ranking",
            MostRowsOpen = 60,
            Columns =
            [
                new("Estimator"),
                new("Rank", IsNumeric: true),
                new("Log-likelihood", IsNumeric: true),
                new("Δ", IsNumeric: true),
                new("Wins", IsNumeric: true),
                new("Completion error", IsNumeric: true),
                new("Δ completion", IsNumeric: true),
                new("Rank by completion", IsNumeric: true),
                new("Notes"),
                new("What it is"),
            ],
            Rows = [.. result.Summaries.OrderBy(s => s.LogLikelihood.Rank ?? int.MaxValue).Select(Row)],
        };

    /// <summary>One row per recording and estimator.</summary>
    public static ReportTable OfRecordings(ComparisonResult result) =>
        new()
        {
            Caption = "Criteria of every estimator on the held-out part of every recording.",
            FileName = "recordings",
            Columns =
            [
                new("Recording"),
                new("Estimator"),
                new("Log-likelihood", IsNumeric: true),
                new("Completion error", IsNumeric: true),
                new("Hyper-parameter"),
                new("Value", IsNumeric: true),
            ],
            Rows =
            [
                .. result.Subjects.SelectMany(s =>
                    s.Outcomes.Select(o =>
                        (string[])
                            [
                                s.Subject,
                                o.Estimator,
                                Cell(o.Test?.LogLikelihood, "0.000"),
                                Cell(o.Test?.CompletionError, "0.0000"),
                                o.Choice?.Name ?? "none",
                                ReportTable.Cell(o.Choice?.Value ?? double.NaN),
                            ]
                    )
                ),
            ],
        };

    private static string[] Row(EstimatorSummary s) =>
        [
            s.Estimator.Name,
            s.LogLikelihood.Rank is { } rank ? Invariant($"{rank}") : "n/a",
            Cell(s.LogLikelihood.Mean, "0.00"),
            Cell(s.LogLikelihood.Difference, "0.00"),
            Invariant($"{s.LogLikelihood.Wins}"),
            Cell(s.CompletionError.Mean, "0.000"),
            Cell(s.CompletionError.Difference, "0.0000"),
            s.CompletionError.Rank is { } place ? Invariant($"{place}") : "n/a",
            Notes(s),
            s.Estimator.Title,
        ];

    private static string Notes(EstimatorSummary s)
    {
        int none = s.Refused.Count + s.NotDefined.Count;
        string[] notes =
        [
            .. none > 0 ? [Invariant($"no value in {none} of {s.Subjects}")] : (string[])[],
            .. s.NotConverged > 0 ? [Invariant($"{s.NotConverged} not converged")] : (string[])[],
            .. s.AtEdge > 0 ? [Invariant($"{s.AtEdge} at the edge of the grid")] : (string[])[],
        ];
        return string.Join("; ", notes);
    }

    private static string Cell(ErrorMean? mean, string format) =>
        mean is not { } m ? "n/a"
        : m.Error is { } error ? $"{Cell(m.Mean, format)} ± {Cell(error, format)}"
        : Cell(m.Mean, format);

    private static string Cell(double? value, string format) =>
        value is { } v && double.IsFinite(v)
            ? v.ToString(Math.Abs(v) < 1e5 ? format : "0.0e+0", System.Globalization.CultureInfo.InvariantCulture)
            : "n/a";
}
