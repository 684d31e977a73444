using Gyrus.Glm.Categorical;
using Gyrus.Pipelines.EncodingModels;
using Gyrus.Report.Pages;
using static System.FormattableString;

namespace Gyrus.Report.EncodingModels;

/// <summary>The tables of the page of encoding models of classes.</summary>
internal static class CategoricalTables
{
    /// <summary>How well the final model describes the labels.</summary>
    public static ReportTable Score(CategoricalFit fit, CategoricalEncodingScore score) =>
        new()
        {
            Caption =
                "The final model. Scores are of the bins that were fitted; held-out scores are under cross-validation. The commonest class is the accuracy of a model that knows nothing else.",
            FileName = "scores",
            Columns =
            [
                new("In the model"),
                new("Strength", IsNumeric: true),
                new("Accuracy", IsNumeric: true),
                new("Commonest class", IsNumeric: true),
                new("Deviance explained", IsNumeric: true),
                new("Bins", IsNumeric: true),
                new("Gap", IsNumeric: true),
            ],
            Rows =
            [
                [
                    ResponseTables.Words(fit.Selected),
                    ReportTable.Cell(fit.Model.Regularizer.Strength),
                    ReportTable.Cell(score.Accuracy),
                    ReportTable.Cell(score.Commonest),
                    ReportTable.Cell(score.DevianceExplained),
                    Invariant($"{fit.Samples}"),
                    ReportConvergence.Short(fit.Convergence.Certificate),
                ],
            ],
        };

    /// <summary>How large the effect of each covariate is, on each class and on all.</summary>
    public static ReportTable Norms(CategoricalFit fit) =>
        new()
        {
            Caption =
                "Norm of the coefficients of each covariate: over all classes, and of each class. A covariate is in the model for all classes or for none.",
            FileName = "blocks",
            Columns =
            [
                new("Covariate"),
                new("All classes", IsNumeric: true),
                .. fit.Classes.Select(c => new ReportColumn(c, IsNumeric: true)),
            ],
            Rows =
            [
                .. fit.Blocks.Select(b =>
                    (IReadOnlyList<string>)
                        [
                            b.Name,
                            ReportTable.Cell(fit.Norm(b)),
                            .. Enumerable
                                .Range(0, fit.Classes.Count)
                                .Select(k =>
                                    ReportTable.Cell(
                                        Math.Sqrt(
                                            Enumerable
                                                .Range(b.Start, b.Count)
                                                .Sum(j => fit.Coefficients[j, k] * fit.Coefficients[j, k])
                                        )
                                    )
                                ),
                        ]
                ),
            ],
        };

    /// <summary>True classes against those that the model takes for most probable.</summary>
    public static ReportTable Confusions(CategoricalFit fit, CategoricalData data)
    {
        int[] predicted = fit.Classify(data.Design, data.Offset);
        Dictionary<(int True, int Said), int> counts = Enumerable
            .Range(0, predicted.Length)
            .Where(i => predicted[i] >= 0 && data.Weights?[i] is not 0)
            .CountBy(i => (data.Labels[i], predicted[i]))
            .ToDictionary();
        return new ReportTable
        {
            Caption = "Bins of each true class (rows) by the class that the model takes for most probable (columns).",
            FileName = "confusions",
            Columns = [new("True class"), .. fit.Classes.Select(c => new ReportColumn(c, IsNumeric: true))],
            Rows =
            [
                .. fit.Classes.Select(
                    (name, t) =>
                        (IReadOnlyList<string>)
                            [name, .. fit.Classes.Select((_, p) => Invariant($"{counts.GetValueOrDefault((t, p))}"))]
                ),
            ],
        };
    }
}
