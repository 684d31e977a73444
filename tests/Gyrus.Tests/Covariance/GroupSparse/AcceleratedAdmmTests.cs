using Gyrus.Covariance;
using Gyrus.Covariance.GroupSparse;

namespace Gyrus.Tests.Covariance.GroupSparse;

public sealed class AcceleratedAdmmTests
{
    private static readonly GroupSparseHandOver AdmmOnly = new() { FirstSweeps = 0 };
    private static readonly GroupSparseHandOver DescentOnly = new()
    {
        MostExpectedSweeps = double.PositiveInfinity,
        MostSweeps = int.MaxValue,
        NewtonShare = double.PositiveInfinity,
    };

    [Theory]
    [InlineData(12, 1, 40, 0.2)]
    [InlineData(20, 4, 12, 0.05)]
    [InlineData(15, 9, 60, 0.3)]
    [InlineData(10, 3, 8, 0.5)]
    public void Solve_ByEitherEngine_GivesOneOptimum(int p, int subjects, int samples, double share)
    {
        GroupSparseProblem problem = Problem(p, subjects, samples, share);

        GroupSparseSolution admm = Solve(problem, AdmmOnly);
        GroupSparseSolution descent = Solve(problem, DescentOnly);

        Assert.StartsWith("accelerated ADMM", admm.Convergence.Method, StringComparison.Ordinal);
        Assert.StartsWith("blocked descent", descent.Convergence.Method, StringComparison.Ordinal);
        Assert.InRange(admm.Gap, 0, 1e-11);
        Assert.InRange(descent.Gap, 0, 1e-11);
        NumericAssert.Close(descent.Convergence.Objective, admm.Convergence.Objective, 1e-11);
        for (int k = 0; k < subjects; k++)
        {
            NumericAssert.Close(descent.Precisions[k].AsSpan(), admm.Precisions[k].AsSpan(), 1e-5);
        }
    }

    [Fact]
    public void Solve_AfterAFewSweeps_HandsOverToAdmm()
    {
        GroupSparseProblem problem = Problem(20, 4, 12, 0.1);
        var early = new GroupSparseHandOver { MostSweeps = 6 };

        GroupSparseSolution solution = Solve(problem, early);

        Assert.StartsWith("accelerated ADMM", solution.Convergence.Method, StringComparison.Ordinal);
        Assert.InRange(solution.Gap, 0, 1e-11);
        NumericAssert.Close(Solve(problem, DescentOnly).Convergence.Objective, solution.Convergence.Objective, 1e-11);
    }

    [Fact]
    public void Solve_OnOneOrSeveralThreads_GivesTheSameBits()
    {
        GroupSparseProblem problem = Problem(20, 7, 12, 0.1);

        GroupSparseSolution one = Solve(problem, AdmmOnly, threads: 1);
        GroupSparseSolution three = Solve(problem, AdmmOnly, threads: 3);

        Assert.Equal(one.Convergence, three.Convergence);
        for (int k = 0; k < problem.Subjects; k++)
        {
            Assert.Equal(one.Precisions[k].AsSpan(), three.Precisions[k].AsSpan());
        }
    }

    [Fact]
    public void Solve_StoppedAfterOneAdmmStep_StillGivesPositiveDefinitePrecisions()
    {
        GroupSparseProblem problem = Problem(20, 3, 8, 0.05);
        var stop = new GroupSparseStop { HandOver = AdmmOnly, MaxIterations = 1 };

        GroupSparseSolution solution = GroupSparseSolver.Solve(
            problem,
            null,
            stop,
            cancellationToken: TestContext.Current.CancellationToken
        );

        Assert.False(solution.Convergence.Converged);
        Assert.True(GroupSparseCertificate.Of(problem, solution.Precisions).IsPositiveDefinite);
        Assert.True(double.IsFinite(solution.Gap));
    }

    private static GroupSparseSolution Solve(
        GroupSparseProblem problem,
        GroupSparseHandOver handOver,
        int threads = 1
    ) =>
        GroupSparseSolver.Solve(
            problem,
            null,
            new GroupSparseStop
            {
                Tolerance = 1e-11,
                HandOver = handOver,
                Threads = threads,
            },
            cancellationToken: TestContext.Current.CancellationToken
        );

    private static GroupSparseProblem Problem(int p, int subjects, int samples, double share)
    {
        SampleCovariance[] data = RandomSubjects.Covariances(p, subjects, seed: 31, samples);
        return GroupSparseProblem.Create(data, share * GroupSparseProblem.Create(data, 0).AlphaMax);
    }
}
