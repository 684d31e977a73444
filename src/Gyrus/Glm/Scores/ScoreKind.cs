namespace Gyrus.Glm.Scores;

/// <summary>What a score of a model says; larger is better for each.</summary>
public enum ScoreKind
{
    /// <summary>The mean log-likelihood of a sample in nats, constants included.</summary>
    LogLikelihood,

    /// <summary>Log-likelihood beyond that of a constant rate, in bits per spike; counts and 0/1 responses only.</summary>
    BitsPerSpike,

    /// <summary>1 − D(μ)/D(ȳ), Cohen's pseudo-R²: the share of the deviance that the model explains.</summary>
    DevianceExplained,

    /// <summary>1 − LL(μ)/LL(ȳ), McFadden's pseudo-R².</summary>
    McFadden,
}
