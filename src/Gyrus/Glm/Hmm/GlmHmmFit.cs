using Gyrus.Glm.Features;
using Gyrus.Glm.Simulation;
using Gyrus.Numerics;
using Gyrus.Optimization;
using Gyrus.Validation;

namespace Gyrus.Glm.Hmm;

/// <summary>A fitted model with hidden states, the state that is visited most first.</summary>
public sealed record GlmHmmFit
{
    /// <summary>Gets the options.</summary>
    public required GlmHmm Model { get; init; }

    /// <summary>Gets the model of each state.</summary>
    public required IReadOnlyList<GlmFit> States { get; init; }

    /// <summary>Gets the transitions. Shape: from × to; rows sum to 1.</summary>
    public required Matrix Transition { get; init; }

    /// <summary>Gets the distribution of the first state of a session.</summary>
    public required IReadOnlyList<double> Initial { get; init; }

    /// <summary>Gets the objective before each iteration and at the end: it never falls.</summary>
    public required IReadOnlyList<double> Objectives { get; init; }

    /// <summary>Gets how the ascent ended.</summary>
    public required Convergence Convergence { get; init; }

    /// <summary>Gets what a reader should know.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>What data say about the states.</summary>
    /// <exception cref="ArgumentException">The design has other columns.</exception>
    public HmmPosterior Posterior(GlmData data, int neuron = 0)
    {
        ArgumentNullException.ThrowIfNull(data);
        GlmDataCheck.Require(data, neuron);
        var recursion = new HmmRecursion(Transition, Initial, Trials.Starts(data.Design.Samples, data.Trials));
        Matrix emissions = Emissions.Of(States, data, neuron);
        return recursion.Run(emissions) with { Path = recursion.MostProbablePath(emissions) };
    }

    /// <summary>States and responses drawn from the model.</summary>
    /// <param name="design">A design with the columns of the fit; rows that are not finite get a NaN response.</param>
    /// <param name="seed">The seed of the draws.</param>
    /// <param name="trials">The session of each sample, or null for one.</param>
    public (int[] States, double[] Responses) Simulate(Design design, ulong seed, IReadOnlyList<int>? trials = null)
    {
        ArgumentNullException.ThrowIfNull(design);
        var rng = new Rng(seed);
        double[][] means = [.. States.Select(s => s.Predict(design))];
        int[] path = new int[design.Samples];
        double[] y = new double[design.Samples];
        for (int t = 0; t < path.Length; t++)
        {
            bool first = t == 0 || (trials is not null && trials[t] != trials[t - 1]);
            path[t] = Draw(
                rng,
                first ? Initial : [.. Enumerable.Range(0, States.Count).Select(k => Transition[path[t - 1], k])]
            );
            double mean = means[path[t]][t];
            y[t] = double.IsFinite(mean)
                ? ResponseDraw.Next(rng, Model.Observation.Family, mean, States[path[t]].Scale)
                : double.NaN;
        }

        return (path, y);
    }

    private static int Draw(Rng rng, IReadOnlyList<double> probabilities)
    {
        double u = rng.NextDouble();
        int k = 0;
        while (k < probabilities.Count - 1 && u >= probabilities[k])
        {
            u -= probabilities[k++];
        }

        return k;
    }
}
