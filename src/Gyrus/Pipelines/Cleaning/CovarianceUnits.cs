namespace Gyrus.Pipelines.Cleaning;

/// <summary>The units of a cleaned covariance and of its precision; correlations have none.</summary>
public enum CovarianceUnits
{
    /// <summary>Those of the signals: C = D·Ĉ·D with Ĉ the covariance of the standardised signals and D their standard deviations.</summary>
    Signal,

    /// <summary>Those of the standardised signals (mean 0, standard deviation 1): Ĉ, whose diagonal cleaning may move a little away from 1.</summary>
    Standardised,
}
