using Gyrus.Glm;
using Gyrus.Pipelines.EncodingModels;
using Gyrus.Report.Connectomes;
using Gyrus.Report.Pages;
using static System.FormattableString;

namespace Gyrus.Report.EncodingModels;

/// <summary>The page of an encoding model of classes: which covariates tell them apart, and how well.</summary>
public sealed record CategoricalReport
{
    /// <summary>Gets the result to report.</summary>
    public required CategoricalEncodingResult Result { get; init; }

    /// <summary>Builds the page.</summary>
    public HtmlReport ToReport() =>
        new()
        {
            Title = $"Encoding model of {Result.Response}",
            Subtitle = "Which covariates tell the classes apart: softmax regression with grouped features.",
            Facts =
            [
                new("Classes", Invariant($"{Result.Data.Classes.Count}")),
                new("Bins used", Invariant($"{Result.AllFits[0].Samples} of {Result.Recording.Bins}")),
                new("Covariates", Invariant($"{Result.Data.Design.Blocks.Count}")),
                new("Columns", Invariant($"{Result.Data.Design.Columns}")),
                new("Largest gap", Invariant($"{Result.AllFits.Max(f => f.Convergence.Certificate):0.0e+0}")),
            ],
            Sections =
            [
                new("Warnings", [new ReportWarnings(Result.Warnings)]),
                .. EncodingReport.Section("Model", Model()),
                .. EncodingReport.Section("Cross-validation", CrossValidation()),
                .. EncodingReport.Section(
                    "Nested cross-validation",
                    NestedSection.Of([Result.Shared], areNeurons: false)
                ),
                .. EncodingReport.Section("Path", Path()),
                new("Features", [ResponseTables.Features(Result.Model, Result.Data.Design)]),
                .. EncodingReport.Section(
                    "Certificates",
                    ResponseTables.Gaps([Result.Shared], areNeurons: false, "the loss of the best constants")
                ),
                new(
                    "Methods",
                    [
                        new ReportMethods(string.Join(' ', Sentences())),
                        new ReportSubheading("References"),
                        new ReportReferences(References()),
                    ]
                ),
                .. ProvenanceSection.Of(Result.Provenance, "random steps"),
            ],
            Footer = ProvenanceSection.Footer(Result.Provenance),
        };

    private IEnumerable<ReportBlock> Model()
    {
        if (Result is { Fit: { } fit, Score: { } score })
        {
            yield return CategoricalTables.Score(fit, score);
            yield return CategoricalTables.Norms(fit);
            yield return CategoricalTables.Confusions(fit, Result.Data);
        }
    }

    private IEnumerable<ReportBlock> CrossValidation()
    {
        if (Result.CrossValidation is { } c)
        {
            yield return new ReportFigure(
                EncodingFigures.CrossValidationOf(Result.Shared),
                Invariant(
                    $"Mean log-probability of the true class of left-out bins over {c.Folds.Count} folds, with its standard error. The {ResponseTables.Rule(c.Rule)} is chosen."
                )
            );
            yield return ResponseTables.Chosen([Result.Shared], areNeurons: false);
        }
    }

    private IEnumerable<ReportBlock> Path()
    {
        if (Result.Path is { } path)
        {
            yield return new ReportFigure(
                EncodingFigures.PathOf(Result.Shared),
                Invariant(
                    $"Norm of the coefficients of each covariate, over all classes, at {path.Fits.Count} strengths.{PenaltyText.NothingLeft(Result.Model.Model.Regularizer, path.LargestStrength)} A covariate that leaves late need not matter: a weak penalty lets noise be fitted too."
                )
            );
        }

        if (Result.Vanish.Count > 0)
        {
            yield return ResponseTables.Vanish(Result.Vanish);
        }
    }

    private IEnumerable<string> Sentences()
    {
        yield return Invariant(
            $"The classes of {Result.Response} ({string.Join(", ", Result.Data.Classes)}) in {Result.AllFits[0].Samples} bins were described by softmax regression, every class with coefficients of its own."
        );
        yield return ResponseTables.Described(Result.Model);
        Regularizer penalty = Result.Model.Model.Regularizer;
        yield return $"The mean loss over bins plus {PenaltyText.Of(penalty)} was minimised, the coefficients of a group in all classes being one group of the penalty and intercepts not being penalised, until the relative duality gap was at most {ReportConvergence.Short(Result.Model.Model.Tolerance)}.";
        if (Result.CrossValidation is not null)
        {
            yield return ResponseTables.Choice(Result.Model, Result.Recording);
        }
    }

    private Reference[] References() =>
        [
            .. PenaltyText.SourceOf(Result.Model.Model.Regularizer) is { } source ? [source] : (Reference[])[],
            new(
                "Hastie T, Tibshirani R and Wainwright M (2015). Statistical Learning with Sparsity: The Lasso and Generalizations, section 3.3. Chapman and Hall/CRC."
            ),
        ];
}
