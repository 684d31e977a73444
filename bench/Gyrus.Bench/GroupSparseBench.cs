using System.Globalization;
using System.IO.Compression;
using Gyrus.Covariance;
using Gyrus.Covariance.GroupSparse;
using Gyrus.Numerics;
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
        var options = args.Where(a => a.Contains('=')).ToDictionary(a => a.Split('=')[0], a => a.Split('=')[1]);
        string[] cases = [.. args.Where(a => a.Contains('_'))];
        double tolerance = Number(options.GetValueOrDefault("tolerance", "1e-6"));
        double[] fractions = [.. options.GetValueOrDefault("alphas", "0.5,0.2,0.1,0.05").Split(',').Select(Number)];
        Console.WriteLine($"linear algebra: {LinearAlgebra.Current.Name}, tolerance {tolerance:0e0}");
        Console.WriteLine("| case | alpha/alpha_max | edges | CPU s | iterations | gap | objective | method |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|");
        foreach (string name in cases.Length > 0 ? cases : Usual)
        {
            string[] parts = name.Split('_');
            SampleCovariance[] data = Load(parts[0], int.Parse(parts[1]), int.Parse(parts[2]));
            foreach (double fraction in fractions)
            {
                Measure(name, data, fraction, tolerance, args);
            }
        }
    }

    private static void Measure(string name, SampleCovariance[] data, double fraction, double tolerance, string[] args)
    {
        double alpha = fraction * GroupSparseProblem.Create(data, 0).AlphaMax;
        var estimator = new GroupSparseCovariance { Alpha = alpha, Tolerance = tolerance };
        GroupPrecisionFit fit = null!;
        double start = ThreadClock.Seconds;
        double seconds;
        if (args.Contains("once"))
        {
            fit = estimator.Fit(data);
            seconds = ThreadClock.Seconds - start;
        }
        else
        {
            seconds = ThreadClock.LeastSeconds(() => fit = estimator.Fit(data), 1.5);
        }

        int p = data[0].Regions;
        double edges = fit.Precisions[0].AsSpan().ToArray().Count(x => x != 0) - p;
        Console.WriteLine(
            $"| {name} | {fraction} | {100 * edges / (p * (p - 1.0)):0} % | {seconds:0.00000} | {fit.Convergence.Iterations} | {fit.Convergence.Certificate:0e+0} | {fit.Convergence.Objective:0.0000000000} | {fit.Convergence.Method.Split('(')[0]} |"
        );
        if (args.Contains("trace"))
        {
            (
                estimator with
                {
                    Probe = probe =>
                    {
                        Console.WriteLine(
                            $"{probe.Iteration} {probe.Method} {probe.Gap:0.0e+0} {probe.Objective - fit.Convergence.Objective:0.0e+0}"
                        );
                        return probe.Gap <= tolerance;
                    },
                    StopRule = GroupSparseStopRule.Iterations,
                }
            ).Fit(data);
        }
    }

    public static SampleCovariance[] Load(string kind, int regions, int subjects) =>
        kind == "syn" ? Synthetic(regions, subjects, 170) : Recordings(kind, regions, subjects);

    /// <summary>Shared slow factors and noise: correlations with a median near 0.15 and a maximum near 0.7.</summary>
    private static SampleCovariance[] Synthetic(int regions, int subjects, int samples)
    {
        int factors = Math.Max(4, regions / 8);
        var shared = new Rng(1);
        var loadings = Matrix.Create(
            regions,
            factors,
            (_, _) => shared.NextNormal() * (shared.NextDouble() < 0.3 ? 1 : 0.2)
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
                            (1.4 * noise[t, i])
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
