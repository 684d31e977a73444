namespace Gyrus.Inference;

/// <summary>What is assumed of the variances of two groups.</summary>
public enum GroupVariance
{
    /// <summary>
    /// They may differ: Welch's t. With covariates, the HC2 standard error with Satterthwaite's degrees of freedom, which are
    /// Welch's when there are none.
    /// </summary>
    Unequal,

    /// <summary>They are equal: Student's t with the pooled variance, that is, ordinary least squares.</summary>
    Equal,
}
