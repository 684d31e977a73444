using Gyrus.Glm;
using Gyrus.Glm.Selection;
using Gyrus.Pipelines.EncodingModels;
using static System.FormattableString;
using static Gyrus.IO.EncodingModels.EncodingTable;

namespace Gyrus.IO.EncodingModels;

/// <summary>The tables that results of numbers and of classes share. Those of neurons begin each row with the neuron.</summary>
internal static class ResponseTables
{
    /// <summary>Every table that the results have rows of.</summary>
    public static IEnumerable<EncodingTable> Of(IReadOnlyList<EncodedResponse> responses, bool areNeurons)
    {
        return
        [
            Table("blocks", ["block", "columns", "norm", "selected"], static r => r.Fit is { } fit ? Blocks(fit) : []),
            Table(
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
                static r => r.AllFits.Select(Gap)
            ),
            Table("path", ["strength", "block", "norm"], static r => r.Path.SelectMany(Norms)),
            Table("vanish", ["block", "strength", "above"], static r => r.Vanish.Select(Vanishing)),
            Table(
                "cv",
                ["strength", "fold", "score"],
                static r => r.CrossValidation is { } scores ? Folds(scores) : []
            ),
            Table(
                "chosen",
                ["rule", "strength", "mean", "se", "best_strength", "best_mean", "selected"],
                static r => r.CrossValidation is { } scores ? [Chosen(scores)] : []
            ),
            Table(
                "nested",
                ["fold", "score", "strength", "selected", "unconverged", "unconverged_strengths"],
                static r => r.Nested is { } nested ? Nested(nested) : []
            ),
        ];

        EncodingTable Table(string name, string[] columns, Func<EncodedResponse, IEnumerable<string?[]>> rows) =>
            areNeurons
                ? new(
                    name,
                    ["neuron", .. columns],
                    responses.SelectMany(r => rows(r).Select(row => (string?[])[r.Name, .. row]))
                )
                : new(name, columns, responses.SelectMany(rows));
    }

    private static IEnumerable<string?[]> Blocks(BlockFit fit) =>
        fit.Blocks.Select(b => Row(b.Name, Invariant($"{b.Count}"), Cell(fit.Norm(b)), fit.Holds(b) ? "yes" : "no"));

    private static string?[] Gap(BlockFit f) =>
        Row(
            Cell(f.Strength),
            f.Convergence.Method,
            Invariant($"{f.Convergence.Iterations}"),
            Cell(f.Convergence.Objective),
            Cell(f.Convergence.Certificate),
            Cell(f.Convergence.Tolerance),
            f.Convergence.Converged ? "yes" : "no",
            Invariant($"{f.Samples}"),
            Invariant($"{f.DroppedSamples}")
        );

    private static IEnumerable<string?[]> Norms(BlockFit fit) =>
        fit.Blocks.Select(b => Row(Cell(fit.Strength), b.Name, Cell(fit.Norm(b))));

    /// <summary>Where the path begins too low to show the point, no strength is written that a reader could take for it.</summary>
    private static string?[] Vanishing(VanishPoint v) =>
        Row(v.Block, v.IsFound ? Cell(v.Strength) : null, v.IsAtEnd ? Cell(v.Strength) : null);

    private static IEnumerable<string?[]> Folds(PathScores c) =>
        from k in Enumerable.Range(0, c.Strengths.Count)
        from f in Enumerable.Range(0, c.FoldScores.Rows)
        select Row(Cell(c.Strengths[k]), Invariant($"{f + 1}"), Cell(c.FoldScores[f, k]));

    private static string?[] Chosen(PathScores c) =>
        Row(
            Invariant($"{c.Rule}"),
            Cell(c.Strength),
            Cell(c.Mean[c.Chosen]),
            Cell(c.StandardError[c.Chosen]),
            Cell(c.Strengths[c.Best]),
            Cell(c.Mean[c.Best]),
            Words(c.Selected)
        );

    private static IEnumerable<string?[]> Nested(NestedScore n) =>
        n.FoldScores.Select(
            (score, f) =>
                Row(
                    Invariant($"{f + 1}"),
                    Cell(score),
                    Cell(n.Strengths[f]),
                    Words(n.Selected[f]),
                    Invariant($"{n.LateStrengths[f].Count}"),
                    Words([.. n.LateStrengths[f].Distinct().Select(static s => Cell(s)!)])
                )
        );

    private static string? Words(IReadOnlyList<string> words) => words.Count == 0 ? null : string.Join(' ', words);
}
