using Gyrus.Glm.Selection;
using Gyrus.Pipelines.EncodingModels;
using Gyrus.Report.Connectomes;
using Gyrus.Report.Pages;
using static System.FormattableString;

namespace Gyrus.Report.EncodingModels;

/// <summary>The page of encoding models: what was selected and how sure that is, with every fit's certificate.</summary>
public sealed record EncodingReport
{
    /// <summary>Gets the result to report.</summary>
    public required EncodingResult Result { get; init; }

    /// <summary>Gets the title. Default: <c>Encoding models</c>.</summary>
    public string Title { get; init; } = "Encoding models";

    /// <summary>Builds the page.</summary>
    public HtmlReport ToReport() =>
        new()
        {
            Title = Title,
            Subtitle = "Which covariates drive the responses: generalised linear models with grouped features.",
            Facts =
            [
                new("Neurons", Invariant($"{Result.Neurons.Count}")),
                new("Bins used", Invariant($"{Result.Data.Design.ValidSamples} of {Result.Recording.Bins}")),
                new("Covariates", Invariant($"{Result.Data.Design.Blocks.Count}")),
                new("Columns", Invariant($"{Result.Data.Design.Columns}")),
                .. Largest() is { } gap ? (KeyValuePair<string, string>[])[new("Largest gap", gap)] : [],
            ],
            Sections =
            [
                new("Warnings", [new ReportWarnings(Result.Warnings)]),
                .. Section("Neurons", [.. EncodingTables.Neurons(Result), .. EncodingTables.Groups(Result)]),
                .. Section("Selection frequencies", Stability()),
                .. Section($"Nested models on {ResponseTables.HeldOut(Result.Recording)}", Comparison()),
                .. Section("Cross-validation", CrossValidation()),
                .. Section("Nested cross-validation", NestedSection.Of(Result.Responses, areNeurons: true)),
                .. Section("Paths", Paths()),
                .. Section("Coupling", Coupling()),
                .. Section("Maps", Maps()),
                .. Section("Effects", Effects()),
                .. Section("Goodness of fit", GoodnessSection.Of(Result)),
                .. Section("Features", [ResponseTables.Features(Result.Model, Result.Data.Design)]),
                .. Section(
                    "Certificates",
                    ResponseTables.Gaps(
                        Result.Responses,
                        areNeurons: true,
                        "half the null deviance a bin (what there is to explain)",
                        Result.Model.Model.Observation.IsConvex
                    )
                ),
                new(
                    "Methods",
                    [
                        new ReportMethods(EncodingMethods.TextOf(Result)),
                        new ReportSubheading("References"),
                        new ReportReferences(EncodingMethods.ReferencesOf(Result)),
                    ]
                ),
                .. ProvenanceSection.Of(Result.Provenance, "random steps"),
            ],
            Footer = ProvenanceSection.Footer(Result.Provenance),
        };

    private string? Largest()
    {
        double[] gaps = [.. Result.AllFits.Select(f => f.Convergence.Certificate)];
        return gaps.Length == 0 ? null : Invariant($"{gaps.Max():0.0e+0}");
    }

    /// <summary>A section, if there is something in it.</summary>
    internal static IEnumerable<ReportSection> Section(string heading, IEnumerable<ReportBlock> blocks)
    {
        ReportBlock[] all = [.. blocks];
        return all.Length == 0 ? [] : [new ReportSection(heading, all)];
    }

    private IEnumerable<ReportBlock> Paths()
    {
        if (Result.Paths.Count == 0)
        {
            yield break;
        }

        yield return new ReportParagraph(
            $"The penalty takes covariates out of the model as a whole. Where a line reaches zero, the covariate has left. A covariate that leaves late need not matter: a weak penalty lets noise be fitted too, so the order of leaving is no test. Held-out {(ResponseTables.HasTrials(Result.Recording) ? "trials" : "bins")} and selection frequencies are."
        );
        foreach (EncodedResponse r in Result.Responses.Take(EncodingFigures.MostNeurons))
        {
            yield return new ReportFigure(
                EncodingFigures.PathOf(r),
                Invariant(
                    $"Norm of the coefficients of each covariate of {r.Name} at {r.Path.Count} strengths.{PenaltyText.NothingLeft(Result.Model.Model.Regularizer, r.LargestStrength)}"
                )
            );
        }

        if (Result.Vanish.Count > 0)
        {
            yield return ResponseTables.Vanish(Result.Vanish);
        }
    }

    private IEnumerable<ReportBlock> CrossValidation()
    {
        if (Result.CrossValidations.Count == 0)
        {
            yield break;
        }

        foreach (EncodedResponse r in Result.Responses.Take(EncodingFigures.MostNeurons))
        {
            yield return new ReportFigure(
                EncodingFigures.CrossValidationOf(r),
                Invariant(
                    $"Mean log-likelihood (in nats) of a left-out bin of {r.Name} over {r.CrossValidation!.Folds.Count} folds, with its standard error. The {ResponseTables.Rule(r.CrossValidation.Rule)} is chosen."
                )
            );
        }

        yield return ResponseTables.Chosen(Result.Responses, areNeurons: true);
    }

