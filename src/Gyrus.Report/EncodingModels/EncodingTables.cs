using Gyrus.Glm.Selection;
using Gyrus.Numerics.Distributions;
using Gyrus.Pipelines.EncodingModels;
using Gyrus.Report.Pages;
using static System.FormattableString;

namespace Gyrus.Report.EncodingModels;

/// <summary>The tables of the page of encoding models.</summary>
internal static class EncodingTables
{
    /// <summary>One row per neuron: what is in its final model, and how well that describes the responses.</summary>
    public static IEnumerable<ReportBlock> Neurons(EncodingResult result)
    {
        if (result.Fits.Count == 0)
        {
            yield break;
        }

        yield return new ReportTable
        {
            Caption =
                "Each neuron's final model. Scores are of the bins that were fitted; held-out scores are under cross-validation.",
            FileName = "neurons",
            Columns =
            [
                new("Neuron"),
                new("In the model"),
                new("Strength", IsNumeric: true),
                new("Bits per spike", IsNumeric: true),
                new("Deviance explained", IsNumeric: true),
                new("Bins", IsNumeric: true),
                new("Gap", IsNumeric: true),
            ],
            Rows =
            [
                .. result.Fits.Select(
                    (f, k) =>
                        (IReadOnlyList<string>)
                            [
                                f.Neuron,
                                ResponseTables.Words(f.Selected),
                                ReportTable.Cell(f.Model.Regularizer.Strength),
                                Score(result.Scores[k].BitsPerSpike),
                                Score(result.Scores[k].DevianceExplained),
                                Invariant($"{f.Samples}"),
                                ReportConvergence.Short(f.Convergence.Certificate),
                            ]
                ),
            ],
        };
    }

    // The score of a constant rate is 0 but for rounding errors, which would be read as numbers; the sum takes the sign from a zero.
    internal static string Score(double score) => ReportTable.Cell(Math.Round(score, 9) + 0.0);

    /// <summary>Selection frequencies of all neurons.</summary>
    public static ReportTable Frequencies(EncodingResult result) =>
        new()
        {
            Caption = "Selection frequencies of every neuron and covariate.",
            FileName = "selection",
            Columns = [new("Neuron"), new("Covariate"), new("Frequency", IsNumeric: true), new("Stable")],
            Rows =
            [
                .. result.Stabilities.SelectMany(s =>
                    s.Blocks.Select(
                        (b, g) =>
                            (IReadOnlyList<string>)
                                [s.Neuron, b, ReportTable.Cell(s.Frequencies[g]), s.Selected.Contains(b) ? "yes" : "no"]
                    )
                ),
            ],
        };

    /// <summary>All candidate models of a comparison.</summary>
    public static ReportTable Candidates(EncodingResult result) =>
        new()
        {
            Caption =
                $"Every model that was compared: {result.Comparisons[0].Unit} beyond a constant rate on {ResponseTables.HeldOut(result.Recording)}, and the gain over the model without its last covariate.",
            FileName = "comparison",
            Columns =
            [
                new("Neuron"),
                new("Model"),
                new(Capital(result.Comparisons[0].Unit), IsNumeric: true),
                new("± SE", IsNumeric: true),
                new("Gain", IsNumeric: true),
                new("p", IsNumeric: true),
            ],
            Rows =
            [
                .. result.Comparisons.SelectMany(c =>
                    c.Steps.SelectMany(s => s)
                        .Select(m =>
                            (IReadOnlyList<string>)
                                [
                                    c.Neuron,
                                    string.Join(" + ", m.Blocks),
                                    ReportTable.Cell(m.Mean),
                                    ReportTable.Cell(m.StandardError),
                                    ReportTable.Cell(m.Gain),
                                    ReportTable.Cell(m.PValue),
                                ]
                        )
                ),
            ],
        };

    /// <summary>The full model against itself on shifted responses.</summary>
    public static ReportTable Shifts(EncodingResult result) =>
        new()
        {
            Caption =
                $"The model of all covariates ({result.Comparisons[0].Unit} beyond a constant rate on {ResponseTables.HeldOut(result.Recording)}), and the same on responses that are shifted in a circle against the covariates, which keeps the autocorrelation of both. p is the share of scores that are as good, its own among them; a shift without a score counts as good, and without a score of its own a neuron has no p.",
            FileName = "shifts",
            Columns =
            [
                new("Neuron"),
                new("All covariates", IsNumeric: true),
                new("Shifted: mean", IsNumeric: true),
                new("largest", IsNumeric: true),
                new("Shifts", IsNumeric: true),
                new("p", IsNumeric: true),
            ],
            Rows =
            [
                .. result.Comparisons.Select(c =>
                    (IReadOnlyList<string>)
                        [
                            c.Neuron,
                            ReportTable.Cell(c.Full.Mean),
                            ReportTable.Cell(c.ShiftedMean),
                            ReportTable.Cell(c.ShiftedScores.Max()),
                            Invariant($"{c.ShiftedScores.Count}"),
                            ReportTable.Cell(c.ShiftPValue),
                        ]
                ),
            ],
        };

    private static string Capital(string words) => char.ToUpperInvariant(words[0]) + words[1..];

    /// <summary>Wald tests of the refitted blocks.</summary>
    public static ReportTable Effects(EncodingResult result) =>
        new()
        {
            Caption =
                "Each selected covariate in the refit without a penalty: Wald test with a covariance robust to autocorrelation, adjusted by Benjamini and Hochberg within the neuron.",
            FileName = "effects",
            Columns =
            [
                new("Neuron"),
                new("Covariate"),
                new("df", IsNumeric: true),
                new("χ²", IsNumeric: true),
                new("p", IsNumeric: true),
                new("p adjusted", IsNumeric: true),
            ],
            Rows =
            [
                .. result
                    .Refits.OfType<RefittedModel>()
                    .SelectMany(m =>
                        m.Blocks.Select(b =>
                            (IReadOnlyList<string>)
                                [
                                    m.Fit.Neuron,
                                    b.Block,
                                    Invariant($"{b.Rank}"),
                                    ReportTable.Cell(b.Wald),
                                    Probability(b.PValue, b.Log10PValue),
                                    Probability(b.AdjustedPValue, b.Log10AdjustedPValue),
                                ]
                        )
                    ),
            ],
        };

    /// <summary>What each group of an overlapping group lasso adds; nothing for other penalties.</summary>
    public static IEnumerable<ReportBlock> Groups(EncodingResult result)
    {
        if (result.Fits.All(f => f.LatentGroups.Count == 0))
        {
            yield break;
        }

        yield return new ReportTable
        {
            Caption =
                "Groups of the penalty. Each adds a part of its own to the coefficients of its covariates, which is kept or dropped as a whole; a covariate is in the model where one of its groups is.",
            FileName = "groups",
            Columns =
            [
                new("Neuron"),
                new("Group"),
                new("Columns", IsNumeric: true),
                new("Norm of its part", IsNumeric: true),
                new("In the model"),
            ],
            Rows =
            [
                .. from f in result.Fits
                from g in f.LatentGroups
                select (IReadOnlyList<string>)
                    [
                        f.Neuron,
                        g.Name,
                        Invariant($"{g.Columns.Count}"),
                        ReportTable.Cell(g.Norm),
                        g.IsSelected ? "yes" : "no",
                    ],
            ],
        };
    }

    private static string Probability(double p, double log10) =>
        double.IsNaN(p) ? "n/a" : ProbabilityText.Of(p, log10, "g6");
}
