using Gyrus.Glm;
using Gyrus.Glm.Features;
using Gyrus.Glm.Selection;
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
                                Words(f.Selected),
                                ReportTable.Cell(f.Model.Regularizer.Strength),
                                ReportTable.Cell(result.Scores[k].BitsPerSpike),
                                ReportTable.Cell(result.Scores[k].DevianceExplained),
                                Invariant($"{f.Samples}"),
                                ReportConvergence.Short(f.Convergence.Certificate),
                            ]
                ),
            ],
        };
    }

    /// <summary>The choice of each neuron.</summary>
    public static ReportTable Chosen(EncodingResult result) =>
        new()
        {
            Caption = "The strength that was chosen, and the held-out log-likelihood there and at the best strength.",
            FileName = "chosen",
            Columns =
            [
                new("Neuron"),
                new("Chosen strength", IsNumeric: true),
                new("Mean", IsNumeric: true),
                new("± SE", IsNumeric: true),
                new("Best strength", IsNumeric: true),
                new("Best mean", IsNumeric: true),
                new("In the model"),
            ],
            Rows =
            [
                .. result.CrossValidations.Select(c =>
                    (IReadOnlyList<string>)
                        [
                            c.Neuron,
                            ReportTable.Cell(c.Strength),
                            ReportTable.Cell(c.Mean[c.Chosen]),
                            ReportTable.Cell(c.StandardError[c.Chosen]),
                            ReportTable.Cell(c.Strengths[c.Best]),
                            ReportTable.Cell(c.Mean[c.Best]),
                            Words(c.Fit.Selected),
                        ]
                ),
            ],
        };

    /// <summary>Where each block vanishes.</summary>
    public static ReportTable Vanish(IReadOnlyList<VanishPoint> points) =>
        new()
        {
            Caption =
                "The strength at which each covariate leaves the model, found between the strengths of the path to seven digits.",
            FileName = "vanish",
            Columns = [new("Neuron"), new("Covariate"), new("Vanishes at", IsNumeric: true)],
            Rows =
            [
                .. points.Select(v =>
                    (IReadOnlyList<string>)
                        [
                            v.Neuron,
                            v.Block,
                            v.IsAtEnd ? Invariant($"{v.Strength:g9} or above")
                            : double.IsNaN(v.Strength) ? "never in the model"
                            : Invariant($"{v.Strength:g9}"),
                        ]
                ),
            ],
        };

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
                $"Every model that was compared: {result.Comparisons[0].Unit} beyond a constant rate on left-out trials, and the gain over the model without its last covariate.",
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
                $"The model of all covariates ({result.Comparisons[0].Unit} beyond a constant rate on left-out trials), and the same on responses that are shifted in a circle against the covariates, which keeps the autocorrelation of both. p is the share of scores that are as good, its own among them.",
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
                            ReportTable.Cell(c.ShiftedScores.Average()),
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
                                    ReportTable.Cell(b.PValue),
                                    ReportTable.Cell(b.AdjustedPValue),
                                ]
                        )
                    ),
            ],
        };

    /// <summary>What the features are made of.</summary>
    public static ReportTable Features(EncodingModel model, Design design) =>
        new()
        {
            Caption = "The features. A covariate's columns are kept or dropped together by a group penalty.",
            FileName = "features",
            Columns =
            [
                new("Name"),
                new("Covariates"),
                new("Basis"),
                new("Window (bins)", IsNumeric: true),
                new("Columns", IsNumeric: true),
            ],
            Rows =
            [
                .. model.Features.Select(f =>
                    (IReadOnlyList<string>)
                        [
                            f.Name,
                            string.Join(" × ", f.Covariates.Select(c => string.Join(", ", c))),
                            BasisName(f.Basis),
                            Invariant($"{f.Basis.Window}"),
                            Invariant($"{design.Blocks.Where(b => f.Owns(b.Name)).Sum(b => b.Count)}"),
                        ]
                ),
            ],
        };

    /// <summary>How every fit ended.</summary>
    public static IEnumerable<ReportBlock> Gaps(IEnumerable<GlmFit> fits)
    {
        GlmFit[] all = [.. fits];
        if (all.Length > 0)
        {
            yield return new ReportConvergence(
                (
                    all[0].Model.Observation.IsConvex
                        ? "The certificate bounds how far the objective is above its least possible value, "
                        : "The loss is not convex with this link, so nothing bounds how far the objective is above its least possible value: the certificate is the decrease that a quadratic model promises, "
                ) + "relative to what the model of a constant loses to an exact description of the responses.",
                [
                    .. all.Select(f =>
                        KeyValuePair.Create(
                            Invariant($"{f.Neuron}, λ = {f.Model.Regularizer.Strength:g4}"),
                            f.Convergence
                        )
                    ),
                ]
            );
        }
    }

    /// <summary>A basis in words.</summary>
    internal static string BasisName(Basis basis) =>
        basis switch
        {
            ProductBasis p => $"{BasisName(p.Left)} × {BasisName(p.Right)}",
            Convolution c => $"{BasisName(c.Basis)} of the window",
            _ => Invariant($"{basis.GetType().Name} ({basis.Functions})"),
        };

    /// <summary>Names of blocks in words.</summary>
    internal static string Words(IReadOnlyList<string> blocks) =>
        blocks.Count == 0 ? "nothing" : string.Join(", ", blocks);
}
