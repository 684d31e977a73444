namespace Gyrus.Covariance;

/// <summary>On which scale a cross-validation chooses its penalty and fits.</summary>
public enum CovarianceScale
{
    /// <summary>Correlations throughout: search, scores, early stopping and final fit see every region at variance 1.</summary>
    Correlation,

    /// <summary>Covariances throughout, as the signals come.</summary>
    Covariance,

    /// <summary>
    /// nilearn's mixture: the folds are fitted and scored on correlations, but the grid, the early stopping and the final fit
    /// see covariances. The penalty then means the same in both only for signals that were standardised before.
    /// </summary>
    Mixed,
}
