using Gyrus.Covariance;
using Gyrus.Covariance.GroupSparse;

namespace Gyrus.Tests.Covariance.GroupSparse;

public sealed class DualProjectedNewtonTests
{
    private static readonly GroupSparseHandOver NewtonFirst = new() { NewtonShare = -1 };
    private static readonly GroupSparseHandOver WithoutNewton = new() { NewtonShare = double.PositiveInfinity };

    [Theory]
    [InlineData(12, 40, 0.5, 41)]
    [InlineData(12, 40, 0.02, 42)]
    [InlineData(30, 45, 0.1, 43)]
    [InlineData(30, 12, 0.2, 44)]
    [InlineData(30, 12, 0.01, 45)]
    [InlineData(60, 80, 0.003, 46)]
    public void Solve_RandomProblems_SatisfiesTheOptimalityConditions(int p, int samples, double share, ulong seed)
    {
        GroupSparseProblem problem = Problem(p, samples, share, seed);

        GroupSparseSolution newton = Solve(problem, problem.DiagonalPrecisions(), NewtonFirst);

        Assert.StartsWith("projected Newton", newton.Convergence.Method, StringComparison.Ordinal);
        Assert.InRange(newton.Gap, 0, 1e-11);
        Assert.InRange(Violation(problem, newton.Precisions[0]), 0, 1e-5 / share);
        GroupSparseSolution other = Solve(problem, null, WithoutNewton);
        NumericAssert.Close(other.Convergence.Objective, newton.Convergence.Objective, 2e-11);
    }

    [Fact]
    public void Solve_FromTheAnswerOfALargerPenalty_TakesAFewSteps()
    {
        GroupSparseProblem problem = Problem(60, 80, 0.003, 47);
        IReadOnlyList<Matrix> start = Solve(problem.WithAlpha(1.5 * problem.Alpha), null, new()).Precisions;

        GroupSparseSolution warm = Solve(problem, start, new());

        Assert.StartsWith("projected Newton", warm.Convergence.Method, StringComparison.Ordinal);
        Assert.InRange(warm.Convergence.Iterations, 1, 12);
        Assert.InRange(warm.Gap, 0, 1e-11);
    }

    [Fact]
    public void Solve_FromAPrecisionThatHasNothingToDoWithTheData_ReachesTheOptimum()
    {
        GroupSparseProblem problem = Problem(30, 20, 0.05, 48);
        Matrix other = RandomSubjects.Covariances(30, 1, seed: 49, samples: 60)[0].Values;

        GroupSparseSolution solution = Solve(problem, [other], NewtonFirst);

        Assert.InRange(solution.Gap, 0, 1e-11);
        NumericAssert.Close(
            Solve(problem, null, WithoutNewton).Convergence.Objective,
            solution.Convergence.Objective,
            2e-11
        );
    }

    [Fact]
    public void Solve_OutOfNewtonSteps_GoesOnWithAdmm()
    {
        GroupSparseProblem problem = Problem(30, 20, 0.05, 50);

        GroupSparseSolution solution = Solve(
            problem,
            problem.DiagonalPrecisions(),
            NewtonFirst with
            {
                MostNewtonSteps = 2,
            }
        );

        Assert.StartsWith("accelerated ADMM", solution.Convergence.Method, StringComparison.Ordinal);
        Assert.InRange(solution.Gap, 0, 1e-11);
        NumericAssert.Close(
            Solve(problem, null, WithoutNewton).Convergence.Objective,
            solution.Convergence.Objective,
            2e-11
        );
    }

    [Fact]
    public void Solve_SlowDescent_HandsOverToNewton()
    {
        GroupSparseProblem problem = Problem(40, 15, 0.005, 51);

        GroupSparseSolution solution = Solve(problem, null, new());

        Assert.StartsWith("projected Newton", solution.Convergence.Method, StringComparison.Ordinal);
        Assert.InRange(solution.Gap, 0, 1e-11);
    }

    [Fact]
    public void Solve_AskedForALargestChange_DoesWithoutNewton()
    {
        GroupSparseProblem problem = Problem(20, 40, 0.05, 52);
        var stop = new GroupSparseStop
        {
            Rule = GroupSparseStopRule.LargestChange,
            HandOver = NewtonFirst,
            Tolerance = 1e-4,
        };

        GroupSparseSolution solution = GroupSparseSolver.Solve(
            problem,
            problem.DiagonalPrecisions(),
            stop,
            cancellationToken: TestContext.Current.CancellationToken
        );

        Assert.StartsWith("blocked descent", solution.Convergence.Method, StringComparison.Ordinal);
    }

