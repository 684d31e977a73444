namespace Gyrus.Covariance.Cleaning;

/// <summary>What says how well a precision matrix describes samples that it was not estimated from.</summary>
public enum CleaningCriterion
{
    /// <summary>The mean log-likelihood of a sample under N(0, J⁻¹).</summary>
    LogLikelihood,

    /// <summary>The mean log-likelihood of a region given all others.</summary>
    PseudoLogLikelihood,

    /// <summary>The mean absolute error of a region predicted from all others: smaller is better.</summary>
    CompletionError,
}
