using Gyrus.Glm.Categorical;
using Gyrus.IO.Tables;
using Gyrus.Numerics;
using Gyrus.Pipelines.EncodingModels;
using static System.FormattableString;

namespace Gyrus.IO.EncodingModels;

/// <summary>The tables of an encoding model of classes on disk.</summary>
public static class CategoricalFolder
{
    private static readonly string[] ScoreColumns =
    [
        "response",
        "log_likelihood",
        "deviance_explained",
        "accuracy",
        "commonest_class",
    ];

    /// <summary>Writes a table for each part that the result has: coefficients, norms of blocks, gaps, path, vanish points, cross-validation, scores.</summary>
    /// <param name="folder">The folder; made when it is not there.</param>
    /// <param name="result">The result.</param>
    public static void Write(string folder, CategoricalEncodingResult result)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentNullException.ThrowIfNull(result);
        Directory.CreateDirectory(folder);
        foreach ((string name, string[] columns, IEnumerable<IReadOnlyList<string?>> rows) in Tables(result))
        {
            IReadOnlyList<string?>[] all = [.. rows];
            if (all.Length > 0)
            {
                TsvWriter.WriteRows(Path.Combine(folder, name + ".tsv"), columns, all);
            }
        }

        if (result.Score is { } score)
        {
            WriteScore(folder, result.Response, score);
        }
    }

    /// <summary>Writes <c>scores.tsv</c>.</summary>
    public static void WriteScore(string folder, string response, CategoricalEncodingScore score)
    {
        ArgumentNullException.ThrowIfNull(score);
        TsvWriter.WriteRows(
            Path.Combine(folder, "scores.tsv"),
            ScoreColumns,
            [
                Row(
                    response,
                    Cell(score.LogLikelihood),
                    Cell(score.DevianceExplained),
                    Cell(score.Accuracy),
                    Cell(score.Commonest)
                ),
            ]
        );
    }

    /// <summary>Writes a class per bin, with the probability of each class or without; n/a where a feature has no value.</summary>
    /// <param name="path">The table.</param>
    /// <param name="response">The name of the column of classes.</param>
    /// <param name="classes">The names of the classes.</param>
    /// <param name="labels">The class of each bin, −1 for none.</param>
    /// <param name="probabilities">Bins × classes, or null.</param>
    public static void WriteClasses(
        string path,
        string response,
        IReadOnlyList<string> classes,
        IReadOnlyList<int> labels,
        Matrix? probabilities
    )
    {
        ArgumentNullException.ThrowIfNull(classes);
        ArgumentNullException.ThrowIfNull(labels);
        TsvWriter.WriteRows(
            path,
            [response, .. probabilities is null ? [] : classes.Select(c => $"p({c})")],
            labels.Select(
                (label, i) =>
                    (IReadOnlyList<string?>)
                        [
                            label < 0 ? null : classes[label],
                            .. probabilities is { } p
                                ? Enumerable.Range(0, classes.Count).Select(k => Cell(p[i, k]))
                                : [],
                        ]
            )
        );
    }

    private static IEnumerable<(string Name, string[] Columns, IEnumerable<IReadOnlyList<string?>> Rows)> Tables(
        CategoricalEncodingResult r
    ) =>
        [
            ("coefficients", ["block", "column", "class", "coefficient"], r.Fit is { } all ? Coefficients(all) : []),
            ("blocks", ["block", "columns", "norm", "selected"], r.Fit is { } fit ? Blocks(fit) : []),
            (
                "gaps",
                [
                    "strength",
                    "method",
                    "iterations",
                    "objective",
                    "certificate",
                    "tolerance",
                    "converged",
                    "samples",
                    "dropped",
                ],
                r.AllFits.Select(Gap)
            ),
            ("path", ["strength", "block", "norm"], r.Path?.Fits.SelectMany(Norms) ?? []),
            ("vanish", ["block", "strength"], r.Vanish.Select(v => Row(v.Block, Cell(v.Strength)))),
            ("cv", ["strength", "fold", "score"], r.CrossValidation is { } scores ? Folds(scores) : []),
            (
                "chosen",
                ["rule", "strength", "mean", "se", "best_strength", "best_mean", "selected"],
                r.CrossValidation is { } choice ? [Chosen(choice)] : []
            ),
        ];

    private static IEnumerable<IReadOnlyList<string?>> Coefficients(CategoricalFit fit) =>
        from k in Enumerable.Range(0, fit.Classes.Count)
        from row in fit
            .Blocks.SelectMany(b =>
                Enumerable
                    .Range(0, b.Count)
                    .Select(j =>
                        Row(b.Name, Invariant($"{j + 1}"), fit.Classes[k], Cell(fit.Coefficients[b.Start + j, k]))
                    )
            )
            .Prepend(Row("intercept", "1", fit.Classes[k], Cell(fit.Intercepts[k])))
        select row;

    private static IEnumerable<IReadOnlyList<string?>> Blocks(CategoricalFit fit) =>
        fit.Blocks.Select(b => Row(b.Name, Invariant($"{b.Count}"), Cell(fit.Norm(b)), fit.Holds(b) ? "yes" : "no"));

    private static IReadOnlyList<string?> Gap(CategoricalFit f) =>
        Row(
            Cell(f.Model.Regularizer.Strength),
            f.Convergence.Method,
            Invariant($"{f.Convergence.Iterations}"),
            Cell(f.Convergence.Objective),
            Cell(f.Convergence.Certificate),
            Cell(f.Convergence.Tolerance),
            f.Convergence.Converged ? "yes" : "no",
            Invariant($"{f.Samples}"),
            Invariant($"{f.DroppedSamples}")
        );

    private static IEnumerable<IReadOnlyList<string?>> Norms(CategoricalFit fit) =>
        fit.Blocks.Select(b => Row(Cell(fit.Model.Regularizer.Strength), b.Name, Cell(fit.Norm(b))));

    private static IEnumerable<IReadOnlyList<string?>> Folds(CategoricalCrossValidationFit c) =>
        from k in Enumerable.Range(0, c.Strengths.Count)
        from f in Enumerable.Range(0, c.FoldScores.Rows)
        select Row(Cell(c.Strengths[k]), Invariant($"{f + 1}"), Cell(c.FoldScores[f, k]));

    private static string?[] Chosen(CategoricalCrossValidationFit c) =>
        Row(
            Invariant($"{c.Rule}"),
            Cell(c.Strength),
            Cell(c.Mean[c.Chosen]),
            Cell(c.StandardError[c.Chosen]),
            Cell(c.Strengths[c.Best]),
            Cell(c.Mean[c.Best]),
            c.Fit.Selected.Count == 0 ? null : string.Join(' ', c.Fit.Selected)
        );

    private static string?[] Row(params string?[] cells) => cells;

    private static string Cell(double value) => TableNumber.Format(value);
}
