using Gyrus.Covariance;
using Gyrus.Covariance.Cleaning;
using Gyrus.Numerics;

namespace Gyrus.Bench;

/// <summary>Factor analysis, graphical lasso and gradient ascents on 144 samples of 116 regions; one thread, thread CPU time.</summary>
/// <remarks>An argument picks the lines whose title holds it.</remarks>
internal static class CleaningIterativeBench
{
    private const int Regions = 116;
    private const int Samples = 144;

    public static void Run(string[] args)
    {
        Matrix signals = StandardisedEstimator.Standardise(Signals(1)).Standardised;
        var all = new FactorAnalysisFamily { AllRanks = true };
        (string Title, Func<CovarianceFit> Fit, double Budget)[] lines =
        [
            ("factor analysis, r = 5, tight", () => new FactorAnalysis { Factors = 5 }.Fit(signals), 0.6),
            ("factor analysis, r = 40, tight", () => new FactorAnalysis { Factors = 40 }.Fit(signals), 0.6),
            ("factor analysis CV, 101 ranks", () => Search(new FactorAnalysisFamily()).Fit(signals), 0.6),
            ("factor analysis CV, 115 ranks", () => Search(all).Fit(signals), 0.6),
            ("factor analysis EM, r = 40", () => new LooseFactorAnalysis { Factors = 40 }.Fit(signals), 0.6),
            ("graphical lasso CV", () => new SparsePrecisionSearch().Fit(signals), 0.6),
            ("DGAW, published", () => new WishartAscent().Fit(signals), 0.6),
            ("DGAW, 80000 epochs", () => Long(signals), 0.6),
            ("flow CV", () => Search(new GradientFlow()).Fit(signals), 0.6),
            ("plain ascent on C", () => new PlainAscent().Fit(signals), 0.6),
            ("SGAW", () => new StochasticWishartAscent().Fit(signals), 0.1),
            ("DGA", () => new PrecisionAscent().Fit(signals), 0.1),
            ("SGA", () => new PrecisionAscent { BatchShare = 0.5 }.Fit(signals), 0.1),
        ];
        foreach ((string title, Func<CovarianceFit> fit, double budget) in lines)
        {
            if (args.Length == 0 || title.Contains(args[0], StringComparison.Ordinal))
            {
                CovarianceFit? last = null;
                double seconds =
                    budget < 0.5 ? Once(() => last = fit()) : ThreadClock.LeastSeconds(() => last = fit(), budget);
                Console.WriteLine(
                    $"{title, -32} {1e3 * seconds, 10:0.0} ms   {last!.Choice!.Name} {last.Choice.Value:0.####}   steps {last.Convergence?.Iterations}"
                );
            }
        }
    }

    private static double Once(Action action)
    {
        double start = ThreadClock.Seconds;
        action();
        return ThreadClock.Seconds - start;
    }

    private static CovarianceFit Long(Matrix signals) =>
        new WishartAscent { Stopping = new() { LeastChecks = 1000 } }.Fit(signals);

    private static CrossValidated Search(EstimatorFamily family) => new() { Family = family };

    // The paper's data with α_D = 1: eigenvalues of J exponential, eigenvectors those of a Gaussian symmetric matrix.
    private static Matrix Signals(ulong seed)
    {
        var rng = new Rng(seed);
        double[] basis = new double[Regions * Regions];
        for (int j = 0; j < Regions; j++)
        {
            for (int i = 0; i <= j; i++)
            {
                basis[(j * Regions) + i] = rng.NextNormal() * (i == j ? Math.Sqrt(2) : 1);
                basis[(i * Regions) + j] = basis[(j * Regions) + i];
            }
        }

        LinearAlgebra.Current.SymmetricEigen(basis, new double[Regions], Regions);
        double[] noise = new double[Samples * Regions];
        for (int k = 0; k < Regions; k++)
        {
            double deviation = 1 / Math.Sqrt(-Math.Log(1 - rng.NextDouble()));
            for (int t = 0; t < Samples; t++)
            {
                noise[(k * Samples) + t] = deviation * rng.NextNormal();
            }
        }

        double[] signals = new double[Samples * Regions];
        LinearAlgebra.Current.Multiply(
            noise,
            basis,
            signals,
            new ProductShape(Samples, Regions, Regions, TransposeB: true)
        );
        return Matrix.FromColumnMajor(Samples, Regions, signals);
    }
}
