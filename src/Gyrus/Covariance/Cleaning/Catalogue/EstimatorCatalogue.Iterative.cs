namespace Gyrus.Covariance.Cleaning;

/// <content>Estimators found by iteration: factor analysis, sparse precision, gradient ascents.</content>
public static partial class EstimatorCatalogue
{
    private static CatalogueEntry[] Iterative() => [];
}
