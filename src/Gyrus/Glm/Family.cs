namespace Gyrus.Glm;

/// <summary>The distribution of the response given its mean.</summary>
public enum Family
{
    /// <summary>Counts with variance μ.</summary>
    Poisson,

    /// <summary>Real numbers with constant variance.</summary>
    Gaussian,

    /// <summary>0 or 1.</summary>
    Bernoulli,

    /// <summary>Positive numbers with variance φμ².</summary>
    Gamma,

    /// <summary>Counts with variance μ + φμ².</summary>
    NegativeBinomial,
}