    private IEnumerable<ReportBlock> Stability()
    {
        foreach (StabilitySelectionFit s in Result.Stabilities.Take(EncodingFigures.MostNeurons))
        {
            yield return new ReportFigure(
                EncodingFigures.FrequenciesOf(s),
                Invariant(
                    $"Share of {2 * s.Selection.Pairs} random halves of the {(ResponseTables.HasTrials(Result.Recording) ? "trials" : "recording")} of {s.Neuron} in which each covariate was selected; {s.MeanSelected:0.0} covariates a half on average. From the threshold on a covariate counts as stable. Bounds on the expected number of wrongly stable covariates: {s.MeinshausenBuhlmannBound:0.00} (Meinshausen and Bühlmann), {s.UnimodalBound:0.00} (Shah and Samworth, unimodal), {s.ConcaveBound:0.00} (r-concave)."
                )
            );
        }

        if (Result.Stabilities.Count > 0)
        {
            yield return EncodingTables.Frequencies(Result);
        }
    }

    private IEnumerable<ReportBlock> Comparison()
    {
        foreach (ModelComparisonFit c in Result.Comparisons.Take(EncodingFigures.MostNeurons))
        {
            yield return new ReportFigure(
                EncodingFigures.ComparisonOf(c),
                $"Models of {c.Neuron} on {ResponseTables.HeldOut(Result.Recording)}, one dot per fold; the model that was kept stands out."
            );
        }

        if (Result.Comparisons.Count > 0)
        {
            yield return EncodingTables.Candidates(Result);
        }

        if (Result.Comparisons.Any(c => c.ShiftedScores.Count > 0))
        {
            yield return EncodingTables.Shifts(Result);
        }
    }

    private IEnumerable<ReportBlock> Coupling()
    {
        if (EncodingFigures.CouplingOf(Result) is { } figure)
        {
            yield return new ReportFigure(
                figure,
                "What one response of the neuron of the column adds to the linear predictor of the neuron of the row, summed over the lags of its filter; the diagonal is the neuron's own history. Of the final models, which the penalty shrinks; 0 where a covariate is not in the model. coupling.tsv has the filters lag by lag. Coupling is prediction, not proof of a synapse: an input that both share looks the same."
            );
        }
    }

    /// <summary>A block of one other neuron is named after it.</summary>
    private string KernelCaption(TuningCurve curve, int index)
    {
        string neuron = Result.Fits[index].Neuron;
        EncodingFeature? feature = Result.Model.Features.FirstOrDefault(f => f.Owns(curve.Block));
        string what = feature switch
        {
            { Covariates: [[EncodingFeature.Self]] } => $"one spike of {neuron} itself",
            { Covariates: [[EncodingFeature.Others]] } => $"one spike of {curve.Block[feature.BlockOf("").Length..]}",
            _ => $"one unit of {curve.Block} (one spike, where it is a spike count)",
        };
        string future =
            curve.Covariate[0] < 0 || curve.Covariate[^1] < 0
                ? " At negative times the covariate follows the bin, as a movement follows the activity that prepares it."
                : "";
        return $"What {what} adds to the linear predictor of {neuron} that much later, {Bands(index, curve)}.{future}";
    }

    private string Bands(int neuron, TuningCurve curve)
    {
        string bands = Result.Refits[neuron] is { HasOptimum: false }
            ? "without bands, for the refit has no finite optimum (see the warnings)"
            : "with pointwise 95 % bands";
        return curve.Effect.Any(double.IsNegativeInfinity)
            ? bands + "; where there is no line no spike ever was, and the rate is 0"
            : bands;
    }

    private IEnumerable<ReportBlock> Maps()
    {
        ReportFigure[] figures =
        [
            .. Result
                .Maps.Take(EncodingFigures.MostNeurons)
                .Index()
                .SelectMany(m =>
                    m.Item.Select(map => new ReportFigure(
                        EncodingFigures.MapOf(Result, Result.Fits[m.Index].Neuron, map),
                        $"Mean response of {Result.Fits[m.Index].Neuron} over {map.Block}, other covariates at their average; grey where nothing was recorded."
                    ))
                ),
        ];
        if (figures.Length > 0)
        {
            yield return new ReportFigureGrid(figures);
        }
    }

    private IEnumerable<ReportBlock> Effects()
    {
        if (Result.Refits.All(r => r is null))
        {
            yield break;
        }

        yield return new ReportParagraph(
            "The selected covariates were fitted again without the penalty. Intervals allow for autocorrelation, but take the selection as given: where the same bins selected, they are optimistic."
        );
        yield return EncodingTables.Effects(Result);
        ReportFigure[] figures =
        [
            .. Result
                .Curves.Take(EncodingFigures.MostNeurons)
                .Index()
                .SelectMany(c =>
                    c.Item.Select(t => new ReportFigure(
                        EncodingFigures.CurveOf(Result, Result.Fits[c.Index].Neuron, t),
                        t.IsKernel
                            ? KernelCaption(t, c.Index)
                            : $"What {t.Block} adds to the linear predictor of {Result.Fits[c.Index].Neuron}, 0 on average, {Bands(c.Index, t)}."
                    ))
                ),
        ];
        if (figures.Length > 0)
        {
            yield return new ReportFigureGrid(figures);
        }
    }
}
