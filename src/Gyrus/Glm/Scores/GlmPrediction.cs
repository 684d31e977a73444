using Gyrus.Numerics;

namespace Gyrus.Glm.Scores;

/// <summary>Responses beside the means that a model predicts for them: what a score looks at.</summary>
public sealed record GlmPrediction
{
    /// <summary>Gets the family of the responses.</summary>
    public required Family Family { get; init; }

    /// <summary>Gets the responses y.</summary>
    public required IReadOnlyList<double> Responses { get; init; }

    /// <summary>Gets the means μ, one per response; NaN where there is none.</summary>
    public required IReadOnlyList<double> Means { get; init; }

    /// <summary>Gets the scale: variance (Gaussian), 1/shape (Gamma), φ (negative binomial). Positive; 1.</summary>
    public double Scale
    {
        get;
        init => field = Require.Positive(value, nameof(Scale));
    } = 1;

    /// <summary>Gets the weights of the samples, or null for equal ones. Samples whose weight is not finite do not count.</summary>
    public IReadOnlyList<double>? Weights { get; init; }

    /// <summary>Gets the weighted mean ȳ of the responses that count.</summary>
    internal double MeanResponse => Mean(static (_, y, _, _) => y, null);

    /// <summary>The weighted mean of a function of family, y, μ and scale over the samples that count; one μ for all if given.</summary>
    internal double Mean(Func<Family, double, double, double, double> of, double? mean)
    {
        double sum = 0;
        double count = 0;
        for (int i = 0; i < Responses.Count; i++)
        {
            double weight = Weights?[i] ?? 1;
            (double y, double own) = (Responses[i], Means[i]);
            if (weight > 0 && double.IsFinite(weight) && double.IsFinite(y) && !double.IsNaN(own))
            {
                // A mean that overflowed is a prediction, and a bad one: it must cost, not vanish.
                own = Math.Clamp(own, double.MinValue, double.MaxValue);
                sum += weight * of(Family, y, mean ?? own, Scale);
                count += weight;
            }
        }

        return sum / count;
    }
}
