using Gyrus.Glm;
using Gyrus.Glm.Diagnostics;
using Gyrus.Glm.Selection;
using Gyrus.IO.Tables;
using Gyrus.Pipelines.EncodingModels;
using static System.FormattableString;

namespace Gyrus.IO.EncodingModels;

/// <summary>The tables of an encoding model on disk.</summary>
public static class EncodingFolder
{
    private static readonly string[] ScoreColumns =
    [
        "neuron",
        "log_likelihood",
        "bits_per_spike",
        "deviance_explained",
        "mcfadden",
    ];

    /// <summary>Writes a table for each part that the result has: coefficients, gaps, paths, vanish points, cross-validation, selection and its bounds, comparison and its shifts, effects, curves, maps, scores, goodness of fit.</summary>
    /// <param name="folder">The folder; made when it is not there.</param>
    /// <param name="result">The result.</param>
    /// <returns>The paths written.</returns>
    public static IReadOnlyList<string> Write(string folder, EncodingResult result)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentNullException.ThrowIfNull(result);
        Directory.CreateDirectory(folder);
        var written = new List<string>();
        foreach ((string name, string[] columns, IEnumerable<IReadOnlyList<string?>> rows) in Tables(result))
        {
            IReadOnlyList<string?>[] all = [.. rows];
            if (all.Length > 0)
            {
                string path = Path.Combine(folder, name + ".tsv");
                TsvWriter.WriteRows(path, columns, all);
                written.Add(path);
            }
        }

