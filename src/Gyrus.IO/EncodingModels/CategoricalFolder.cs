using Gyrus.Glm.Categorical;
using Gyrus.IO.Tables;
using Gyrus.Numerics;
using Gyrus.Pipelines.EncodingModels;
using static System.FormattableString;
using static Gyrus.IO.EncodingModels.EncodingTable;

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
        EncodingTable.WriteAll(
            folder,
            [
                .. ResponseTables.Of([result.Shared], areNeurons: false),
                new(
                    "coefficients",
                    ["block", "column", "class", "coefficient"],
                    result.Fit is { } fit ? Coefficients(fit) : []
                ),
            ]
        );
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
}
