using Gyrus.Covariance;
using Gyrus.Covariance.GroupSparse;

namespace Gyrus.Tests.Covariance.GroupSparse;

public sealed class PublishedDescentTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string, int> Problems =>
        new()
        {
            { "a", 3 },
            { "b", 4 },
            { "c_rank_deficient", 3 },
            { "d_one_subject", 1 },
        };

    [SharedTheory]
    [MemberData(nameof(Problems))]
    public void Fit_AfterOneTwoThreeAndFiveSweeps_HasNilearnsIterates(string name, int subjects)
    {
        SampleCovariance[] covariances = Covariances(name, subjects);
        double alpha = 0.2 * GroupSparseScores.AlphaMax(covariances);
        Npy expected = Npy.Golden("nilearn", "gsc", $"out_{name}_after_1_2_3_5_sweeps_at_0.2.npy");
        int[] sweeps = [1, 2, 3, 5];
        for (int i = 0; i < sweeps.Length; i++)
        {
            GroupPrecisionFit fit = Published(alpha, sweeps[i]).Fit(covariances, Token);

            double[] actual = [.. fit.Precisions.SelectMany(m => m.AsSpan().ToArray())];
            NumericAssert.Close(expected.Values.AsSpan(i * actual.Length, actual.Length), actual, 1e-7);
        }
    }

    [SharedTheory]
    [MemberData(nameof(Problems))]
    public void Fit_ToTheEnd_ReachesTheOptimumAndItsSupport(string name, int subjects)
    {
        SampleCovariance[] covariances = Covariances(name, subjects);
        Npy table = Npy.Golden("nilearn", "gsc", $"out_{name}_optimum_alpha_objective_loglik_gap.npy");
        Npy precisions = Npy.Golden("nilearn", "gsc", $"out_{name}_optimum_precisions.npy");
        for (int i = 0; i < table.Shape[0]; i++)
        {
            GroupPrecisionFit fit = (
                Published(table.Values[4 * i], 20000) with
                {
                    StopRule = GroupSparseStopRule.LargestChange,
                    Tolerance = 1e-11,
                }
            ).Fit(covariances, Token);

            double[] actual = [.. fit.Precisions.SelectMany(m => m.AsSpan().ToArray())];
            double[] expected = precisions.Values.AsSpan(i * actual.Length, actual.Length).ToArray();
            Assert.True(fit.Convergence.Converged);
            NumericAssert.Close(table.Values[(4 * i) + 1], fit.Convergence.Objective, 1e-8);
            NumericAssert.Close(expected, actual, 1e-6);
            Assert.Equal(expected.Select(x => x != 0), actual.Select(x => x != 0));
        }
    }

    public static TheoryData<int, int, double> Shapes =>
        new()
        {
            { 1, 7, 0.2 },
            { 2, 12, 0.05 },
            { 5, 9, 0.3 },
            { 8, 17, 0.1 },
            { 9, 6, 0.1 },
            { 13, 23, 0.05 },
            { 3, 2, 0.5 },
        };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Fit_SweepBySweep_IsTheDescentWrittenOutLiterally(int subjects, int regions, double share)
    {
        SyntheticGroup group = new SyntheticGroupSparse
        {
            Regions = regions,
            Subjects = subjects,
            MinSamples = 20,
            MaxSamples = 60,
            Seed = (ulong)(subjects + regions),
        }.Generate();
        SampleCovariance[] covariances = [.. group.Signals.Select(SampleCovariance.OfSignals)];
        double alpha = share * GroupSparseScores.AlphaMax(covariances);
        var literal = new LiteralDescent(covariances, alpha);
        for (int sweep = 1; sweep <= 25; sweep++)
        {
            literal.Sweep();
            if (sweep is 1 or 2 or 7 or 25)
            {
                GroupPrecisionFit fit = Published(alpha, sweep).Fit(covariances, Token);
                for (int k = 0; k < subjects; k++)
                {
                    NumericAssert.Close(literal.Precision(k).AsSpan(), fit.Precisions[k].AsSpan(), 1e-9);
                }
            }
        }
    }

    [Fact]
    public void Fit_StartingElsewhere_ContinuesTheSameIteration()
    {
        SampleCovariance[] covariances = Synthetic(14, 3);
        double alpha = 0.1 * GroupSparseScores.AlphaMax(covariances);

        GroupPrecisionFit four = Published(alpha, 4).Fit(covariances, Token);
        GroupPrecisionFit seven = (Published(alpha, 3) with { Start = GroupSparseStart.From(four.Precisions) }).Fit(
            covariances,
            Token
        );

        GroupPrecisionFit straight = Published(alpha, 7).Fit(covariances, Token);
        NumericAssert.Close(straight.Precisions[2].AsSpan(), seven.Precisions[2].AsSpan(), 1e-10);
    }

    [Fact]
    public void Fit_Probe_IsCalledAfterEverySweepAndEndsTheFit()
    {
        SampleCovariance[] covariances = Synthetic(10, 2);
        var seen = new List<int>();

        GroupPrecisionFit fit = (
            Published(0.05, 50) with
            {
                Probe = probe =>
                {
                    seen.Add(probe.Iteration);
                    return probe.Iteration == 4;
                },
            }
        ).Fit(covariances, Token);

        Assert.Equal([1, 2, 3, 4], seen);
        Assert.Equal(4, fit.Convergence.Iterations);
    }

    [Fact]
    public void Fit_CertifiedGapRule_StopsWithinItsTolerance()
    {
        SampleCovariance[] covariances = Synthetic(12, 3);

        GroupPrecisionFit fit = (
            Published(0.1, 500) with
            {
                StopRule = GroupSparseStopRule.CertifiedGap,
                Tolerance = 1e-8,
            }
        ).Fit(covariances, Token);

        Assert.InRange(fit.Convergence.Certificate, 0, 1e-8);
    }

    [Fact]
    public void Fit_WithoutPenalty_IsRefusedWithAdvice()
    {
        var error = Assert.Throws<ArgumentException>(() => Published(0, 5).Fit(Synthetic(5, 2), Token));

        Assert.Contains("Certified", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Fit_OneRegion_IsTheInverseVariance()
    {
        SampleCovariance[] covariances = Synthetic(1, 3);

        GroupPrecisionFit fit = Published(0.1, 5).Fit(covariances, Token);

        NumericAssert.Close(1 / covariances[1].Values[0, 0], fit.Precisions[1][0, 0], 1e-15);
    }

    internal static SampleCovariance[] Covariances(string name, int subjects) =>
        [
            .. Enumerable
                .Range(0, subjects)
                .Select(k => SampleCovariance.OfSignals(GoldenMatrix.Load("nilearn", "gsc", $"in_{name}_sub{k}.npy"))),
        ];

    private static SampleCovariance[] Synthetic(int regions, int subjects) =>
        [
            .. new SyntheticGroupSparse { Regions = regions, Subjects = subjects }
                .Generate()
                .Signals.Select(SampleCovariance.CorrelationOfSignals),
        ];

    private static GroupSparseCovariance Published(double alpha, int sweeps) =>
        new()
        {
            Alpha = alpha,
            Solver = GroupSparseSolverKind.Published,
            StopRule = GroupSparseStopRule.Iterations,
            MaxIterations = sweeps,
        };
}
