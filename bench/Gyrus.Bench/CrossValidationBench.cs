using System.Diagnostics;
using Gyrus.Covariance;
using Gyrus.Covariance.GroupSparse;
using Gyrus.Numerics;
using Gyrus.Testing;

namespace Gyrus.Bench;

/// <summary>The published descent per sweep, and both cross-validations: processor time against nilearn and scikit-learn.</summary>
/// <remarks>The figures of the others are CPU seconds on data of the same recipe and size (another seed), one BLAS thread.</remarks>
internal static class CrossValidationBench
{
    public static void Run(string[] args)
    {
        Console.WriteLine($"linear algebra: {LinearAlgebra.Current.Name}");
        Console.WriteLine("published descent, one thread, CPU per sweep");
        Sweep(39, 4, 0.5, 0.18 / 5);
        Sweep(39, 4, 0.2, 0.48 / 8);
        Sweep(39, 4, 0.1, 1.62 / 12);
        Sweep(39, 4, 0.05, 3.35 / 17);
        Sweep(39, 40, 0.1, 3.68 / 15);
        Sweep(116, 4, 0.5, 1.20 / 4);
        Sweep(116, 4, 0.2, 6.88 / 13);
        Sweep(116, 4, 0.1, 15.7 / 20);
        Sweep(116, 4, 0.05, 34.6 / 25);
        Sweep(116, 20, 0.1, 28.6 / 19);
        Sweep(264, 4, 0.5, 12.4 / 4);
        Sweep(264, 4, 0.2, 47.9 / 14);
        Sweep(264, 4, 0.1, 49.1 / 11);
        Sweep(264, 40, 0.5, 45);

        Console.WriteLine("cross-validations: wall and CPU of the first call of the process, then the least of five");
        Matrix[] four = Signals(39, 4, 168);
        foreach (int threads in new[] { 1, 2 })
        {
            Group($"synthetic, 39, K=4, {threads} threads", four, threads);
        }

        if (SharedFolder.Exists)
        {
            Matrix[] golden = [.. Enumerable.Range(0, 4).Select(k => Golden("gsc_cv", $"in_p39_sub{k}.npy"))];
            Group("golden p39, K=4, 1 thread", golden, 1);
            Single("golden b, 39, 1 thread", Golden("glasso_cv", "in_b_X.npy"), 1);
        }

        foreach (int regions in new[] { 39, 116 })
        {
            foreach (int threads in new[] { 1, 2 })
            {
                Single($"synthetic, {regions}, {threads} threads", Signals(regions, 1, 168)[0], threads);
            }
        }
    }

    private static void Group(string name, Matrix[] subjects, int threads)
    {
        GroupSparseCovarianceCV nilearn = GroupSparseCovarianceCV.Nilearn with { Threads = threads };
        Search($"GroupSparseCovarianceCV.Nilearn, {name}", () => nilearn.Fit(subjects).Alpha);
        var optima = new GroupSparseCovarianceCV { Threads = threads };
        Search($"GroupSparseCovarianceCV, {name}", () => optima.Fit(subjects).Alpha);
    }

    private static void Single(string name, Matrix signals, int threads)
    {
        var search = new GraphicalLassoCV { Threads = threads };
        Search($"GraphicalLassoCV, {name}", () => search.Fit(signals).Penalty);
    }

    private static Matrix Golden(string folder, string file)
    {
        Npy npy = Npy.Golden("nilearn", folder, file);
        return Matrix.FromRowMajor(npy.Shape[0], npy.Shape[1], npy.Values);
    }

    /// <summary>Standardised signals (ddof 1), as a pipeline hands them on.</summary>
    private static Matrix[] Signals(int regions, int subjects, int samples) =>
        [
            .. new SyntheticGroupSparse
            {
                Regions = regions,
                Subjects = subjects,
                MinSamples = samples,
                MaxSamples = samples,
            }
                .Generate()
                .Signals.Select(Standardised),
        ];

    private static Matrix Standardised(Matrix signals)
    {
        Matrix s = SampleCovariance.OfSignals(signals).Values;
        double[] means = [.. Enumerable.Range(0, signals.Columns).Select(j => signals.Column(j).ToArray().Average())];
        double unbiased = signals.Rows / (signals.Rows - 1.0);
        return Matrix.Create(
            signals.Rows,
            signals.Columns,
            (t, j) => (signals[t, j] - means[j]) / Math.Sqrt(s[j, j] * unbiased)
        );
    }

    /// <summary>Sweeps near the end of a fit, where every edge of the answer is there; they cost the most.</summary>
    private static void Sweep(int regions, int subjects, double share, double nilearn)
    {
        SampleCovariance[] covariances =
        [
            .. Signals(regions, subjects, 170).Select(SampleCovariance.CorrelationOfSignals),
        ];
        double alpha = share * GroupSparseScores.AlphaMax(covariances);
        var problem = GroupSparseProblem.Create(covariances, alpha);
        var descent = new PublishedDescent(problem, null);
        for (int i = 0; i < 4; i++)
        {
            descent.Iterate();
        }

        double seconds = ThreadClock.LeastSeconds(descent.Iterate, budget: 0.5);
        Console.WriteLine(
            $"{regions}, {subjects}, {share}: {1e3 * seconds:0.000} ms; nilearn {1e3 * nilearn:0} ms; ratio {nilearn / seconds:0}"
        );
    }

    private static void Search(string name, Func<double> fit)
    {
        (double wall, double cpu, double penalty) first = Measure(fit);
        (double wall, double cpu) best = (double.PositiveInfinity, double.PositiveInfinity);
        for (int i = 0; i < 5; i++)
        {
            (double wall, double cpu, _) = Measure(fit);
            best = (Math.Min(best.wall, wall), Math.Min(best.cpu, cpu));
        }

        Console.WriteLine(
            $"{name}: first {first.wall:0.000} s wall, {first.cpu:0.000} s CPU; then {best.wall:0.000} s wall, {best.cpu:0.000} s CPU; penalty {first.penalty:0.00000}"
        );
    }

    private static (double Wall, double Cpu, double Penalty) Measure(Func<double> fit)
    {
        using var process = Process.GetCurrentProcess();
        TimeSpan before = process.TotalProcessorTime;
        long start = Stopwatch.GetTimestamp();
        double penalty = fit();
        double wall = Stopwatch.GetElapsedTime(start).TotalSeconds;
        process.Refresh();
        return (wall, (process.TotalProcessorTime - before).TotalSeconds, penalty);
    }
}
