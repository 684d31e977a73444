using Gyrus.Numerics;
using Gyrus.Optimization;
using Gyrus.Validation;
using static System.FormattableString;

namespace Gyrus.Glm.Hmm;

/// <summary>One ascent of expectation-maximisation from one random start.</summary>
internal sealed class HmmAscent(GlmHmm model, GlmData data, int neuron)
{
    private const double LeastShare = 1e-6;
    private readonly int[] _starts = Trials.Starts(data.Design.Samples, data.Trials);
    private readonly PenaltyBlocks _penalty = PenaltyBlocks.Of(
        model.Regularizer.On(data.Design.Blocks),
        data.Design.Columns
    );
    private readonly GlmTask _task = GlmTask.Of(data, neuron, model.Observation.Family);

    private double[] Response => field ??= _task.Response();

    public GlmHmmFit Run(int start, CancellationToken cancellationToken)
    {
        HmmParameters at = First(start, cancellationToken);
        HmmPosterior posterior = Expect(at);
        var objectives = new List<double> { Objective(at, posterior) };
        double rise = double.PositiveInfinity;
        int iterations = 0;
        while (rise > model.Tolerance && iterations < model.MaxIterations)
        {
            cancellationToken.ThrowIfCancellationRequested();
            at = Maximise(at, posterior, cancellationToken);
            posterior = Expect(at);
            objectives.Add(Objective(at, posterior));
            rise = (objectives[^1] - objectives[^2]) / _task.Samples;
            iterations++;
        }

        return Result(at, posterior, objectives, (iterations, rise));
    }

    /// <summary>Stretches of random length get a random state: neighbours share it, as the chain would have it.</summary>
    private HmmParameters First(int start, CancellationToken cancellationToken)
    {
        const double stay = 0.95;
        int k = model.States;
        var rng = Rng.ForPart(model.Seed, start);
        var share = new Matrix(data.Design.Samples, k);
        int state = 0;
        for (int t = 0; t < share.Rows; t++)
        {
            state = t == 0 || rng.NextDouble() > stay ? rng.NextInt(k) : state;
            for (int j = 0; j < k; j++)
            {
                share[t, j] = (j == state ? 0.8 : 0) + (0.2 / k);
            }
        }

        GlmFit common = Model(1).Fit(data, neuron, cancellationToken);
        var first = new HmmParameters(
            [.. Enumerable.Repeat(common with { Scale = GaussianScale(common, null) }, k)],
            Matrix.Create(
                k,
                k,
                (i, j) =>
                    k == 1 ? 1
                    : i == j ? stay
                    : (1 - stay) / (k - 1)
            ),
            [.. Enumerable.Repeat(1.0 / k, k)]
        );
        return first with { States = Emission(first, share, cancellationToken) };
    }

    private HmmPosterior Expect(HmmParameters at) =>
        new HmmRecursion(at.Transition, at.Initial, _starts).Run(Emissions.Of(at.States, data, neuron));

    private HmmParameters Maximise(HmmParameters at, HmmPosterior posterior, CancellationToken cancellationToken)
    {
        int k = model.States;
        double[] initial =
        [
            .. Enumerable
                .Range(0, k)
                .Select(j => _starts.Sum(s => posterior.Smoothed[s, j]) + model.InitialConcentration - 1),
        ];
        Matrix counts = Matrix.Create(k, k, (i, j) => posterior.TransitionCounts[i, j] + Prior(i, j));
        double[] rows = [.. Enumerable.Range(0, k).Select(i => Enumerable.Range(0, k).Sum(j => counts[i, j]))];
        return new HmmParameters(
            Emission(at, posterior.Smoothed, cancellationToken),
            // A state that is never left keeps its row: nothing speaks for another.
            Matrix.Create(k, k, (i, j) => rows[i] > 0 ? counts[i, j] / rows[i] : at.Transition[i, j]),
            [.. initial.Select(p => p / initial.Sum())]
        );
    }

    /// <summary>One weighted fit per state; a state without samples keeps its coefficients.</summary>
    private GlmFit[] Emission(HmmParameters at, Matrix share, CancellationToken cancellationToken)
    {
        var states = new GlmFit[model.States];
        for (int k = 0; k < states.Length; k++)
        {
            double[] weights = [.. Enumerable.Range(0, share.Rows).Select(t => _task.Weights[t] > 0 ? share[t, k] : 0)];
            double part = weights.Sum() / _task.Samples;
            if (part < LeastShare)
            {
                states[k] = at.States[k];
                continue;
            }

            // The fit divides by the state's own weight; the penalty is per sample of all. Gaussian: its loss is 2σ² times −log p.
            double units = model.Observation.Family == Family.Gaussian ? 2 * at.States[k].Scale : 1;
            GlmFit fit = Model(units / part).Fit(data with { Weights = weights }, neuron, cancellationToken);
            states[k] = Better(at.States[k], fit, weights, units / part);
            states[k] = states[k] with { Scale = GaussianScale(states[k], weights) };
        }

        return states;
    }

