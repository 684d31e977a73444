using System.Globalization;
using System.IO.Compression;
using Gyrus.Covariance;
using Gyrus.Covariance.GroupSparse;
using Gyrus.Numerics;
using Gyrus.OpenBlas;
using Gyrus.Testing;

namespace Gyrus.Bench;

/// <summary>Thread CPU seconds of cold group-sparse fits to a certified gap, all gap evaluations included.</summary>
/// <remarks>Arguments: cases such as <c>syn_39_4</c>, <c>abide_113_40</c>; <c>tolerance=1e-6</c>; <c>alphas=0.5,0.2</c>; <c>once</c>; <c>trace</c>.</remarks>
internal static class GroupSparseBench
{
    private static readonly string[] Usual =
    [
        "syn_39_1",
        "syn_39_4",
        "syn_39_40",
        "abide_39_4",
        "music_90_4",
        "syn_116_1",
        "syn_116_4",
        "abide_113_4",
        "essen_123_4",
        "syn_264_4",
    ];

    public static void Run(string[] args)
    {
        Dictionary<string, string> options = Options(args);
        string[] cases = [.. args.Where(a => a.Contains('_'))];
        double[] fractions = [.. options.GetValueOrDefault("alphas", "0.5,0.2,0.1,0.05").Split(',').Select(Number)];
        if (args.Contains("openblas"))
        {
            LinearAlgebra.Use(
                OpenBlasLinearAlgebra.TryLoad(out string reason) ?? throw new NotSupportedException(reason)
            );
        }

        Console.WriteLine($"linear algebra: {LinearAlgebra.Current.Name}; {string.Join(' ', args)}");
        Console.WriteLine("| case | alpha/alpha_max | edges | CPU s | iterations | gap | objective | method |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|");
        foreach (string name in cases.Length > 0 ? cases : Usual)
        {
            string[] parts = name.Split('_');
            SampleCovariance[] data = Load(parts[0], int.Parse(parts[1]), int.Parse(parts[2]));
            foreach (double fraction in fractions)
            {
                (args.Contains("parts") ? Parts : (Action<string, SampleCovariance[], double, string[]>)Measure)(
                    name,
                    data,
                    fraction,
                    args
                );
            }
        }

        Console.WriteLine(
            $"largest resident set: {System.Diagnostics.Process.GetCurrentProcess().PeakWorkingSet64 >> 20} MiB"
        );
    }

    private static void Measure(string name, SampleCovariance[] data, double fraction, string[] args)
    {
        Dictionary<string, string> options = Options(args);
        double alpha = fraction * GroupSparseProblem.Create(data, 0).AlphaMax;
        var stop = new GroupSparseStop
        {
            Tolerance = Number(options.GetValueOrDefault("tolerance", "1e-6")),
            Threads = int.Parse(options.GetValueOrDefault("threads", "1")),
            HandOver = new GroupSparseHandOver
            {
                FirstSweeps = int.Parse(options.GetValueOrDefault("first", "24")),
                MostExpectedSweeps = Number(options.GetValueOrDefault("expected", "120")),
                MostSweeps = int.Parse(options.GetValueOrDefault("sweeps", "200")),
                DenseShare = Number(options.GetValueOrDefault("dense", "0.5")),
            },
        };
        GroupSparseSolution fit = null!;
        void Fit() => fit = GroupSparseSolver.Solve(GroupSparseProblem.Create(data, alpha), null, stop);
        double start = ThreadClock.Seconds;
        double seconds;
        if (args.Contains("once"))
        {
            Fit();
            seconds = ThreadClock.Seconds - start;
        }
        else
        {
            seconds = ThreadClock.LeastSeconds(Fit, Number(options.GetValueOrDefault("budget", "1.5")));
        }

        int p = data[0].Regions;
        double edges = fit.Precisions[0].AsSpan().ToArray().Count(x => x != 0) - p;
        Console.WriteLine(
            $"| {name} | {fraction} | {100 * edges / (p * (p - 1.0)):0} % | {seconds:0.00000} | {fit.Convergence.Iterations} | {fit.Gap:0e+0} | {fit.Convergence.Objective:0.0000000000} | {fit.Convergence.Method.Split('(')[0]} |"
        );
        if (args.Contains("trace"))
        {
            GroupSparseSolver.Solve(
                GroupSparseProblem.Create(data, alpha),
                null,
                stop with
                {
                    Rule = GroupSparseStopRule.Iterations,
                },
                probe =>
                {
                    Console.WriteLine(
                        $"{probe.Iteration} {probe.Method} {probe.Gap:0.0e+0} {probe.Objective - fit.DualBound:0.0e+0}"
                    );
                    return probe.Gap <= stop.Tolerance;
                }
            );
        }
    }

