using Gyrus.Covariance.GroupSparse;

namespace Gyrus.Covariance.Cleaning;

/// <content>Estimators that use the other subjects.</content>
public static partial class EstimatorCatalogue
{
    private static CatalogueEntry[] Grouped() =>
        [
            new()
            {
                Name = "group-target",
                Title = "Shrinkage to the group (CV)",
                Description = "Each subject's covariance pulled towards the mean of the other subjects.",
                Source = "Released with Ibáñez-Berganza et al. 2023, arXiv:2302.02951",
                Searches = true,
                CreateGroup = s => new GroupTargetShrinkage { Criterion = s.Criterion, Folds = s.Folds },
            },
            new()
            {
                Name = "posce",
                Title = "Population shrinkage (PoSCE, CV)",
                Description =
                    "Each subject's displacement from the group's geometric mean, shrunk where the others do not vary.",
                Source =
                    "Rahim, Thirion and Varoquaux 2019, Medical Image Analysis 54:138, doi:10.1016/j.media.2019.03.001",
                Searches = true,
                Slow = true,
                CreateGroup = s => new PopulationShrinkage { Criterion = s.Criterion, Folds = s.Folds },
            },
            new()
            {
                Name = "group-sparse",
                Title = "Group-sparse precision (CV)",
                Description =
                    "One sparsity pattern for all subjects, one precision matrix each; the penalty by likelihood.",
                Source = "Honorio and Samaras 2012, arXiv:1207.4255; Varoquaux et al. 2010, NIPS 23",
                Slow = true,
                CreateGroup = s => new GroupSparseEstimator
                {
                    Search = new GroupSparseCovarianceCV { Folds = s.Folds.Folds },
                },
            },
        ];
}