    private GeneralizedLinearModel Model(double factor) =>
        new()
        {
            Observation = model.Observation,
            Regularizer = model.Regularizer with { Strength = model.Regularizer.Strength * factor },
            Tolerance = 1e-10,
        };

    /// <summary>A fit that ends above the old coefficients' objective, by rounding or for want of iterations, is not taken.</summary>
    private GlmFit Better(GlmFit old, GlmFit fit, double[] weights, double factor)
    {
        double before = Loss(old, weights) + (factor * Penalty(old));
        double after = Loss(fit, weights) + (factor * Penalty(fit));
        return after <= before ? fit : old;
    }

    private double Loss(GlmFit fit, double[] weights)
    {
        double total = weights.Sum();
        Datafit datafit = LossFactory.Create(model.Observation, Response, [.. weights.Select(w => w / total)]);
        return datafit.Value(Eta(fit));
    }

    private double[] Eta(GlmFit fit)
    {
        double[] eta = fit.Predictor(data.Design, data.OffsetOf(neuron));
        return [.. eta.Select(e => double.IsFinite(e) ? e : fit.Intercept)];
    }

    /// <summary>λΩ(β) of the model's own strength.</summary>
    private double Penalty(GlmFit fit) => _penalty.Value([.. fit.Coefficients], model.Regularizer.Strength);

    /// <summary>σ² of the state; 1 for other families.</summary>
    private double GaussianScale(GlmFit fit, double[]? weights)
    {
        if (model.Observation.Family != Family.Gaussian)
        {
            return fit.Scale;
        }

        double[] w = weights ?? _task.Weights;
        double[] eta = Eta(fit);
        double sum = 0;
        for (int t = 0; t < eta.Length; t++)
        {
            double residual = Response[t] - LinkFunction.Mean(model.Observation.EffectiveLink, eta[t]);
            sum += w[t] > 0 ? w[t] * residual * residual : 0;
        }

        return Math.Max(sum / w.Sum(), 1e-12);
    }

    private double Prior(int i, int j) => model.TransitionConcentration - 1 + (i == j ? model.Stickiness : 0);

    private double Objective(HmmParameters at, HmmPosterior posterior)
    {
        double value = posterior.LogLikelihood - (_task.Samples * at.States.Sum(Penalty));
        for (int i = 0; i < model.States; i++)
        {
            value += Log(model.InitialConcentration - 1, at.Initial[i]);
            for (int j = 0; j < model.States; j++)
            {
                value += Log(Prior(i, j), at.Transition[i, j]);
            }
        }

        return value;
    }

    private static double Log(double concentration, double probability) =>
        concentration == 0 ? 0 : concentration * Math.Log(probability);

    private GlmHmmFit Result(
        HmmParameters at,
        HmmPosterior posterior,
        List<double> objectives,
        (int Iterations, double Rise) of
    )
    {
        int[] order =
        [
            .. Enumerable
                .Range(0, model.States)
                .OrderByDescending(k =>
                    Enumerable.Range(0, posterior.Smoothed.Rows).Sum(t => posterior.Smoothed[t, k])
                ),
        ];
        return new GlmHmmFit
        {
            Model = model,
            States = [.. order.Select(k => at.States[k])],
            Transition = at.Transition.Select(order, order),
            Initial = [.. order.Select(k => at.Initial[k])],
            Objectives = objectives,
            Convergence = new Convergence
            {
                Method = "expectation-maximisation",
                Iterations = of.Iterations,
                Objective = objectives[^1],
                Certificate = of.Rise,
                Tolerance = model.Tolerance,
            },
            Warnings =
            [
                .. order
                    .Select((k, place) => (Share: posterior.Smoothed.Column(k).ToArray().Average(), place))
                    .Where(s => s.Share < 0.01)
                    .Select(s =>
                        Invariant(
                            $"State {s.place + 1} is visited in {s.Share:P1} of the samples: fewer states may do."
                        )
                    ),
            ],
        };
    }
}