    [Fact]
    public void Solve_UnequalVariances_NeedsNoMoreSteps()
    {
        SampleCovariance equal = SampleCovariance.CorrelationOfSignals(Signals(40, 50));
        Matrix s = equal.Values;
        GroupSparseProblem problem = GroupSparseProblem.Create([equal], 0.02);
        double[] units = [.. Enumerable.Range(0, 40).Select(i => Math.Pow(10, (i % 3) - 1))];
        var scaled = Matrix.Create(40, 40, (i, j) => units[i] * s[i, j] * units[j]);
        var other = GroupSparseProblem.Create([SampleCovariance.Of(scaled, 50)], 0.02);

        GroupSparseSolution a = Solve(problem, problem.DiagonalPrecisions(), NewtonFirst);
        GroupSparseSolution b = Solve(other, other.DiagonalPrecisions(), NewtonFirst);

        Assert.StartsWith("projected Newton", b.Convergence.Method, StringComparison.Ordinal);
        Assert.InRange(b.Gap, 0, 1e-11);
        Assert.InRange(b.Convergence.Iterations, 1, a.Convergence.Iterations + 8);
    }

    [Fact]
    public void Fit_DensePathOnOneOrTwoThreads_GivesTheSameBits()
    {
        var search = new GraphicalLassoCV { Penalties = [0.1, 0.03, 0.02, 0.01] };
        Matrix signals = Signals(30, 60);

        GraphicalLassoCVFit one = search.Fit(signals, null, TestContext.Current.CancellationToken);
        GraphicalLassoCVFit two = (search with { Threads = 2 }).Fit(
            signals,
            null,
            TestContext.Current.CancellationToken
        );

        Assert.Contains(
            one.Scores[^1].FoldConvergence,
            c => c.Method.StartsWith("projected Newton", StringComparison.Ordinal)
        );
        for (int i = 0; i < one.Scores.Count; i++)
        {
            Assert.Equal(one.Scores[i].FoldScores, two.Scores[i].FoldScores);
            Assert.Equal(one.Scores[i].FoldConvergence, two.Scores[i].FoldConvergence);
            Assert.All(one.Scores[i].FoldConvergence, c => Assert.True(c.Converged));
        }

        Assert.Equal(one.Fit.Precision.AsSpan(), two.Fit.Precision.AsSpan());
    }

    /// <summary>The largest violation of (Ω⁻¹)_ii = S_ii, (Ω⁻¹ − S)_ij = α sign Ω_ij on edges and |Ω⁻¹ − S| ≤ α elsewhere.</summary>
    private static double Violation(GroupSparseProblem problem, Matrix precision)
    {
        Matrix inverse = Kkt.Inverse(precision);
        Matrix s = problem.Covariance(0);
        double worst = 0;
        for (int i = 0; i < precision.Rows; i++)
        {
            for (int j = 0; j < precision.Rows; j++)
            {
                double r = inverse[i, j] - s[i, j];
                double violation =
                    i == j ? Math.Abs(r) / s[i, i]
                    : precision[i, j] != 0 ? Math.Abs(r - Math.CopySign(problem.Alpha, precision[i, j])) / problem.Alpha
                    : Math.Max(0, (Math.Abs(r) / problem.Alpha) - 1);
                worst = Math.Max(worst, violation);
            }
        }

        return worst;
    }

    private static GroupSparseSolution Solve(
        GroupSparseProblem problem,
        IReadOnlyList<Matrix>? start,
        GroupSparseHandOver handOver
    ) =>
        GroupSparseSolver.Solve(
            problem,
            start,
            new GroupSparseStop { Tolerance = 1e-11, HandOver = handOver },
            cancellationToken: TestContext.Current.CancellationToken
        );

    private static GroupSparseProblem Problem(int p, int samples, double share, ulong seed)
    {
        SampleCovariance[] data = RandomSubjects.Covariances(p, 1, seed, samples);
        return GroupSparseProblem.Create(data, share * GroupSparseProblem.Create(data, 0).AlphaMax);
    }

    private static Matrix Signals(int regions, int samples) =>
        new SyntheticGroupSparse
        {
            Regions = regions,
            Subjects = 1,
            MinSamples = samples,
            MaxSamples = samples,
        }
            .Generate()
            .Signals[0];
}
