using System.Diagnostics;
using Gyrus.Covariance;
using Gyrus.Covariance.Tangent;
using Gyrus.Inference;
using Gyrus.IO.Tables;
using Gyrus.Numerics;
using Gyrus.Signals;
using Gyrus.Testing;

namespace Gyrus.Bench;

/// <summary>Tangent space of synthetic groups and of recordings: mean and transform, thread CPU time and wall time.</summary>
internal static class ConnectivityBench
{
    public static void Run(string[] args)
    {
        Console.WriteLine($"linear algebra: {LinearAlgebra.Current.Name}");
        Tangent("synthetic, T = 170", Synthetic(39, 40));
        Tangent("synthetic, T = 170", Synthetic(116, 40));
        Tangent("synthetic, T = 170", Synthetic(264, 40));
        if (SharedFolder.Exists)
        {
            Tangent("rest_abide_pitt_aal116, rank 60", Recorded("rest_abide_pitt_aal116"));
        }

        foreach (int covariates in new[] { 0, 3 })
        {
            Compare(GroupVariance.Unequal, covariates);
            Compare(GroupVariance.Equal, covariates);
        }
    }

    /// <summary>67 subjects, 6,670 edges (116 regions): the time of 1,000 permutations.</summary>
    private static void Compare(GroupVariance variance, int covariates)
    {
        var rng = new Rng(3);
        Matrix features = Matrix.Create(67, 6670, (_, _) => rng.NextNormal());
        var groups = new TwoGroups("a", "b", [.. Enumerable.Range(0, 67).Select(k => k < 31 ? "a" : "b")])
        {
            Covariates =
            [
                .. Enumerable
                    .Range(0, covariates)
                    .Select(c => Covariate.Numeric($"{c}", [.. Enumerable.Range(0, 67).Select(_ => rng.NextNormal())])),
            ],
        };
        var few = new GroupComparison { Variance = variance, Permutations = 0 };
        GroupComparison many = few with { Permutations = 1000 };
        double once = ThreadClock.LeastSeconds(() => few.Compare(features, groups));
        double seconds = ThreadClock.LeastSeconds(() => many.Compare(features, groups), 1.5) - once;
        Console.WriteLine(
            $"67 subjects × 6670 edges, {variance} variances, {covariates} covariates: statistics {1e3 * once:0.0} ms CPU, 1000 permutations {1e3 * seconds:0} ms CPU"
        );
    }

    private static void Tangent(string name, Matrix[] subjects)
    {
        var space = new TangentSpace();
        TangentSpaceFit fit = space.Fit(subjects);
        double fitting = ThreadClock.LeastSeconds(() => space.Fit(subjects), 1.5);
        double transforming = ThreadClock.LeastSeconds(() => fit.Transform(subjects));
        TangentSpace two = space with { Mean = new GeometricMean { Threads = 2 } };
        long start = Stopwatch.GetTimestamp();
        two.Fit(subjects);
        Console.WriteLine(
            $"{name}, {subjects.Length} subjects × {subjects[0].Columns} regions: fit {1e3 * fitting:0} ms CPU"
                + $" ({fit.Convergence!.Iterations} steps, certificate {fit.Convergence.Certificate:0.0e+0}),"
                + $" transform {1e3 * transforming:0} ms CPU; fit on 2 threads {Stopwatch.GetElapsedTime(start).TotalMilliseconds:0} ms wall"
        );
    }

    private static Matrix[] Synthetic(int regions, int subjects) =>
        [
            .. new SyntheticGroupSparse { Regions = regions, Subjects = subjects }
                .Generate()
                .Signals,
        ];

    /// <summary>Every recording of a folder, without the regions that are dead in some subject.</summary>
    private static Matrix[] Recorded(string folder)
    {
        RegionSignals[] all =
        [
            .. Directory
                .GetFiles(SharedFolder.Path("data", folder), "sub-*.tsv.gz")
                .Order(StringComparer.Ordinal)
                .Select(file => SignalsTable.Read(file)),
        ];
        return
        [
            .. Pipelines
                .StudySignals.Of(all, deadRegions: Pipelines.DeadRegions.Drop)
                .Subjects.Select(subject => subject.Values),
        ];
    }
}
