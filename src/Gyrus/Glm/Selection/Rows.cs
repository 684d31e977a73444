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
    public static GlmPrediction Predict(GlmFit fit, GlmData data, int neuron, IReadOnlyList<int> rows)
    {
        double[] mean = fit.Predict(data.Design, data.OffsetOf(neuron));
        ReadOnlySpan<double> y = data.Responses.Column(neuron);
        double[] responses = new double[rows.Count];
        double[] means = new double[rows.Count];
        for (int i = 0; i < rows.Count; i++)
        {
            (responses[i], means[i]) = (y[rows[i]], mean[rows[i]]);
        }

        return new GlmPrediction
        {
            Family = fit.Model.Observation.Family,
            Responses = responses,
            Means = means,
            Scale = fit.Scale > 0 ? fit.Scale : double.Epsilon,
            Weights = data.Weights is { } w ? [.. rows.Select(i => w[i])] : null,
        };
    }
}
