using Gyrus.Glm.Selection;
using Gyrus.Pipelines.EncodingModels;
using Gyrus.Report.Pages;
using static System.FormattableString;

namespace Gyrus.Report.EncodingModels;

/// <summary>The held-out score of the whole procedure, choice of the strength included.</summary>
internal static class NestedSection
{
    /// <summary>An explanation and a table.</summary>
    public static IEnumerable<ReportBlock> Of(IReadOnlyList<EncodedResponse> responses, bool areNeurons)
    {
        EncodedResponse[] scored = [.. responses.Where(r => r is { Nested: not null, CrossValidation: not null })];
        if (scored.Length == 0)
        {
            yield break;
        }

        yield return new ReportParagraph(
            "The score of a strength that was chosen because it scored well is too good. Here the choice was made again inside the training set of each fold, and scored on the fold that had no part in it: this is the score to report. Covariates that only some folds choose are not certain."
        );
        yield return Table(scored, areNeurons);
    }

    private static ReportTable Table(EncodedResponse[] responses, bool areNeurons) =>
        new()
        {
            Caption =
                "Mean held-out log-likelihood per bin of the whole procedure, beside that of the chosen strength, and in how many outer folds each covariate was selected.",
            FileName = "nested",
            Columns =
            [
                .. areNeurons ? (ReportColumn[])[new("Neuron")] : [],
                new("Nested mean", IsNumeric: true),
                new("± SE", IsNumeric: true),
                new("Mean of the choice", IsNumeric: true),
                new("Strengths", IsNumeric: true),
                new("Selected in folds"),
                new("Fits inside the folds"),
            ],
            Rows =
            [
                .. from r in responses
                let n = r.Nested
                let c = r.CrossValidation
                select (IReadOnlyList<string>)
                    [
                        .. areNeurons ? (string[])[r.Name] : [],
                        ReportTable.Cell(n.Mean),
                        ReportTable.Cell(n.StandardError),
                        ReportTable.Cell(c.Mean[c.Chosen]),
                        Range([.. n.Strengths.Where(double.IsFinite)]),
                        Selected(n),
                        Ended(n),
                    ],
            ],
        };

    private static string Range(double[] strengths) =>
        strengths.Length == 0 ? "n/a" : Invariant($"{strengths.Min():g3} … {strengths.Max():g3}");

    private static string Ended(NestedScore n) =>
        n.LateFits == 0
            ? Invariant($"all {n.Fits} converged")
            : Invariant($"{n.LateFits} of {n.Fits} NOT CONVERGED: outer folds {string.Join(", ", LateFolds(n))}");

    private static IEnumerable<string> LateFolds(NestedScore n) =>
        n.LateStrengths.Index().Where(static f => f.Item.Count > 0).Select(static f => Invariant($"{f.Index + 1}"));

    private static string Selected(NestedScore n)
    {
        string[] counts =
        [
            .. n
                .Selected.SelectMany(s => s)
                .CountBy(b => b)
                .Select(b => Invariant($"{b.Key} {b.Value} of {n.Selected.Count}")),
        ];
        return counts.Length == 0 ? "nothing" : string.Join(", ", counts);
    }
}
