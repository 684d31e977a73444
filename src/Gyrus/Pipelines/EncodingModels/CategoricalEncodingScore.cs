using Gyrus.Glm.Categorical;

namespace Gyrus.Pipelines.EncodingModels;

/// <summary>How well a categorical fit describes labels.</summary>
/// <param name="LogLikelihood">The mean log-probability of the true class, in nats.</param>
/// <param name="DevianceExplained">1 − D/D₀, D₀ of the shares of the classes.</param>
/// <param name="Accuracy">The share of samples whose most probable class is the true one.</param>
/// <param name="Commonest">The share of the commonest class: the accuracy of a model that knows nothing else.</param>
public sealed record CategoricalEncodingScore(
    double LogLikelihood,
    double DevianceExplained,
    double Accuracy,
    double Commonest
)
{
    /// <summary>The scores of a fit on some data.</summary>
    public static CategoricalEncodingScore Of(CategoricalFit fit, CategoricalData data)
    {
        ArgumentNullException.ThrowIfNull(fit);
        ArgumentNullException.ThrowIfNull(data);
        Numerics.Matrix p = fit.Probabilities(data.Design, data.Offset);
        int[] counted =
        [
            .. Enumerable
                .Range(0, p.Rows)
                .Where(i => (data.Weights?[i] ?? 1) is > 0 and < double.PositiveInfinity && double.IsFinite(p[i, 0])),
        ];
        return new CategoricalEncodingScore(
            CategoricalScore.LogLikelihood(data.Labels, p, data.Weights),
            CategoricalScore.DevianceExplained(data.Labels, p, data.Weights),
            CategoricalScore.Accuracy(data.Labels, p, data.Weights),
            counted.Length == 0
                ? double.NaN
                : counted.CountBy(i => data.Labels[i]).Max(c => c.Value) / (double)counted.Length
        );
    }
}
