using Gyrus.IO.Tables;
using Gyrus.Pipelines.Comparison;
using Gyrus.Pipelines.NoiseCleaning;
using static System.FormattableString;

namespace Gyrus.IO.Derivatives;

/// <summary>The tables of the synthetic experiment: means per cell and method, and what became of the paper's conclusions.</summary>
public static class ExperimentTables
{
    /// <summary>The name of the table of means.</summary>
    public const string MeansName = "noise-cleaning.tsv";

    /// <summary>The name of the table of conclusions.</summary>
    public const string ClaimsName = "conclusions.tsv";

    /// <summary>Writes a row per cell and method: for each measure the mean, its standard error, and the paired difference to the reference with its own.</summary>
    public static void WriteMeans(string folder, IReadOnlyList<CellSummary> cells, string reference)
    {
        ArgumentNullException.ThrowIfNull(cells);
        string[] measures =
        [
            .. ExperimentMeasure.All.SelectMany(m =>
                (string[])[m.Name, m.Name + "_sem", m.Name + "_difference", m.Name + "_difference_sem"]
            ),
        ];
        TsvWriter.WriteRows(
            Path.Combine(folder, MeansName),
            [
                "train_samples",
                "alpha_d",
                "estimator",
                "reference",
                "realisations",
                "defined",
                "not_defined",
                "refused",
                "not_converged",
                "at_edge",
                .. measures,
            ],
            cells.SelectMany(cell => cell.Estimators.Select(e => Row(cell, e, reference)))
        );
    }

    /// <summary>Writes a row per comparison of each conclusion.</summary>
    public static void WriteClaims(string folder, IReadOnlyList<(string Data, ClaimVerdict Verdict)> verdicts)
    {
        ArgumentNullException.ThrowIfNull(verdicts);
        TsvWriter.WriteRows(
            Path.Combine(folder, ClaimsName),
            [
                "conclusion",
                "data",
                "methods",
                "verdict",
                "cell",
                "measure",
                "better",
                "worse",
                "difference",
                "difference_sem",
                "pairs",
                "comparison",
            ],
            verdicts.SelectMany(v =>
                v.Verdict.Parts.Select(p =>
                    (IReadOnlyList<string?>)
                        [
                            v.Verdict.Claim.Number,
                            v.Data,
                            v.Verdict.Variant.ToString(),
                            v.Verdict.Verdict.ToString(),
                            p.Part.Cell?.Name,
                            p.Part.Measure.Name,
                            p.Part.Better,
                            p.Part.Worse,
                            Number(p.Difference?.Mean),
                            Number(p.Difference?.Error),
                            p.Difference is { } d ? Invariant($"{d.Count}") : null,
                            p.Verdict.ToString(),
                        ]
                )
            )
        );
    }

    private static string?[] Row(CellSummary cell, string estimator, string reference) =>
        [
            Invariant($"{cell.Cell.TrainSamples}"),
            TsvWriter.Number(cell.Cell.Concentration),
            estimator,
            reference,
            Invariant($"{cell.Realisations}"),
            Invariant($"{cell.Count(estimator, OutcomeStatus.Defined)}"),
            Invariant($"{cell.Count(estimator, OutcomeStatus.NotDefined)}"),
            Invariant($"{cell.Count(estimator, OutcomeStatus.Refused)}"),
            Invariant($"{cell.NotConverged(estimator)}"),
            Invariant($"{cell.AtEdge(estimator)}"),
            .. ExperimentMeasure.All.SelectMany(m =>
            {
                ErrorMean? mean = cell.Mean(estimator, m);
                ErrorMean? difference = cell.Difference(estimator, reference, m);
                return (string?[])
                    [Number(mean?.Mean), Number(mean?.Error), Number(difference?.Mean), Number(difference?.Error)];
            }),
        ];

    private static string? Number(double? value) => value is { } number ? TsvWriter.Number(number) : null;
}