        return written;
    }

    /// <summary>Writes <c>scores.tsv</c>.</summary>
    public static void WriteScores(string folder, IReadOnlyList<EncodingScore> scores) =>
        TsvWriter.WriteRows(Path.Combine(folder, "scores.tsv"), ScoreColumns, scores.Select(Score));

    private static IEnumerable<(string Name, string[] Columns, IEnumerable<IReadOnlyList<string?>> Rows)> Tables(
        EncodingResult r
    ) =>
        [
            ("coefficients", ["neuron", "block", "column", "coefficient"], r.Fits.SelectMany(Coefficients)),
            ("blocks", ["neuron", "block", "columns", "norm", "selected"], r.Fits.SelectMany(Blocks)),
            (
                "gaps",
                [
                    "neuron",
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
            ("path", ["neuron", "strength", "block", "norm"], r.Paths.SelectMany(p => p.Fits.SelectMany(Norms))),
            ("vanish", ["neuron", "block", "strength"], r.Vanish.Select(v => Row(v.Neuron, v.Block, Cell(v.Strength)))),
            ("cv", ["neuron", "strength", "fold", "score"], r.CrossValidations.SelectMany(Folds)),
            (
                "chosen",
                ["neuron", "rule", "strength", "mean", "se", "best_strength", "best_mean", "selected"],
                r.CrossValidations.Select(Chosen)
            ),
            ("nested", ["neuron", "fold", "score", "strength", "selected"], r.Nested.SelectMany(Nested)),
            ("selection", ["neuron", "block", "frequency", "threshold", "stable"], r.Stabilities.SelectMany(Stability)),
            (
                "bounds",
                ["neuron", "halves", "mean_selected", "meinshausen_buhlmann", "unimodal", "r_concave"],
                r.Stabilities.Select(Bounds)
            ),
            (
                "comparison",
                ["neuron", "step", "blocks", "mean_bits", "se", "gain", "p_value", "kept"],
                r.Comparisons.SelectMany(Comparison)
            ),
            (
                "shifts",
                ["neuron", "shifts", "full_bits", "shifted_mean", "shifted_largest", "p_value"],
                r.Comparisons.Where(c => c.ShiftedScores.Count > 0).Select(Shifts)
            ),
            (
                "effects",
                ["neuron", "block", "df", "wald", "p_value", "p_adjusted"],
                r.Refits.OfType<RefittedModel>().SelectMany(Effects)
            ),
            (
                "curves",
                ["neuron", "block", "covariate", "effect", "lower", "upper", "response"],
                r.Curves.Index().SelectMany(c => c.Item.SelectMany(t => Curve(r.Fits[c.Index].Neuron, t)))
            ),
            (
                "maps",
                ["neuron", "block", "first", "second", "response"],
                r.Maps.Index().SelectMany(m => m.Item.SelectMany(t => Map(r.Fits[m.Index].Neuron, t)))
            ),
            ("scores", ScoreColumns, r.Scores.Select(Score)),
            (
                "rescaling",
                ["neuron", "intervals", "ks_distance", "bound_95", "bound_99", "inside_95", "serial_correlation"],
                r.Diagnostics.Where(d => d.Rescaling is not null).Select(Rescaling)
            ),
            ("residuals", ["neuron", "lag", "autocorrelation", "bound_95"], r.Diagnostics.SelectMany(Residuals)),
        ];

    private static IReadOnlyList<string?> Score(EncodingScore s) =>
        Row(s.Neuron, Cell(s.LogLikelihood), Cell(s.BitsPerSpike), Cell(s.DevianceExplained), Cell(s.McFadden));

    private static IEnumerable<IReadOnlyList<string?>> Coefficients(GlmFit fit) =>
        fit
            .Blocks.SelectMany(b =>
                Enumerable
                    .Range(0, b.Count)
                    .Select(j => Row(fit.Neuron, b.Name, Invariant($"{j + 1}"), Cell(fit.Coefficients[b.Start + j])))
            )
            .Prepend(Row(fit.Neuron, "intercept", "1", Cell(fit.Intercept)));

    private static IEnumerable<IReadOnlyList<string?>> Blocks(GlmFit fit) =>
        fit.Blocks.Select(b =>
            Row(fit.Neuron, b.Name, Invariant($"{b.Count}"), Cell(fit.Norm(b)), fit.Holds(b) ? "yes" : "no")
        );

    private static IReadOnlyList<string?> Gap(GlmFit f) =>
        Row(
            f.Neuron,
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

    private static IEnumerable<IReadOnlyList<string?>> Norms(GlmFit fit) =>
        fit.Blocks.Select(b => Row(fit.Neuron, Cell(fit.Model.Regularizer.Strength), b.Name, Cell(fit.Norm(b))));

    private static IEnumerable<IReadOnlyList<string?>> Folds(GlmCrossValidationFit c) =>
        from k in Enumerable.Range(0, c.Strengths.Count)
        from f in Enumerable.Range(0, c.FoldScores.Rows)
        select Row(c.Neuron, Cell(c.Strengths[k]), Invariant($"{f + 1}"), Cell(c.FoldScores[f, k]));

    private static IReadOnlyList<string?> Chosen(GlmCrossValidationFit c) =>
        Row(
            c.Neuron,
            Invariant($"{c.Rule}"),
            Cell(c.Strength),
            Cell(c.Mean[c.Chosen]),
            Cell(c.StandardError[c.Chosen]),
            Cell(c.Strengths[c.Best]),
            Cell(c.Mean[c.Best]),
            Words(c.Fit.Selected)
        );

    private static IEnumerable<IReadOnlyList<string?>> Nested(NestedScore n) =>
        n.FoldScores.Select(
            (score, f) => Row(n.Neuron, Invariant($"{f + 1}"), Cell(score), Cell(n.Strengths[f]), Words(n.Selected[f]))
        );

    private static string? Words(IReadOnlyList<string> blocks) => blocks.Count == 0 ? null : string.Join(' ', blocks);

    private static IReadOnlyList<string?> Rescaling(GoodnessOfFit d)
    {
        TimeRescalingResult r = d.Rescaling!;
        bool isKnown = r.Uniform.Count > 0;
        return Row(
            d.Neuron,
            Invariant($"{r.Uniform.Count}"),
            Cell(r.Statistic),
            isKnown ? Cell(r.Bound95) : null,
            isKnown ? Cell(r.Bound99) : null,
            isKnown
                ? r.IsInsideBound95
                    ? "yes"
                    : "no"
                : null,
            Cell(r.SerialCorrelation)
        );
    }

    private static IEnumerable<IReadOnlyList<string?>> Residuals(GoodnessOfFit d) =>
        d.Autocorrelation.Select(
            (r, k) => Row(d.Neuron, Invariant($"{k + 1}"), Cell(r), Cell(d.AutocorrelationBound95))
        );

    private static IEnumerable<IReadOnlyList<string?>> Stability(StabilitySelectionFit s) =>
        s.Blocks.Select(
            (b, g) =>
                Row(
                    s.Neuron,
                    b,
                    Cell(s.Frequencies[g]),
                    Cell(s.Selection.Threshold),
                    s.Frequencies[g] >= s.Selection.Threshold ? "yes" : "no"
                )
        );

    private static IReadOnlyList<string?> Bounds(StabilitySelectionFit s) =>
        Row(
            s.Neuron,
            Invariant($"{2 * s.Selection.Pairs}"),
            Cell(s.MeanSelected),
            Cell(s.MeinshausenBuhlmannBound),
            Cell(s.UnimodalBound),
            Cell(s.ConcaveBound)
        );

    private static IReadOnlyList<string?> Shifts(ModelComparisonFit c) =>
        Row(
            c.Neuron,
            Invariant($"{c.ShiftedScores.Count}"),
            Cell(c.Full.Mean),
            Cell(c.ShiftedScores.Average()),
            Cell(c.ShiftedScores.Max()),
            Cell(c.ShiftPValue)
        );

    private static IEnumerable<IReadOnlyList<string?>> Comparison(ModelComparisonFit c) =>
        from step in c.Steps.Index()
        from candidate in step.Item
        select Row(
            c.Neuron,
            Invariant($"{step.Index + 1}"),
            string.Join(' ', candidate.Blocks),
            Cell(candidate.Mean),
            Cell(candidate.StandardError),
            Cell(candidate.Gain),
            Cell(candidate.PValue),
            candidate.Blocks.SequenceEqual(c.Chosen.Blocks.Take(candidate.Blocks.Count)) ? "yes" : "no"
        );

    private static IEnumerable<IReadOnlyList<string?>> Effects(RefittedModel m) =>
        m.Blocks.Select(b =>
            Row(m.Fit.Neuron, b.Block, Invariant($"{b.Rank}"), Cell(b.Wald), Cell(b.PValue), Cell(b.AdjustedPValue))
        );

    private static IEnumerable<IReadOnlyList<string?>> Curve(string neuron, TuningCurve c) =>
        c.Covariate.Select(
            (x, i) =>
                Row(
                    neuron,
                    c.Block,
                    Cell(x),
                    Cell(c.Effect[i]),
                    Cell(c.Lower[i]),
                    Cell(c.Upper[i]),
                    Cell(c.Response[i])
                )
        );

    private static IEnumerable<IReadOnlyList<string?>> Map(string neuron, TuningMap map) =>
        from i in Enumerable.Range(0, map.First.Count)
        from j in Enumerable.Range(0, map.Second.Count)
        select Row(neuron, map.Block, Cell(map.First[i]), Cell(map.Second[j]), Cell(map.Response[i, j]));

    private static string?[] Row(params string?[] cells) => cells;

    private static string Cell(double value) => TableNumber.Format(value);
}
