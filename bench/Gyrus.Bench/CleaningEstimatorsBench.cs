using Gyrus.Covariance;
using Gyrus.Covariance.Cleaning;
using Gyrus.Numerics;

namespace Gyrus.Bench;

/// <summary>
/// Every estimator of the catalogue that fits one subject in milliseconds, from signals to covariance and precision, its whole cross-validation
/// included: processor time of one thread at the size of a short recording.
/// </summary>
internal static class CleaningEstimatorsBench
{
    private const int Regions = 116;
    private const int Samples = 144;

    public static void Run(string[] args)
    {
        Console.WriteLine(
            $"linear algebra: {LinearAlgebra.Current.Name}; {Regions} regions, {Samples} samples, one thread"
        );
        Matrix signals = Signals();
        string[] names = args.Length > 0 ? args : [.. Names()];
        foreach (string name in names)
        {
            ICovarianceEstimator estimator = EstimatorCatalogue.Parse(name).ForSubject()!;
            string figure;
            try
            {
                figure = $"{1e3 * ThreadClock.LeastSeconds(() => estimator.Fit(signals)):0.00}";
            }
            catch (EstimatorUndefinedException undefined)
            {
                figure = undefined.Message;
            }

            Console.WriteLine($"| {name} | {figure} |");
        }
    }

    private static IEnumerable<string> Names() =>
        from entry in EstimatorCatalogue.All
        where entry.Create is not null && !entry.Slow
        from suffix in entry.Searches ? new[] { "", ":completion" } : [""]
        select entry.Name + suffix;

    /// <summary>Standardised normal samples whose covariance has eigenvalues over three orders of magnitude.</summary>
    private static Matrix Signals()
    {
        var rng = new Rng(1);
        double[] noise = new double[Samples * Regions];
        rng.FillNormal(noise);
        double[] mixing = new double[Regions * Regions];
        rng.FillNormal(mixing);
        for (int i = 0; i < mixing.Length; i++)
        {
            mixing[i] *= Math.Pow(10, -1.5 * (i % Regions) / Regions);
        }

        double[] signals = new double[Samples * Regions];
        LinearAlgebra.Current.Multiply(noise, mixing, signals, new ProductShape(Samples, Regions, Regions));
        return StandardisedEstimator.Standardise(Matrix.FromColumnMajor(Samples, Regions, signals)).Standardised;
    }
}
