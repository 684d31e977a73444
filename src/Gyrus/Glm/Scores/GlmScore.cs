using Gyrus.Numerics;

namespace Gyrus.Glm.Scores;

/// <summary>How well means μ describe responses y, sample by sample: log-likelihood, deviance and what is made of them.</summary>
/// <remarks>
/// <para>
/// Samples whose response or mean is not finite do not count. The scale is the variance (Gaussian), 1/shape (Gamma) or φ (negative
/// binomial), as <see cref="GlmFit.Scale"/> holds it; Poisson and Bernoulli have none. The null model is one constant mean: that of the
/// responses that are scored, at the same scale.
/// </para>
/// <para>
/// Sources: McFadden (1974), Conditional logit analysis; Cohen, Cohen, West and Aiken (2002), Applied multiple regression, §13;
/// bits per spike: Pillow et al. (2008), Nature 454:995, doi:10.1038/nature07140.
/// </para>
/// </remarks>
public static class GlmScore
{
    /// <summary>One score of a kind; see the methods of the same name.</summary>
    public static double Of(ScoreKind kind, GlmPrediction prediction)
    {
        ArgumentNullException.ThrowIfNull(prediction);
        return kind switch
        {
            ScoreKind.LogLikelihood => LogLikelihood(prediction),
            ScoreKind.BitsPerSpike => BitsPerSpike(prediction),
            ScoreKind.DevianceExplained => DevianceExplained(prediction),
            ScoreKind.McFadden => McFadden(prediction),
            _ => throw new ArgumentOutOfRangeException(nameof(kind), $"There is no score {kind}."),
        };
    }

    /// <summary>The mean over samples of log p(y | μ) in nats, all constants included; NaN without samples.</summary>
    public static double LogLikelihood(GlmPrediction prediction) =>
        Checked(prediction).Mean(PointwiseScore.LogLikelihood, null);

    /// <summary>The mean over samples of the deviance at scale 1; Gaussian: (y − μ)².</summary>
    public static double Deviance(GlmPrediction prediction) => Checked(prediction).Mean(PointwiseScore.Deviance, null);

    /// <summary>1 − D(μ)/D(ȳ), Cohen's pseudo-R². At most 1; below 0 where a constant does better; NaN where all responses are equal.</summary>
    public static double DevianceExplained(GlmPrediction prediction)
    {
        double constant = Checked(prediction).Mean(PointwiseScore.Deviance, prediction.MeanResponse);
        return constant > 0 ? 1 - (Deviance(prediction) / constant) : double.NaN;
    }

    /// <summary>1 − LL(μ)/LL(ȳ), McFadden's pseudo-R².</summary>
    public static double McFadden(GlmPrediction prediction)
    {
        double constant = Checked(prediction).Mean(PointwiseScore.LogLikelihood, prediction.MeanResponse);
        return constant == 0 ? double.NaN : 1 - (LogLikelihood(prediction) / constant);
    }

    /// <summary>(LL(μ) − LL(ȳ)) / (ȳ log 2): bits that a spike tells beyond a constant rate; NaN without spikes.</summary>
    /// <exception cref="ArgumentException">The responses are not counts or 0/1.</exception>
    public static double BitsPerSpike(GlmPrediction prediction)
    {
        if (Checked(prediction).Family is Family.Gaussian or Family.Gamma)
        {
            throw new ArgumentException(
                $"Bits per spike need counts or 0/1 responses, but the family is {prediction.Family}. Use the log-likelihood."
            );
        }

        double spikes = prediction.MeanResponse;
        double constant = prediction.Mean(PointwiseScore.LogLikelihood, spikes);
        return spikes > 0 ? (LogLikelihood(prediction) - constant) / (spikes * Math.Log(2)) : double.NaN;
    }

    private static GlmPrediction Checked(GlmPrediction prediction)
    {
        ArgumentNullException.ThrowIfNull(prediction);
        Require.SameSize(prediction.Responses.Count, prediction.Means.Count, "one mean per response");
        if (prediction.Weights is { } weights)
        {
            Require.SameSize(prediction.Responses.Count, weights.Count, "one weight per response");
        }

        return prediction;
    }
}
