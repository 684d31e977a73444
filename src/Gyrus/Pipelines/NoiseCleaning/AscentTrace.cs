using Gyrus.Covariance.Cleaning;
using Gyrus.Pipelines.Comparison;

namespace Gyrus.Pipelines.NoiseCleaning;

/// <summary>Likelihoods and the distance to the truth along the gradient ascent of the likelihood, started at the identity.</summary>
/// <remarks>
/// The flow has the closed form ξ(λ; t) = λ/(1 − (1 − λ)e^(−2λt)), t the step size times the number of steps: at t = 0 the identity, at t → ∞ the
/// sample. The training likelihood only grows; the test likelihood has a summit, where a good rule stops.
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
        SampleSpectrum spectrum = new PreparedSignals(samples.Train).Spectrum(SampleScaling.AsGiven);
        double[] times = [.. Enumerable.Range(0, 61).Select(i => Math.Pow(10, -2 + (i / 15.0)))];
        EstimatorOutcome[] outcomes =
        [
            .. times.Select(t =>
                OutcomeScorer.Of(
                    "flow",
                    samples,
                    () => SpectralFit.Of(spectrum, [.. spectrum.Values.ToArray().Select(l => Flow(Math.Max(0, l), t))])
                )
            ),
        ];
        return new AscentTrace
        {
            Times = times,
            Train = [.. outcomes.Select(o => o.Train?.LogLikelihood ?? double.NaN)],
            Test = [.. outcomes.Select(o => o.Test?.LogLikelihood ?? double.NaN)],
            PrecisionDistance = [.. outcomes.Select(o => o.Distances?.Precision ?? double.NaN)],
        };
    }

    // λ = 0 has the limit 1/(1 + 2t); 1 − (1 − λ)e^(−x) is written with expm1 so that a small λ keeps its digits.
    private static double Flow(double eigenvalue, double time)
    {
        double x = 2 * eigenvalue * time;
        return eigenvalue < 1e-12 ? 1 / (1 + (2 * time)) : eigenvalue / (Decay(x) + (eigenvalue * Math.Exp(-x)));
    }

    /// <summary>1 − e^(−x).</summary>
    private static double Decay(double x) => x < 1e-5 ? x - (0.5 * x * x) : 1 - Math.Exp(-x);
}
