using Gyrus.Covariance;
using Gyrus.Numerics;
using Gyrus.Optimization;
using Gyrus.Signals;

namespace Gyrus.Report.Tests;

/// <summary>A made-up study with realistic sizes: regions in a brain-shaped ellipsoid, networks, sparse connectomes.</summary>
internal static class SampleStudy
{
    private static readonly string[] NetworkNames =
    [
        "Visual",
        "Somatomotor",
        "Dorsal attention",
        "Ventral attention",
        "Limbic",
        "Frontoparietal",
        "Default mode",
    ];

    /// <summary>Pairs of regions, left and right, in the order of their networks.</summary>
    public static IReadOnlyList<Region> Regions(int count, bool withNetworks = true)
    {
        var rng = new Rng(7);
        var regions = new List<Region>();
        for (int i = 0; i < count; i++)
        {
            int pair = i / 2;
            int network = Math.Min(NetworkNames.Length - 1, pair * NetworkNames.Length / Math.Max(1, (count + 1) / 2));
            double azimuth = 2 * Math.PI * network / NetworkNames.Length;
            WorldPoint right =
                i % 2 == 0 ? Place(rng, azimuth) : regions[^1].Centre!.Value with { X = -regions[^1].Centre!.Value.X };
            string side = i % 2 == 0 ? "R" : "L";
            regions.Add(
                new Region(i + 1, $"{NetworkNames[network].Replace(' ', '_')}_{pair + 1}_{side}")
                {
                    Centre = right,
                    Network = withNetworks ? NetworkNames[network] : null,
                }
            );
        }

        return regions;
    }

    /// <summary>A sparse symmetric matrix with a unit diagonal: strong inside networks and between homologues.</summary>
    public static Matrix Connectome(int count, ulong seed, double density = 0.25)
    {
        var rng = new Rng(seed);
        double[] values = new double[count * count];
        for (int j = 0; j < count; j++)
        {
            values[(j * count) + j] = 1;
            for (int i = j + 1; i < count; i++)
            {
                bool homologue = i == j + 1 && j % 2 == 0;
                bool near = i / 16 == j / 16;
                double value = homologue
                    ? 0.45 + (0.05 * rng.NextNormal())
                    : (near ? 0.08 : 0) + (0.07 * rng.NextNormal());
                double kept = homologue || rng.NextDouble() < (near ? 2 * density : 0.7 * density) ? value : 0;
                (values[(j * count) + i], values[(i * count) + j]) = (kept, kept);
            }
        }

        return Matrix.FromColumnMajor(count, count, values);
    }

    /// <summary>Smooth signals with a shared part per network, and one constant region.</summary>
    public static RegionSignals Signals(string subject, int count, int samples, ulong seed)
    {
        var rng = new Rng(seed);
        double[] values = new double[samples * count];
        double[] shared = new double[samples];
        for (int j = 0; j < count; j++)
        {
            double state = 0;
            for (int t = 0; t < samples; t++)
            {
                shared[t] = j % 16 == 0 ? (0.8 * (t == 0 ? 0 : shared[t - 1])) + rng.NextNormal() : shared[t];
                state = (0.7 * state) + rng.NextNormal();
                values[(j * samples) + t] = 100 + (j == 3 ? 0 : state + shared[t]);
            }
        }

        return new RegionSignals(subject, Matrix.FromColumnMajor(samples, count, values), Regions(count))
        {
            RepetitionTimeSeconds = 2,
        };
    }

    /// <summary>A search with four grids of four penalties and five folds.</summary>
    public static IReadOnlyList<PenaltyScore> Scores()
    {
        var rng = new Rng(3);
        (double low, double high) = (0.004, 0.4);
        var scores = new List<PenaltyScore>();
        for (int grid = 0; grid < 4; grid++)
        {
            for (int k = 0; k < 4; k++)
            {
                double share = grid == 0 ? k / 3.0 : (k + 1) / 5.0;
                double penalty = low * Math.Pow(high / low, share);
                double curve = -46 - (1.1 * Math.Pow(Math.Log10(penalty / 0.045), 2));
                scores.Add(
                    new PenaltyScore
                    {
                        Penalty = penalty,
                        Refinement = grid,
                        FoldScores =
                        [
                            .. Enumerable.Range(0, 5).Select(f => curve + (0.35 * (f - 2)) + (0.02 * rng.NextNormal())),
                        ],
                        FoldConvergence =
                        [
                            .. Enumerable.Range(0, 5).Select(f => Convergence("blocked descent", 9 + f, 3e-7)),
                        ],
                    }
                );
            }

            double centre = 0.045;
            double half = Math.Pow(high / low, 0.2);
            (low, high) = (centre / half, centre * half);
        }

        return scores;
    }

    public static Convergence Convergence(string method, int iterations, double certificate) =>
        new()
        {
            Method = method,
            Iterations = iterations,
            Objective = 41.0273,
            Certificate = certificate,
            Tolerance = 1e-6,
        };

    private static WorldPoint Place(Rng rng, double azimuth)
    {
        double radius = 0.55 + (0.4 * rng.NextDouble());
        double angle = azimuth + (0.5 * rng.NextNormal());
        double height = -0.4 + (1.3 * rng.NextDouble());
        double flat = Math.Sqrt(Math.Max(0.1, 1 - (height * height)));
        return new WorldPoint(
            4 + (58 * Math.Abs(Math.Sin(angle)) * radius * flat),
            -18 + (78 * -Math.Cos(angle) * radius * flat),
            8 + (58 * height * radius)
        );
    }
}
