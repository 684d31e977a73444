namespace Gyrus.Glm.Categorical;

/// <summary>What a score of probabilities says; larger is better for each.</summary>
public enum CategoricalScoreKind
{
    /// <summary>The mean log-probability of the true class, in nats.</summary>
    LogLikelihood,

    /// <summary>1 − D/D₀, the share of the deviance of constant probabilities; equal to McFadden's pseudo-R², for labels have no deviance of their own.</summary>
    DevianceExplained,

    /// <summary>The share of samples whose most probable class is the true one.</summary>
    Accuracy,
}