    /// <summary>What the parts of an iteration cost, in milliseconds, near the optimum.</summary>
    private static void Parts(string name, SampleCovariance[] data, double fraction, string[] args)
    {
        var problem = GroupSparseProblem.Create(data, fraction * GroupSparseProblem.Create(data, 0).AlphaMax);
        GroupSparseSolution fit = GroupSparseSolver.Solve(problem, null, new GroupSparseStop { Tolerance = 1e-3 });
        IDescent descent = GroupSparseEngines.Descent(problem, fit.Precisions);
        var certificate = new GroupSparseCertificate(problem);
        double[] packed = new double[descent.PackedLength];
        (double[][] omega, double[][] residuals) = descent.View();
        double[][] inverses = [.. fit.Precisions.Select(m => m.AsSpan().ToArray())];
        (string, Action)[] parts =
        [
            ("sweep", descent.Iterate),
            ("view", () => descent.View()),
            ("certify", () => certificate.Evaluate(omega, residuals, false)),
            ("objective", () => certificate.Objective(omega, residuals)),
            ("invert", () => Array.ForEach(residuals, r => LinearAlgebra.Current.CholeskyInverse(r, problem.Regions))),
            ("import", () => descent.ImportInverses(inverses)),
            ("pack", () => descent.Pack(packed)),
            ("coefficients", () => Extrapolation.Coefficients([.. Enumerable.Repeat(packed, 7)])),
            ("new", () => GroupSparseEngines.Descent(problem, null)),
        ];
        foreach ((string part, Action action) in parts)
        {
            Console.WriteLine($"{name} {fraction} {part}: {1e3 * ThreadClock.LeastSeconds(action, 0.5):0.0000} ms");
        }
    }

    private static Dictionary<string, string> Options(string[] args) =>
        args.Where(a => a.Contains('=')).ToDictionary(a => a.Split('=')[0], a => a.Split('=')[1]);

    public static SampleCovariance[] Load(string kind, int regions, int subjects) =>
        kind == "syn" ? Synthetic(regions, subjects, 170) : Recordings(kind, regions, subjects);

    /// <summary>Shared slow factors and noise: correlations with a median near 0.15 and a maximum near 0.7.</summary>
    private static SampleCovariance[] Synthetic(int regions, int subjects, int samples)
    {
        int factors = Math.Max(5, regions / 16);
        var shared = new Rng(1);
        var loadings = Matrix.Create(
            regions,
            factors,
            (_, _) => shared.NextNormal() * (shared.NextDouble() < 0.35 ? 0.9 : 0.35)
        );
        return
        [
            .. Enumerable
                .Range(0, subjects)
                .Select(k =>
                {
                    var rng = Rng.ForPart(1, k);
                    Matrix time = Smooth(rng, samples, factors);
                    Matrix noise = Smooth(rng, samples, regions);
                    var signals = Matrix.Create(
                        samples,
                        regions,
                        (t, i) =>
                            (1.5 * noise[t, i])
                            + Enumerable
                                .Range(0, factors)
                                .Sum(f => time[t, f] * (loadings[i, f] + (0.1 * ((k + i + f) % 3))))
                    );
                    return SampleCovariance.CorrelationOfSignals(signals);
                }),
        ];
    }

    private static Matrix Smooth(Rng rng, int samples, int columns)
    {
        double last = 0;
        return Matrix.Create(samples, columns, (_, _) => last = (0.4 * last) + rng.NextNormal());
    }

    private static SampleCovariance[] Recordings(string kind, int regions, int subjects)
    {
        string folder = kind switch
        {
            "abide" => "rest_abide_pitt_aal116",
            "music" => "music_aal90_unfiltered",
            "essen" => "rest_pain_essen_mist122",
            _ => throw new ArgumentException($"There is no data set '{kind}'."),
        };
        Matrix[] all =
        [
            .. Directory
                .GetFiles(SharedFolder.Path("data", folder), "sub-*.tsv.gz")
                .Order(StringComparer.Ordinal)
                .Select(Read),
        ];
        int[] alive =
        [
            .. Enumerable
                .Range(0, all[0].Columns)
                .Where(j => all.All(m => m.Column(j).ToArray().Any(x => x != m.Column(j)[0]))),
        ];
        int[] columns = [.. alive.Take(regions)];
        return
        [
            .. all.Take(subjects)
                .Select(m =>
                    SampleCovariance.CorrelationOfSignals(m.Select([.. Enumerable.Range(0, m.Rows)], columns))
                ),
        ];
    }

    private static Matrix Read(string path)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        reader.ReadLine();
        var rows = new List<double[]>();
        while (reader.ReadLine() is { } line)
        {
            rows.Add([.. line.Split('\t').Select(Number)]);
        }

        return Matrix.Create(rows.Count, rows[0].Length, (i, j) => rows[i][j]);
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
