using Gyrus.Glm.Scores;

namespace Gyrus.Glm.Selection;

/// <summary>The model of an intercept alone (and the offset): what the covariates have to beat.</summary>
internal static class ConstantModel
{
    /// <summary>The constant model of the samples that count in <paramref name="train"/>, beside the responses at some rows.</summary>
    public static GlmPrediction Predict(
        GlmData train,
        ObservationModel observation,
        int neuron,
        IReadOnlyList<int> rows
    )
    {
        GlmTask task = GlmTask.Of(train, neuron, observation.Family);
        double[] eta = task.Offset is { } offset ? [.. offset] : new double[task.Weights.Length];
        bool degenerate = GlmSolution.IsNull(task, observation);
        double start = degenerate
            ? GlmSolution.Null(task, Model(observation)).Intercept
            : task.StartIntercept(observation);
        for (int i = 0; i < eta.Length; i++)
        {
            eta[i] += start;
        }

        observation = WithDispersion(task, observation, eta, degenerate);
        double[] mean = new double[eta.Length];
        LinkFunction.Mean(observation.EffectiveLink, eta, mean);
        ReadOnlySpan<double> y = train.Responses.Column(neuron);
        double[] responses = new double[rows.Count];
        double[] means = new double[rows.Count];
        for (int i = 0; i < rows.Count; i++)
        {
            (responses[i], means[i]) = (y[rows[i]], Rows.HasMean(train, neuron, rows[i]) ? mean[rows[i]] : double.NaN);
        }

        return new GlmPrediction
        {
            Family = observation.Family,
            Responses = responses,
            Means = means,
            Scale = Scale(task, observation, mean),
        };
    }

    /// <summary>
    /// Shifts η to the best constant beside the offset, and fits the dispersion where the model does: otherwise covariates would be credited with it.
    /// </summary>
    private static ObservationModel WithDispersion(
        GlmTask task,
        ObservationModel observation,
        double[] eta,
        bool degenerate
    )
    {
        const int Rounds = 20;
        bool fits = observation is { Family: Family.NegativeBinomial, Dispersion: null };
        double[] shift = [0];
        for (int round = 0; round < Rounds && !degenerate; round++)
        {
            double before = observation.Dispersion ?? 1;
            observation = fits
                ? observation with
                {
                    Dispersion = NegativeBinomialDispersion.Fit(task, observation.EffectiveLink, eta),
                }
                : observation;
            if (task.Offset is not null)
            {
                LossFactory.Create(observation, task.Response(), task.Weights).BestShifts(eta, shift);
                System.Numerics.Tensors.TensorPrimitives.Add(eta, shift[0], eta);
            }

            if (!fits || Math.Abs(Math.Log(observation.Dispersion!.Value / before)) < 1e-6)
            {
                break;
            }
        }

        return observation;
    }

    private static GeneralizedLinearModel Model(ObservationModel observation) =>
        new() { Observation = observation, Regularizer = new Unregularized() };

    private static double Scale(GlmTask task, ObservationModel observation, double[] mean)
    {
        double sum = 0;
        double[] response = task.Response();
        for (int i = 0; i < mean.Length; i++)
        {
            double residual = (response[i] - mean[i]) / (observation.Family == Family.Gamma ? mean[i] : 1);
            sum += task.Weights[i] == 0 ? 0 : task.Weights[i] * residual * residual;
        }

        return observation.Family switch
        {
            Family.Gaussian or Family.Gamma => Math.Max(
                sum * task.Samples / Math.Max(1, task.Samples - 1),
                double.Epsilon
            ),
            Family.NegativeBinomial => observation.Dispersion ?? 1,
            _ => 1,
        };
    }
}
