using Gyrus.Glm.Scores;
using Gyrus.Numerics;

namespace Gyrus.Glm.Hmm;

/// <summary>log p(y_t | state k) of every sample and state.</summary>
internal static class Emissions
{
    /// <summary>Shape: states × samples, so that a sample's are neighbours; 0 where something is not finite or the weight is 0; −∞ where a state's mean overflows.</summary>
    public static Matrix Of(IReadOnlyList<GlmFit> states, GlmData data, int neuron)
    {
        int n = data.Design.Samples;
        var log = new Matrix(states.Count, n);
        ReadOnlySpan<double> y = data.Responses.Column(neuron);
        for (int k = 0; k < states.Count; k++)
        {
            double[] mean = states[k].Predict(data.Design, data.OffsetOf(neuron));
            for (int t = 0; t < n; t++)
            {
                bool counts = !double.IsNaN(mean[t]) && double.IsFinite(y[t]) && (data.Weights?[t] ?? 1) > 0;
                log[k, t] =
                    !counts ? 0
                    : double.IsFinite(mean[t])
                        ? PointwiseScore.LogLikelihood(
                            states[k].Model.Observation.Family,
                            y[t],
                            mean[t],
                            states[k].Scale
                        )
                    : double.NegativeInfinity;
            }
        }

        return log;
    }
}
