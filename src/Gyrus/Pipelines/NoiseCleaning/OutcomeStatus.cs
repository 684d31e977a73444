namespace Gyrus.Pipelines.NoiseCleaning;

/// <summary>What an estimator gave for a realisation.</summary>
public enum OutcomeStatus
{
    /// <summary>A covariance, a precision and all criteria.</summary>
    Defined,

    /// <summary>A covariance without an inverse.</summary>
    NotDefined,

    /// <summary>Nothing: the data do not suit the estimator.</summary>
    Refused,
}
