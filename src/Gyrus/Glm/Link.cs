namespace Gyrus.Glm;

/// <summary>How the linear predictor η gives the mean μ.</summary>
public enum Link
{
    /// <summary>μ = η.</summary>
    Identity,

    /// <summary>μ = e^η (the log link).</summary>
    Exp,

    /// <summary>μ = log(1 + e^η).</summary>
    Softplus,

    /// <summary>μ = 1/(1 + e^−η).</summary>
    Logistic,

    /// <summary>μ = Φ(η), the normal distribution function.</summary>
    Probit,

    /// <summary>μ = 1/η, for η &gt; 0.</summary>
    Inverse,
}
