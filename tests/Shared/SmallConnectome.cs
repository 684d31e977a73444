using Gyrus.Covariance;
using Gyrus.Optimization;
using Gyrus.Pipelines;
using Gyrus.Signals;
using Matrix = Gyrus.Numerics.Matrix;
using Rng = Gyrus.Numerics.Rng;

namespace Gyrus.Testing;

/// <summary>A small connectome result with everything in it, as a pipeline would return it.</summary>
public static class SmallConnectome
{
    public static ConnectomeResult Create(int subjects = 3, int regions = 5, string firstName = "a & <b>")
    {
        var rng = new Rng(5);
        Region[] atlas =
        [
            .. Enumerable
                .Range(1, regions)
                .Select(i => new Region(i, i == 1 ? firstName : $"region {i}")
                {
                    Centre = new WorldPoint(10 * i - 30, 5 * i, 3.25 * i),
                    Network = i % 2 == 0 ? "even" : "odd",
                }),
        ];
        var convergence = new Convergence
        {
            Method = "block descent",
            Iterations = 12,
            Objective = 3.0625,
            Certificate = 4.5e-8,
            Tolerance = 1e-6,
        };
        PenaltyScore[] scores =
        [
            .. ((double[])[0.3, 0.1, 0.03]).Select(penalty => new PenaltyScore
            {
                Penalty = penalty,
                Refinement = penalty == 0.1 ? 1 : 0,
                FoldScores = [-4 - penalty, -5 + penalty],
                FoldConvergence = [convergence, convergence],
            }),
        ];
        return new ConnectomeResult
        {
            Regions = atlas,
            Atlas = "tiny",
            Subjects = [.. Enumerable.Range(1, subjects).Select(k => Subject($"sub-{k:00}", regions, rng))],
            Alpha = 0.1,
            AlphaMax = 0.7,
            Convergence = convergence,
            DualityGap = 4.5e-8,
            Scores = scores,
            Pooled = new PooledConnectome
            {
                Penalty = 0.05,
                Precision = Precision(regions, rng),
                PartialCorrelation = Inverse.PartialCorrelation(Precision(regions, rng)),
                Convergence = convergence,
                Scores = scores,
            },
            Warnings = ["One warning, for the test."],
            Provenance = new Provenance
            {
                Version = "0.1.0",
                Command = "gyrus connectome",
                Options = new Dictionary<string, string> { ["folds"] = "2", ["high-pass"] = "0.01" },
                Inputs = [new SourceFile("sub-01.tsv", 123, new string('a', 64))],
                LinearAlgebra = "managed",
                Platform = "test",
                Started = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero),
                Seconds = 1.5,
            },
        };
    }

    private static SubjectConnectome Subject(string name, int regions, Rng rng)
    {
        Matrix precision = Precision(regions, rng);
        return new SubjectConnectome
        {
            Subject = name,
            Samples = 100,
            Rank = regions,
            Correlation = Inverse.Correlation(precision),
            Precision = precision,
            PartialCorrelation = Inverse.PartialCorrelation(precision),
        };
    }

    /// <summary>Diagonally dominant, with a zero between the first region and the last.</summary>
    private static Matrix Precision(int regions, Rng rng)
    {
        double[] noise = [.. Enumerable.Range(0, regions * regions).Select(_ => rng.NextNormal() / regions)];
        return Matrix.Create(
            regions,
            regions,
            (i, j) =>
                i == j ? 3
                : Math.Abs(i - j) == regions - 1 && regions > 2 ? 0
                : noise[(Math.Min(i, j) * regions) + Math.Max(i, j)]
        );
    }
}
