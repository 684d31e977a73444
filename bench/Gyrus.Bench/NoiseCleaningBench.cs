using System.Globalization;
using Gyrus.Covariance;
using Gyrus.Covariance.Cleaning;
using Gyrus.Pipelines.Comparison;
using Gyrus.Pipelines.NoiseCleaning;
using Gyrus.Validation;

namespace Gyrus.Bench;

/// <summary>
/// Where the time of a realisation of the synthetic experiment goes: processor time of one thread for the draw, the spectra that methods share, each fit and
/// the scores, at every number of samples.
/// </summary>
/// <remarks>Arguments: the number of realisations (10), then numbers of samples. The graphical lasso is left out: its figures have a table of their own.</remarks>
internal static class NoiseCleaningBench
{
    private const int PaperRealisations = 700;
    private static readonly Dictionary<(string What, int Samples), double> Totals = [];

    public static void Run(string[] args)
    {
        int[] numbers = [.. args.Select(a => int.Parse(a, CultureInfo.InvariantCulture))];
        int realisations = numbers.Length > 0 ? numbers[0] : 10;
        int[] samples = numbers.Length > 1 ? numbers[1..] : [144, 200, 300, 1000, 2000];
        NamedEstimator[] estimators =
        [
            .. ExperimentMethods
                .Default()
                .Where(n => !n.StartsWith("glasso", StringComparison.Ordinal))
                .Select(n => EstimatorCatalogue.Parse(n, new EstimatorSettings { Seed = 1 })),
        ];
        var experiment = new NoiseCleaningExperiment { Estimators = estimators };
        foreach (int t in samples)
        {
            // The first of all goes to the compiler.
            for (int r = 0; r < 3; r++)
            {
                One(experiment, t, r);
            }

            Totals.Keys.Where(k => k.Samples == t).ToList().ForEach(k => Totals.Remove(k));
            for (int r = 0; r < realisations; r++)
            {
                One(experiment, t, r);
            }
        }

        Print(samples, realisations);
    }

    private static void One(NoiseCleaningExperiment experiment, int t, int realisation)
    {
        ComparedSamples samples = Time(
            "(draw)",
            t,
            () => experiment.Draw(new ExperimentCell(t, 1 + (realisation % 3)), realisation)
        );
        var prepared = new PreparedSignals(samples.Train);
        Time("(spectra)", t, () => Prepare(prepared));
        foreach (NamedEstimator named in experiment.Estimators)
        {
            ICovarianceEstimator estimator = named.ForSubject()!;
            EstimatorOutcome outcome = null!;
            double before = ThreadClock.Seconds;
            double fitted = before;
            outcome = OutcomeScorer.Of(
                named.Name,
                samples,
                () =>
                {
                    CovarianceFit fit = estimator is CleaningEstimator cleaning
                        ? cleaning.Fit(prepared)
                        : estimator.Fit(prepared.Signals);
                    fitted = ThreadClock.Seconds;
                    return fit;
                }
            );
            Add(named.Name, t, fitted - before);
            Add("(scores)", t, ThreadClock.Seconds - fitted);
        }

        Time("(bounds)", t, () => TruthBounds.Of(samples, samples.Truth!, prepared).ToArray());
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

    private static TResult Time<TResult>(string what, int t, Func<TResult> work)
    {
        double before = ThreadClock.Seconds;
        TResult result = work();
        Add(what, t, ThreadClock.Seconds - before);
        return result;
    }

    private static void Add(string what, int t, double seconds) =>
        Totals[(what, t)] = Totals.GetValueOrDefault((what, t)) + seconds;

    private static void Print(int[] samples, int realisations)
    {
        Console.WriteLine($"| ms per realisation, T = | {string.Join(" | ", samples)} |");
        foreach (string what in Totals.Keys.Select(k => k.What).Distinct())
        {
            Console.WriteLine(
                $"| {what} | {string.Join(" | ", samples.Select(t => $"{1e3 * Totals[(what, t)] / realisations:0.00}"))} |"
            );
        }

        double[] sums = [.. samples.Select(t => Totals.Where(k => k.Key.Samples == t).Sum(k => k.Value) / realisations)];
        Console.WriteLine($"| all | {string.Join(" | ", sums.Select(s => $"{1e3 * s:0.0}"))} |");
        Console.WriteLine($"35 cells of 100 realisations: {sums.Sum() * PaperRealisations / 60:0.0} min of CPU");
    }
}
