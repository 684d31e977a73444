using Gyrus.Glm;
using Gyrus.Glm.Diagnostics;
using Gyrus.Glm.Selection;
using Gyrus.IO.Tables;
using Gyrus.Numerics.Distributions;
using Gyrus.Pipelines.EncodingModels;
using static System.FormattableString;
using static Gyrus.IO.EncodingModels.EncodingTable;

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

    /// <summary>Writes a table for each part that the result has: coefficients, groups that overlap, gaps, paths, vanish points, cross-validation, selection and its bounds, comparison and its shifts, effects, curves, maps, coupling, scores, goodness of fit.</summary>
    /// <param name="folder">The folder; made when it is not there.</param>
    /// <param name="result">The result.</param>
    public static void Write(string folder, EncodingResult result)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentNullException.ThrowIfNull(result);
        EncodingTable.WriteAll(folder, [.. ResponseTables.Of(result.Responses, areNeurons: true), .. Tables(result)]);
    }

    /// <summary>Writes <c>scores.tsv</c>.</summary>
    public static void WriteScores(string folder, IReadOnlyList<EncodingScore> scores) =>
        TsvWriter.WriteRows(Path.Combine(folder, "scores.tsv"), ScoreColumns, scores.Select(Score));

    /// <summary>The tables that results of numbers alone have.</summary>
    private static IEnumerable<EncodingTable> Tables(EncodingResult r) =>
        [
            new("coefficients", ["neuron", "block", "column", "coefficient"], r.Fits.SelectMany(Coefficients)),
            new("groups", ["neuron", "group", "columns", "norm", "selected"], r.Fits.SelectMany(Groups)),
            new(
                "selection",
                ["neuron", "block", "frequency", "threshold", "stable"],
                r.Stabilities.SelectMany(Stability)
            ),
            new(
                "bounds",
                ["neuron", "halves", "mean_selected", "meinshausen_buhlmann", "unimodal", "r_concave"],
                r.Stabilities.Select(Bounds)
            ),
            new(
                "comparison",
                ["neuron", "step", "blocks", "mean_bits", "se", "gain", "p_value", "kept"],
                r.Comparisons.SelectMany(Comparison)
            ),
            new(
                "shifts",
                ["neuron", "shifts", "full_bits", "shifted_mean", "shifted_largest", "p_value"],
                r.Comparisons.Where(c => c.ShiftedScores.Count > 0).Select(Shifts)
            ),
            new(
                "effects",
                ["neuron", "block", "df", "wald", "p_value", "p_adjusted"],
                r.Refits.OfType<RefittedModel>().SelectMany(Effects)
            ),
            new(
                "curves",
                ["neuron", "block", "covariate", "effect", "lower", "upper", "response"],
                r.Curves.Index().SelectMany(c => c.Item.SelectMany(t => Curve(r.Fits[c.Index].Neuron, t)))
            ),
            new(
                "maps",
                ["neuron", "block", "first", "second", "response"],
                r.Maps.Index().SelectMany(m => m.Item.SelectMany(t => Map(r.Fits[m.Index].Neuron, t)))
            ),
            new(
                "coupling",
                ["neuron", "source", "lag", "effect"],
                r.Model.IsRelative ? r.Fits.SelectMany(f => Coupling(f, r)) : []
            ),
            new("scores", ScoreColumns, r.Scores.Select(Score)),
            new(
                "rescaling",
                ["neuron", "intervals", "ks_distance", "bound_95", "bound_99", "inside_95", "serial_correlation"],
                r.Diagnostics.Where(d => d.Rescaling is not null).Select(Rescaling)
            ),
            new("residuals", ["neuron", "lag", "autocorrelation", "bound_95"], r.Diagnostics.SelectMany(Residuals)),
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
            Cell(c.ShiftedMean),
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
            Row(
                m.Fit.Neuron,
                b.Block,
                Invariant($"{b.Rank}"),
                Cell(b.Wald),
                Probability(b.PValue, b.Log10PValue),
                Probability(b.AdjustedPValue, b.Log10AdjustedPValue)
            )
        );

    private static string? Probability(double p, double log10) =>
        double.IsNaN(p) ? null : ProbabilityText.Of(p, log10, "R");

    private static IEnumerable<IReadOnlyList<string?>> Groups(GlmFit fit) =>
        fit.LatentGroups.Select(g =>
            Row(fit.Neuron, g.Name, Invariant($"{g.Columns.Count}"), Cell(g.Norm), g.IsSelected ? "yes" : "no")
        );

    private static IEnumerable<IReadOnlyList<string?>> Coupling(GlmFit fit, EncodingResult r) =>
        from source in CoupledPopulation.FiltersOf(r.Model, r.Recording.Neurons, fit).Index()
        where source.Item is not null
        from lag in source.Item.Index()
        select Row(fit.Neuron, r.Recording.Neurons[source.Index], Invariant($"{lag.Index + 1}"), Cell(lag.Item));

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
}
