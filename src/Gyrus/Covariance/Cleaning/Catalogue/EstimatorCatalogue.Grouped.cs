namespace Gyrus.Covariance.Cleaning;

/// <content>Estimators that use the other subjects.</content>
public static partial class EstimatorCatalogue
{
    private static CatalogueEntry[] Grouped() => [];
}
