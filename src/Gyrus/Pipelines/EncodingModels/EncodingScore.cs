namespace Gyrus.Pipelines.EncodingModels;

/// <summary>How well a fit describes responses.</summary>
/// <param name="Neuron">The neuron.</param>
/// <param name="LogLikelihood">The mean log-likelihood of a sample in nats, constants included.</param>
/// <param name="BitsPerSpike">Log-likelihood beyond that of a constant rate, in bits per spike; NaN where responses are no counts or there are no spikes.</param>
/// <param name="DevianceExplained">1 − D(μ)/D(ȳ).</param>
/// <param name="McFadden">1 − LL(μ)/LL(ȳ).</param>
public sealed record EncodingScore(
    string Neuron,
    double LogLikelihood,
    double BitsPerSpike,
    double DevianceExplained,
    double McFadden
);
