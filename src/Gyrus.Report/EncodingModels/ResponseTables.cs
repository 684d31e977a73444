using Gyrus.Glm.Features;
using Gyrus.Glm.Selection;
using Gyrus.Pipelines.EncodingModels;
using Gyrus.Report.Pages;
using static System.FormattableString;

namespace Gyrus.Report.EncodingModels;

/// <summary>The tables and phrases that the pages of numbers and of classes share. Those of neurons name the neuron in each row.</summary>
internal static class ResponseTables
{
    /// <summary>The choice of the strength.</summary>
    public static ReportTable Chosen(IReadOnlyList<EncodedResponse> responses, bool areNeurons) =>
        new()
        {
            Caption = "The strength that was chosen, and the held-out log-likelihood there and at the best strength.",
            FileName = "chosen",
            Columns =
            [
                .. Lead("Neuron", areNeurons),
                new("Chosen strength", IsNumeric: true),
                new("Mean", IsNumeric: true),
                new("± SE", IsNumeric: true),
                new("Best strength", IsNumeric: true),
                new("Best mean", IsNumeric: true),
                new("In the model"),
            ],
            Rows =
            [
                .. from r in responses
                where r.CrossValidation is not null
                let c = r.CrossValidation
                select (IReadOnlyList<string>)
                    [
                        .. areNeurons ? (string[])[r.Name] : [],
                        ReportTable.Cell(c.Strength),
                        ReportTable.Cell(c.Mean[c.Chosen]),
                        ReportTable.Cell(c.StandardError[c.Chosen]),
                        ReportTable.Cell(c.Strengths[c.Best]),
                        ReportTable.Cell(c.Mean[c.Best]),
                        Words(c.Selected),
                    ],
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
            Rows = [.. points.Select(v => (IReadOnlyList<string>)[v.Neuron, v.Block, v.InWords(digits: 9)])],
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

    /// <summary>How every fit ended; nothing where there is none.</summary>
    public static IEnumerable<ReportBlock> Gaps(
        IReadOnlyList<EncodedResponse> responses,
        bool areNeurons,
        string relativeTo,
        bool isConvex = true
    )
    {
        KeyValuePair<string, Optimization.Convergence>[] all =
        [
            .. from r in responses
            from f in r.AllFits
            select KeyValuePair.Create(
                Invariant($"{(areNeurons ? r.Name + ", " : "")}λ = {f.Strength:g4}"),
                f.Convergence
            ),
        ];
        if (all.Length > 0)
        {
            yield return new ReportConvergence(
                (
                    isConvex
                        ? "The certificate bounds how far the objective is above its least possible value, "
                        : "The loss is not convex with this link, so nothing bounds how far the objective is above its least possible value: the certificate is the decrease that a quadratic model promises, "
                ) + $"relative to {relativeTo}.",
                all
            );
        }
    }

    /// <summary>How a strength was chosen, as a sentence of the methods.</summary>
    public static string Choice(EncodingModel model, EncodingRecording recording) =>
        Invariant(
            $"The strength was chosen by {model.Folds.Folds}-fold cross-validation of the log-likelihood{(HasTrials(recording) ? " that splits no trial" : "")}, with {model.Folds.Gap} bins left out at the seams: the {Rule(model.Rule)}."
        );

    /// <summary>Whether folds and halves are made of trials, and not of bins.</summary>
    public static bool HasTrials(EncodingRecording recording) =>
        recording is { HasNamedTrials: true, Trials: not null };

    /// <summary>What a fold holds out, as a phrase.</summary>
    public static string HeldOut(EncodingRecording recording) =>
        HasTrials(recording) ? "left-out trials" : "held-out bins";

    /// <summary>What a rule chooses, as a phrase without its article.</summary>
    public static string Rule(StrengthRule rule) =>
        rule == StrengthRule.OneStandardError
            ? "largest strength within one standard error of the best"
            : "best strength";

    /// <summary>The features in words, as a sentence of the methods.</summary>
    public static string Described(EncodingModel model) =>
        $"Features: {string.Join("; ", model.Features.Select(f => $"{f.Name} by {BasisName(f.Basis)}"))}.";

    /// <summary>Names of blocks in words.</summary>
    public static string Words(IReadOnlyList<string> blocks) =>
        blocks.Count == 0 ? "nothing" : string.Join(", ", blocks);

    private static ReportColumn[] Lead(string name, bool isThere) => isThere ? [new(name)] : [];

    /// <summary>A basis in words.</summary>
    private static string BasisName(Basis basis) =>
        basis switch
        {
            ProductBasis p => $"{BasisName(p.Left)} × {BasisName(p.Right)}",
            Convolution c => $"{BasisName(c.Basis)} of the window",
            _ => Invariant($"{basis.GetType().Name} ({basis.Functions})"),
        };
}
