namespace Gyrus.Covariance.Cleaning;

/// <content>The choice that is made for the user.</content>
public static partial class EstimatorCatalogue
{
    private static CatalogueEntry[] Automatic() =>
        [
            new()
            {
                Name = "auto",
                Title = "Automatic choice",
                Description =
                    "Cross-validated eigenvalues on blocks of time with a gap; linear shrinkage (CV) where filtering has left the signals without full rank.",
                Source = "Bartz 2016, arXiv:1611.00798; Ledoit and Wolf 2004, doi:10.1016/S0047-259X(03)00096-4",
                Searches = true,
                Create = s => new AutomaticEstimator { Folds = s.Folds, Criterion = s.Criterion },
            },
        ];
}
