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

    /// <summary>Whether a model has a mean at a sample: its features and its offset are finite.</summary>
    public static bool HasMean(GlmData data, int neuron, int row)
    {
        ReadOnlySpan<double> offset = data.OffsetOf(neuron);
        return data.Design.ValidRows[row] && (offset.IsEmpty || double.IsFinite(offset[row]));
    }

    /// <summary>The weight of a sample; 0 where it is not finite, which takes the sample out.</summary>
    public static double WeightOf(GlmData data, int row) =>
        data.Weights?[row] is not { } weight ? 1
        : double.IsFinite(weight) ? weight
        : 0;

    /// <summary>Whether everything in one of some samples is finite, and its weight above zero.</summary>
    public static bool AnyCounts(GlmData data, int neuron, IEnumerable<int> rows) =>
        rows.Any(row =>
            HasMean(data, neuron, row) && double.IsFinite(data.Responses[row, neuron]) && WeightOf(data, row) > 0
        );

    /// <summary>The data of a training set.</summary>
    /// <param name="data">All data, whose sizes agree.</param>
    /// <param name="neuron">The neuron.</param>
    /// <param name="rows">The training samples.</param>
    /// <param name="fold">What is left out, for the message.</param>
    /// <exception cref="ArgumentException">Nothing of the neuron is left to train with.</exception>
    public static GlmData Training(GlmData data, int neuron, IReadOnlyList<int> rows, Func<string> fold) =>
        AnyCounts(data, neuron, rows)
            ? Only(data, rows)
            : throw new ArgumentException(
                $"{data.NameOf(neuron)} has no sample in which everything is finite outside {fold()}: nothing is left to train with. Use interleaved folds or fewer, or leave the neuron out."
            );

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
        double[] responses = new double[rows.Count];
        double[] means = new double[rows.Count];
        double[]? weights = data.Weights is null ? null : new double[rows.Count];
        for (int i = 0; i < responses.Length; i++)
        {
            int row = rows[i];
            (responses[i], means[i]) = (y[row], HasMean(data, neuron, row) ? eta[row] : double.NaN);
            if (weights is not null)
            {
                weights[i] = WeightOf(data, row);
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
