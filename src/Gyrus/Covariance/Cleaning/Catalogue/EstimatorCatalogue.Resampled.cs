namespace Gyrus.Covariance.Cleaning;

/// <content>Estimators by resampling or weighting of samples.</content>
public static partial class EstimatorCatalogue
{
    private static CatalogueEntry[] Resampled() => [];
}
