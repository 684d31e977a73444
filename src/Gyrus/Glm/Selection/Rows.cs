using Gyrus.Glm.Scores;

namespace Gyrus.Glm.Selection;

/// <summary>Data restricted to some samples: the others get a weight of zero.</summary>
internal static class Rows
{
    /// <summary>The same data in which only these samples count.</summary>
    public static GlmData Only(GlmData data, IEnumerable<int> rows)
    {
        double[] weights = new double[data.Design.Samples];
        foreach (int i in rows)
        {
            weights[i] = data.Weights?[i] ?? 1;
        }

        return data with
        {
            Weights = weights,
        };
    }

    /// <summary>The responses of a neuron at some samples beside what a fit predicts there.</summary>
    public static GlmPrediction Predict(GlmFit fit, GlmData data, int neuron, IReadOnlyList<int> rows) =>
        Predict(fit, fit.Predictor(data.Design, data.OffsetOf(neuron)), data, neuron, rows);

    /// <summary>The same, of a fit whose η at every sample is known.</summary>
    public static GlmPrediction Predict(
        GlmFit fit,
        ReadOnlySpan<double> eta,
        GlmData data,
        int neuron,
        IReadOnlyList<int> rows
    )
    {
        ReadOnlySpan<double> y = data.Responses.Column(neuron);
        ReadOnlySpan<double> offset = data.OffsetOf(neuron);
        double[] responses = new double[rows.Count];
        double[] means = new double[rows.Count];
        double[]? weights = data.Weights is null ? null : new double[rows.Count];
        for (int i = 0; i < responses.Length; i++)
        {
            int row = rows[i];
            bool known = data.Design.ValidRows[row] && (offset.IsEmpty || double.IsFinite(offset[row]));
            (responses[i], means[i]) = (y[row], known ? eta[row] : double.NaN);
            if (weights is not null)
            {
                weights[i] = data.Weights![row];
            }
        }

        LinkFunction.Mean(fit.Model.Observation.EffectiveLink, means, means);
        return new GlmPrediction
        {
            Family = fit.Model.Observation.Family,
            Responses = responses,
            Means = means,
            Scale = fit.Scale > 0 ? fit.Scale : double.Epsilon,
            Weights = weights,
        };
    }
}
