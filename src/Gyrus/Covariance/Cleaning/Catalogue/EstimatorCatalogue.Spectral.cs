namespace Gyrus.Covariance.Cleaning;

/// <content>Maps of the spectrum.</content>
public static partial class EstimatorCatalogue
{
    private static CatalogueEntry[] Spectral() =>
        [
            new()
            {
                Name = "cvc",
                Title = "Cross-validated eigenvalues",
                Description =
                    "Eigenvalues measured on left-out blocks: no hyper-parameter, safe under autocorrelation.",
                Source = "Bartz 2016, arXiv:1611.00798; Lam 2016, doi:10.1214/15-AOS1393",
                Create = s => new CrossValidatedEigenvalues { Folds = s.Folds },
            },
            new()
            {
                Name = "shrinkage-cv",
                Title = "Linear shrinkage (CV)",
                Description =
                    "The covariance pulled towards the identity by the weight that predicts left-out samples best.",
                Source = "Ledoit and Wolf 2004, doi:10.1016/S0047-259X(03)00096-4",
                Searches = true,
                Variants = [EstimatorVariant.Right, EstimatorVariant.Printed, EstimatorVariant.Released],
                Create = s => new CrossValidated
                {
                    Family = s.Variant switch
                    {
                        EstimatorVariant.Printed => LinearShrinkage.AsPrinted,
                        EstimatorVariant.Released => LinearShrinkage.AsReleased,
                        _ => new LinearShrinkage(),
                    },
                    Criterion = s.Criterion,
                    Folds = s.Folds,
                },
            },
        ];
}
