using Gyrus.Covariance.Cleaning;
using Gyrus.Pipelines.Comparison;

namespace Gyrus.Pipelines.NoiseCleaning;

/// <summary>Likelihoods and the distance to the truth along the gradient ascent of the likelihood, started at the identity.</summary>
/// <remarks>
/// <see cref="GradientFlow"/> at growing times t, the step size times the number of steps: at t = 0 the identity, at t → ∞ the sample.
/// The training likelihood only grows; the test likelihood has a summit, where a good rule stops.
/// </remarks>
public sealed record AscentTrace
{
    /// <summary>Gets the times.</summary>
    public required IReadOnlyList<double> Times { get; init; }

    /// <summary>Gets the training log-likelihood at each time.</summary>
    public required IReadOnlyList<double> Train { get; init; }

    /// <summary>Gets the test log-likelihood at each time.</summary>
    public required IReadOnlyList<double> Test { get; init; }

    /// <summary>Gets the distance d(J) to the truth at each time.</summary>
    public required IReadOnlyList<double> PrecisionDistance { get; init; }

    /// <summary>The trace of one realisation at logarithmic times from 0.01 to 100.</summary>
    public static AscentTrace Of(NoiseCleaningExperiment experiment, ExperimentCell cell, int realisation)
    {
        ArgumentNullException.ThrowIfNull(experiment);
        ComparedSamples samples = experiment.Draw(cell, realisation);
        var prepared = new PreparedSignals(samples.Train);
        var flow = new GradientFlow();
        double[] times = [.. Enumerable.Range(0, 61).Select(i => Math.Pow(10, -2 + (i / 15.0)))];
        EstimatorOutcome[] outcomes =
        [
            .. times.Select(t => OutcomeScorer.Of("flow", samples, () => flow.At(t).Fit(prepared))),
        ];
        return new AscentTrace
        {
            Times = times,
            Train = [.. outcomes.Select(o => o.Train?.LogLikelihood ?? double.NaN)],
            Test = [.. outcomes.Select(o => o.Test?.LogLikelihood ?? double.NaN)],
            PrecisionDistance = [.. outcomes.Select(o => o.Distances?.Precision ?? double.NaN)],
        };
    }
}
