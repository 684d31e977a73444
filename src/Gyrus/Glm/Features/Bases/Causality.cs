namespace Gyrus.Glm.Features;

/// <summary>Which samples of a covariate the value at a sample may depend on.</summary>
public enum Causality
{
    /// <summary>Those before it: x[t−1] … x[t−W] (or x[t] … x[t−W+1] without the shift).</summary>
    Causal,

    /// <summary>Those around it.</summary>
    Acausal,

    /// <summary>Those after it: x[t+1] … x[t+W] (or x[t] … x[t+W−1] without the shift).</summary>
    AntiCausal,
}
