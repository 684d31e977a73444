namespace Gyrus.Covariance.Cleaning;

/// <content>Estimators found by iteration: factor analysis, sparse precision, gradient ascents.</content>
public static partial class EstimatorCatalogue
{
    private const string PaperSource = "Ibáñez-Berganza et al. 2023, arXiv:2302.02951";

    private static CatalogueEntry[] Iterative() =>
        [
            new()
            {
                Name = "glasso-cv",
                Title = "Graphical lasso (CV)",
                Description =
                    "A sparse precision: absent edges are exactly zero, the penalty chosen on left-out samples.",
                Source = "Friedman, Hastie and Tibshirani 2008, doi:10.1093/biostatistics/kxm045",
                Searches = true,
                Variants = [EstimatorVariant.Right, EstimatorVariant.Released],
                Create = s => new SparsePrecisionSearch
                {
                    Family = new() { Count = 4, CentresValidation = s.Variant == EstimatorVariant.Released },
                    Criterion = s.Criterion,
                    Folds = s.Folds,
                },
            },
            new()
            {
                Name = "dgaw",
                Title = "Gradient ascent, Wishart form",
                Description =
                    "Likelihood climbed from the identity and stopped in time: the closed-form flow, its time chosen on left-out samples.",
                Source = PaperSource,
                Searches = true,
                Variants = [EstimatorVariant.Right, EstimatorVariant.Released],
                Create = s =>
                    s.Variant == EstimatorVariant.Released
                        ? new WishartAscent { Criterion = s.Criterion }
                        : new CrossValidated
                        {
                            Family = new GradientFlow(),
                            Criterion = s.Criterion,
                            Folds = s.Folds,
                        },
            },
            new()
            {
                Name = "ga-plain",
                Title = "Gradient ascent on C",
                Description =
                    "Likelihood climbed on the entries of the covariance, stopped by the last sixth of the samples.",
                Source = PaperSource,
                Searches = true,
                Create = s => new PlainAscent { Criterion = s.Criterion },
            },
        ];
}
