namespace Gyrus.Covariance.Cleaning;

/// <content>Estimators found by iteration: factor analysis, sparse precision, gradient ascents.</content>
public static partial class EstimatorCatalogue
{
    private const string PaperSource = "Ibáñez-Berganza et al. 2023, arXiv:2302.02951";

    private static CatalogueEntry[] Iterative() =>
        [
            new()
            {
                Name = "factor-analysis-cv",
                Title = "Factor analysis (CV)",
                Description =
                    "A few common factors and a variance of its own for each region; the number of factors chosen on left-out samples.",
                Source = "Jöreskog 1967, doi:10.1007/BF02289658",
                Searches = true,
                Slow = true,
                Variants = [EstimatorVariant.Right, EstimatorVariant.Printed, EstimatorVariant.Released],
                Create = s => new CrossValidated
                {
                    Family = s.Variant switch
                    {
                        EstimatorVariant.Printed => FactorAnalysisFamily.AsPrinted,
                        EstimatorVariant.Released => new LooseFactorAnalysisFamily(),
                        _ => new FactorAnalysisFamily(),
                    },
                    Criterion = s.Criterion,
                    Folds = s.Folds,
                },
            },
            new()
            {
                Name = "glasso-cv",
                Title = "Graphical lasso (CV)",
                Description =
                    "A sparse precision: absent edges are exactly zero, the penalty chosen on left-out samples.",
                Source = "Friedman, Hastie and Tibshirani 2008, doi:10.1093/biostatistics/kxm045",
                Searches = true,
                Slow = true,
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
            new()
            {
                Name = "sgaw",
                Title = "Stochastic gradient ascent, Wishart form",
                Description = "The same climb on random quarters of the samples, stopped by the last sixth.",
                Source = PaperSource,
                Searches = true,
                Slow = true,
                Variants = [EstimatorVariant.Right, EstimatorVariant.Released],
                Create = s => new StochasticWishartAscent
                {
                    Criterion = s.Criterion,
                    Seed = s.Seed,
                    MultiplierStep = s.Variant == EstimatorVariant.Released ? 1e-3 : null,
                },
            },
            new()
            {
                Name = "dga",
                Title = "Gradient ascent on J",
                Description =
                    "Likelihood climbed by ADAM on the entries of the precision, stopped by the last sixth of the samples.",
                Source = PaperSource,
                Searches = true,
                Slow = true,
                Variants = [EstimatorVariant.Right, EstimatorVariant.Printed, EstimatorVariant.Released],
                Create = s =>
                    s.Variant == EstimatorVariant.Printed
                        ? new PlainAscent { Criterion = s.Criterion }
                        : new PrecisionAscent
                        {
                            Criterion = s.Criterion,
                            AsReleased = s.Variant == EstimatorVariant.Released,
                        },
            },
            new()
            {
                Name = "sga",
                Title = "Stochastic gradient ascent on J",
                Description = "The same by ADAM on random batches of half as many samples.",
                Source = PaperSource,
                Searches = true,
                Slow = true,
                Variants = [EstimatorVariant.Right, EstimatorVariant.Released],
                Create = s => new PrecisionAscent
                {
                    Criterion = s.Criterion,
                    Seed = s.Seed,
                    BatchShare = 0.5,
                    AsReleased = s.Variant == EstimatorVariant.Released,
                },
            },
        ];
}
