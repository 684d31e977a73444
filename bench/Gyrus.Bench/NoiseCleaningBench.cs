using System.Globalization;
using Gyrus.Covariance;
using Gyrus.Covariance.Cleaning;
using Gyrus.Pipelines.Comparison;
using Gyrus.Pipelines.NoiseCleaning;
using Gyrus.Validation;

namespace Gyrus.Bench;

/// <summary>
/// Where the time of a realisation of the synthetic experiment goes: processor time of one thread for the draw, the spectra that methods share, each fit and
/// all scores, at every number of samples.
/// </summary>
/// <remarks>
/// Arguments: the number of realisations (7, one of each spread of the spectrum), then numbers of samples. Of three passes the least counts. The graphical lasso is left out:
/// its figures have a table of their own.
/// </remarks>
internal static class NoiseCleaningBench
{
    private const int Passes = 3;
    private static readonly double[] Concentrations = [0.5, 1, 1.5, 2, 2.5, 3, 4];
    private static readonly int[] Paper = [144, 200, 300, 1000, 2000];

    public static void Run(string[] args)
    {
        int[] numbers = [.. args.Select(a => int.Parse(a, CultureInfo.InvariantCulture))];
        int realisations = numbers.Length > 0 ? numbers[0] : Concentrations.Length;
        int[] samples = numbers.Length > 1 ? numbers[1..] : Paper;
        NamedEstimator[] estimators =
        [
            .. ExperimentMethods
                .Default()
                .Where(n => !n.StartsWith("glasso", StringComparison.Ordinal))
                .Select(n => EstimatorCatalogue.Parse(n, new EstimatorSettings { Seed = 1 })),
        ];
        var experiment = new NoiseCleaningExperiment { Estimators = estimators };
        Dictionary<string, double>[] means = [.. samples.Select(t => Mean(experiment, t, realisations))];
        Console.WriteLine($"| ms per realisation, T = | {string.Join(" | ", samples)} |");
        foreach (string what in means[0].Keys)
        {
            Console.WriteLine($"| {what} | {string.Join(" | ", means.Select(m => $"{1e3 * m[what]:0.00}"))} |");
        }

        double[] sums = [.. means.Select(m => m.Values.Sum())];
        Console.WriteLine($"| all | {string.Join(" | ", sums.Select(s => $"{1e3 * s:0.0}"))} |");
        if (samples.SequenceEqual(Paper))
        {
            Console.WriteLine($"35 cells of 100 realisations: {sums.Average() * 3500 / 60:0.0} min");
        }
    }

    /// <summary>Seconds by what they went to, the mean over realisations.</summary>
    private static Dictionary<string, double> Mean(NoiseCleaningExperiment experiment, int t, int realisations)
    {
        // The first pass goes to the compiler.
        Dictionary<string, double>[][] passes =
        [
            .. Enumerable
                .Range(0, Passes + 1)
                .Select(_ => Enumerable.Range(0, realisations).Select(r => One(experiment, t, r)).ToArray()),
        ];
        return passes[0]
            [0]
            .Keys.ToDictionary(
                what => what,
                what => Enumerable.Range(0, realisations).Average(r => passes[1..].Min(pass => pass[r][what]))
            );
    }

    private static Dictionary<string, double> One(NoiseCleaningExperiment experiment, int t, int realisation)
    {
        var seconds = new Dictionary<string, double> { ["(scores)"] = 0 };
        var cell = new ExperimentCell(t, Concentrations[realisation % Concentrations.Length]);
        ComparedSamples samples = Time(seconds, "(draw)", () => experiment.Draw(cell, realisation));
        var prepared = new PreparedSignals(samples.Train);
        Time(seconds, "(spectra)", () => Prepare(prepared));
        foreach (NamedEstimator named in experiment.Estimators)
        {
            ICovarianceEstimator estimator = named.ForSubject()!;
            double before = ThreadClock.Seconds;
            double fitted = before;
            OutcomeScorer.Of(
                named.Name,
                samples,
                () =>
                {
                    try
                    {
                        return estimator is CleaningEstimator cleaning
                            ? cleaning.Fit(prepared)
                            : estimator.Fit(prepared.Signals);
                    }
                    finally
                    {
                        fitted = ThreadClock.Seconds;
                    }
                }
            );
            seconds[named.Name] = fitted - before;
            seconds["(scores)"] += ThreadClock.Seconds - fitted;
        }

        Time(seconds, "(bounds)", () => TruthBounds.Of(samples, samples.Truth!, prepared).ToArray());
        return seconds;
    }

    private static int Prepare(PreparedSignals prepared)
    {
        IReadOnlyList<PreparedFold> folds = prepared.Folds(new FoldPlan());
        foreach (SampleScaling scaling in Enum.GetValues<SampleScaling>())
        {
            prepared.Spectrum(scaling);
            foreach (PreparedFold fold in folds)
            {
                fold.Rotated(scaling);
            }
        }

        return folds.Count;
    }

    private static TResult Time<TResult>(Dictionary<string, double> seconds, string what, Func<TResult> work)
    {
        double before = ThreadClock.Seconds;
        TResult result = work();
        seconds[what] = ThreadClock.Seconds - before;
        return result;
    }
}
