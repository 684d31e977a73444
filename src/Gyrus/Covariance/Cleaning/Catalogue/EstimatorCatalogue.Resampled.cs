namespace Gyrus.Covariance.Cleaning;

/// <content>Estimators by resampling or weighting of samples.</content>
public static partial class EstimatorCatalogue
{
    private static CatalogueEntry[] Resampled() =>
        [
            new()
            {
                Name = "nercome",
                Title = "NERCOME",
                Description =
                    "Eigenvectors of one random part of the samples, variances of the other, averaged over many splits.",
                Source = "Lam 2016, Annals of Statistics 44:928, doi:10.1214/15-AOS1393",
                Create = s => new Nercome { Seed = s.Seed },
            },
            new()
            {
                Name = "bahc",
                Title = "BAHC (bootstrapped clustering)",
                Description =
                    "Correlations filtered by hierarchical clustering, averaged over bootstraps: for nested modules.",
                Source = "Bongiorno and Challet 2021, PLoS ONE 16:e0245092, doi:10.1371/journal.pone.0245092",
                Create = s => new Bahc { Seed = s.Seed },
            },
            new()
            {
                Name = "tyler-cv",
                Title = "Regularised Tyler (CV)",
                Description =
                    "Robust to volumes of large amplitude: each sample counts by its direction; shrunk to the identity.",
                Source = "Chen, Wiesel and Hero 2011, doi:10.1109/TSP.2011.2138698",
                Searches = true,
                Slow = true,
                Create = s => new CrossValidated
                {
                    Family = new RegularisedTyler(),
                    Criterion = s.Criterion,
                    Folds = s.Folds,
                },
            },
        ];
}
