using Gyrus.Covariance;
using Gyrus.Covariance.GroupSparse;

namespace Gyrus.Tests.Covariance.GroupSparse;

public sealed class GroupSparseOptimalityTests
{
    /// <summary>Regions, subjects, samples (fewer than regions: singular), share of α_max.</summary>
    public static TheoryData<int, int, int, double> Cases =>
        new()
        {
            { 2, 1, 20, 0.3 },
            { 5, 1, 30, 0.2 },
            { 9, 1, 30, 0.05 },
            { 17, 1, 10, 0.2 },
            { 3, 2, 20, 0.5 },
            { 8, 2, 30, 0.1 },
            { 12, 3, 40, 0.2 },
            { 7, 4, 5, 0.1 },
            { 19, 4, 60, 0.3 },
            { 6, 5, 40, 0.01 },
            { 16, 8, 50, 0.2 },
            { 11, 9, 40, 0.1 },
            { 10, 17, 40, 0.4 },
            { 33, 3, 20, 0.3 },
            { 24, 2, 15, 0.02 },
        };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Fit_ToATightGap_SatisfiesTheOptimalityConditions(int p, int subjects, int samples, double share)
    {
        SampleCovariance[] data = RandomSubjects.Covariances(p, subjects, seed: 7, samples);
        double alpha = share * GroupSparseProblem.Create(data, 0).AlphaMax;

        GroupPrecisionFit fit = new GroupSparseCovariance { Alpha = alpha, Tolerance = 1e-12 * p }.Fit(
            data,
            TestContext.Current.CancellationToken
        );

        Assert.InRange(fit.Convergence.Certificate, 0, 1e-10);
        // A gap of 1e-12 leaves slopes of about 1e-6: relative to α that is more, the smaller α.
        Assert.InRange(Kkt.Violation(fit), 0, 1e-5 / share);
        Assert.All(fit.Precisions, AssertSymmetricToTheLastBit);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Fit_ToALooseGap_BoundsTheDistanceToTheOptimum(int p, int subjects, int samples, double share)
    {
        SampleCovariance[] data = RandomSubjects.Covariances(p, subjects, seed: 8, samples);
        var problem = GroupSparseProblem.Create(data, share * GroupSparseProblem.Create(data, 0).AlphaMax);
        GroupSparseSolution tight = Solve(problem, 1e-12 * p);

        foreach (double tolerance in new[] { 1, 1e-2, 1e-4 })
        {
            GroupSparseSolution loose = Solve(problem, tolerance);

            Assert.InRange(loose.Gap, 0, tolerance);
            Assert.True(loose.DualBound <= tight.Convergence.Objective + 1e-11, "The dual bound is above the optimum.");
            Assert.True(loose.Convergence.Objective >= tight.DualBound - 1e-11, "The objective is below the optimum.");
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Evaluate_OfAnyPrecisions_NeverExceedsTheOptimum(int p, int subjects, int samples, double share)
    {
        SampleCovariance[] data = RandomSubjects.Covariances(p, subjects, seed: 9, samples);
        var problem = GroupSparseProblem.Create(data, share * GroupSparseProblem.Create(data, 0).AlphaMax);
        GroupSparseSolution tight = Solve(problem, 1e-11 * p);
        var rng = new Rng(3);
        for (int trial = 0; trial < 20; trial++)
        {
            Matrix[] precisions = [.. tight.Precisions.Select(m => Disturbed(m, rng, Math.Pow(10, -trial % 5)))];

            GroupSparseBound bound = GroupSparseCertificate.Of(problem, precisions);

            Assert.True(bound.Dual <= tight.Convergence.Objective + 1e-11);
            Assert.True(double.IsFinite(bound.Dual));
            Assert.True(!bound.IsPositiveDefinite || bound.Objective >= tight.DualBound - 1e-11);
        }
    }

    [Fact]
    public void Evaluate_NearTheOptimum_IsOfSecondOrder()
    {
        SampleCovariance[] data = RandomSubjects.Covariances(12, 3, seed: 10, samples: 60);
        var problem = GroupSparseProblem.Create(data, 0.2 * GroupSparseProblem.Create(data, 0).AlphaMax);
        GroupSparseSolution optimum = Solve(problem, 1e-13);
        double GapAt(double step) =>
            GroupSparseCertificate.Of(problem, [.. optimum.Precisions.Select(m => Scaled(m, 1 + step))]).Gap;

        double ratio = GapAt(1e-3) / GapAt(1e-4);

        Assert.InRange(ratio, 50, 200);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(9)]
    public void Solve_PartByPart_EqualsTheWhole(int subjects)
    {
        SampleCovariance[] data = RandomSubjects.Covariances(14, subjects, seed: 11);
        foreach (double share in new[] { 0.9, 0.75, 0.6 })
        {
            var problem = GroupSparseProblem.Create(data, share * GroupSparseProblem.Create(data, 0).AlphaMax);
            Assert.True(GroupSparseComponents.Of(problem).Count > 1);

            GroupSparseSolution parts = Solve(problem, 1e-12);
            GroupSparseSolution whole = GroupSparseSolver.Solve(
                problem,
                null,
                new GroupSparseStop
                {
                    Tolerance = 1e-12,
                    Rule = GroupSparseStopRule.Iterations,
                    MaxIterations = 60,
                },
                cancellationToken: TestContext.Current.CancellationToken
            );

            NumericAssert.Close(whole.Convergence.Objective, parts.Convergence.Objective, 1e-11);
            for (int k = 0; k < subjects; k++)
            {
                NumericAssert.Close(whole.Precisions[k].AsSpan(), parts.Precisions[k].AsSpan(), 1e-6);
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(6)]
    public void Fit_WithRegionsAndSubjectsReordered_IsReordered(int subjects)
    {
        SampleCovariance[] data = RandomSubjects.Covariances(10, subjects, seed: 12);
        int[] regions = [3, 9, 0, 7, 1, 8, 2, 6, 5, 4];
        int[] order = [.. Enumerable.Range(0, subjects).Reverse()];
        SampleCovariance[] mixed =
        [
            .. order.Select(k => SampleCovariance.Of(data[k].Values.Select(regions, regions), data[k].Samples)),
        ];
        var estimator = new GroupSparseCovariance
        {
            Alpha = 0.2 * GroupSparseProblem.Create(data, 0).AlphaMax,
            Tolerance = 1e-12,
        };

        GroupPrecisionFit plain = estimator.Fit(data, TestContext.Current.CancellationToken);
        GroupPrecisionFit reordered = estimator.Fit(mixed, TestContext.Current.CancellationToken);

        for (int k = 0; k < subjects; k++)
        {
            NumericAssert.Close(
                plain.Precisions[order[k]].Select(regions, regions).AsSpan(),
                reordered.Precisions[k].AsSpan(),
                1e-6
            );
        }
    }

    private static GroupSparseSolution Solve(GroupSparseProblem problem, double tolerance) =>
        GroupSparseSolver.Solve(
            problem,
            null,
            new GroupSparseStop { Tolerance = tolerance },
            cancellationToken: TestContext.Current.CancellationToken
        );

    private static Matrix Scaled(Matrix m, double factor) =>
        Matrix.Create(m.Rows, m.Columns, (i, j) => factor * m[i, j]);

    private static Matrix Disturbed(Matrix m, Rng rng, double size)
    {
        double[] signs = [.. Enumerable.Range(0, m.Rows).Select(_ => 1 + (size * rng.NextDouble()))];
        return Matrix.Create(m.Rows, m.Columns, (i, j) => signs[i] * m[i, j] * signs[j]);
    }

    private static void AssertSymmetricToTheLastBit(Matrix m) => Assert.Equal(m.AsSpan(), m.Transpose().AsSpan());
}
