using Gyrus.Glm;
using Gyrus.Glm.Diagnostics;
using Gyrus.Glm.Scores;

namespace Gyrus.Pipelines.EncodingModels;

/// <summary>Whether the final model of a neuron leaves something of the responses that it was fitted to unexplained in time.</summary>
/// <remarks>
/// Bins that were fitted are judged, so a model that fits noise passes too easily; a model that fails here fails anywhere. Predictions of left-out
/// trials are judged by cross-validation.
/// </remarks>
public sealed record GoodnessOfFit
{
    private const int MostLags = 20;

    /// <summary>Every interval takes memory; of so many, the test rejects any model.</summary>
    internal const double MostSpikes = 5e6;

    /// <summary>Gets the name of the neuron.</summary>
    public required string Neuron { get; init; }

    /// <summary>Gets the rescaled intervals between spikes; null for responses that are no counts of a Poisson or Bernoulli model, and for more than five million spikes.</summary>
    public TimeRescalingResult? Rescaling { get; init; }

    /// <summary>Gets the autocorrelation of the Pearson residuals at the lags 1, 2, … (bins), pairs inside a trial; NaN where nothing is left.</summary>
    public required IReadOnlyList<double> Autocorrelation { get; init; }

    /// <summary>Gets the number of samples that counted.</summary>
    public required int Samples { get; init; }

    /// <summary>Gets 1.96/√n, which the autocorrelation of white residuals exceeds in size at one lag of twenty.</summary>
    public double AutocorrelationBound95 => 1.96 / Math.Sqrt(Samples);

    /// <summary>The diagnostics of a fit on the data that it was fitted to.</summary>
    /// <param name="fit">The fit.</param>
    /// <param name="data">The data.</param>
    /// <param name="neuron">Which response of the data.</param>
    /// <param name="seed">The seed of the places of spikes inside bins.</param>
    public static GoodnessOfFit Of(GlmFit fit, GlmData data, int neuron, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(fit);
        ArgumentNullException.ThrowIfNull(data);
        return Of(fit, EncodingStudy.PredictionOf(fit, data, neuron), data.Trials, seed);
    }

    /// <summary>The same from what the fit predicts.</summary>
    internal static GoodnessOfFit Of(GlmFit fit, GlmPrediction prediction, IReadOnlyList<int>? trials, ulong seed) =>
        new()
        {
            Neuron = fit.Neuron,
            Rescaling = fit.Model.Observation.Family switch
            {
                Family.Poisson
                or Family.Bernoulli when prediction.Responses.Where(double.IsFinite).Sum() > MostSpikes => null,
                Family.Poisson => TimeRescaling.Test(prediction.Responses, prediction.Means, seed),
                Family.Bernoulli => TimeRescaling.TestBinary(prediction.Responses, prediction.Means, seed),
                _ => null,
            },
            Autocorrelation = ResidualAutocorrelation.Of(
                prediction,
                Math.Clamp(prediction.Responses.Count - 1, 1, MostLags),
                trials
            ),
            Samples = fit.Samples,
        };
}
