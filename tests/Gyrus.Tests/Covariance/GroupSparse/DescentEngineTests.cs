using System.Runtime.Intrinsics;
using Gyrus.Covariance;
using Gyrus.Covariance.GroupSparse;

namespace Gyrus.Tests.Covariance.GroupSparse;

public sealed class DescentEngineTests
{
    public static TheoryData<int, int> Sizes =>
        new()
        {
            { 2, 1 },
            { 7, 1 },
            { 8, 1 },
            { 30, 1 },
            { 2, 5 },
            { 7, 8 },
            { 13, 9 },
            { 30, 17 },
        };

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Iterate_InWholeAndInHalvedVectors_GivesTheSameBits(int p, int subjects)
    {
        GroupSparseProblem problem = Problem(p, subjects);
        IDescent whole =
            subjects == 1
                ? new SingleDescent<Vector512<double>, Lanes8>(problem, null)
                : new BlockedDescent<Vector512<double>, Lanes8>(problem, null);
        IDescent halves =
            subjects == 1
                ? new SingleDescent<Lanes8Halves.Halves, Lanes8Halves>(problem, null)
                : new BlockedDescent<Lanes8Halves.Halves, Lanes8Halves>(problem, null);

        Assert.Equal(
            AfterSweeps(whole, problem, 6).SelectMany(m => m),
            AfterSweeps(halves, problem, 6).SelectMany(m => m)
        );
    }

    [Theory]
    [InlineData(5, 1)]
    [InlineData(23, 1)]
    [InlineData(5, 3)]
    [InlineData(23, 4)]
    [InlineData(40, 2)]
    public void Iterate_WithLanesOverSubjectsOrRegions_FollowsThePlainRecipe(int p, int subjects)
    {
        GroupSparseProblem problem = Problem(p, subjects);

        double[][] plain = PlainDescent.Sweeps(problem, 4);
        double[][] four = AfterSweeps(new BlockedDescent<Vector256<double>, Lanes4>(problem, null), problem, 4);
        double[][] eight = AfterSweeps(new BlockedDescent<Vector512<double>, Lanes8>(problem, null, 3), problem, 4);
        double[][] chosen = AfterSweeps(GroupSparseEngines.Descent(problem, null), problem, 4);

        for (int k = 0; k < subjects; k++)
        {
            NumericAssert.Close(plain[k], four[k], 1e-8);
            NumericAssert.Close(plain[k], eight[k], 1e-8);
            NumericAssert.Close(plain[k], chosen[k], 1e-8);
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Iterate_ManyTimes_KeepsTheInverses(int p, int subjects)
    {
        GroupSparseProblem problem = Problem(p, subjects);
        IDescent descent = GroupSparseEngines.Descent(problem, null);
        for (int sweep = 0; sweep < 50; sweep++)
        {
            descent.Iterate();
        }

        (double[][] omega, double[][] residuals) = descent.View();

        for (int k = 0; k < subjects; k++)
        {
            Matrix inverse = Kkt.Inverse(SymmetricMatrices.FromLower(omega[k], p));
            Matrix residual = SymmetricMatrices.FromLower(residuals[k], p);
            Matrix tracked = Matrix.Create(p, p, (i, j) => residual[i, j] + problem.Covariance(k)[i, j]);
            NumericAssert.Close(inverse.AsSpan(), tracked.AsSpan(), 1e-9);
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Iterate_FromGivenPrecisions_StartsThere(int p, int subjects)
    {
        GroupSparseProblem problem = Problem(p, subjects);
        GroupSparseSolution optimum = GroupSparseSolver.Solve(
            problem,
            null,
            new GroupSparseStop { Tolerance = 1e-12 },
            cancellationToken: TestContext.Current.CancellationToken
        );
        IDescent descent = GroupSparseEngines.Descent(problem, optimum.Precisions);

        double[][] after = AfterSweeps(descent, problem, 1);

        Assert.InRange(descent.LargestChange, 0, 1e-5 * optimum.Precisions.Max(m => m.AsSpan().ToArray().Max()));
        NumericAssert.Close(Lower(optimum.Precisions[0]), after[0], 1e-5);
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void SetCombination_OfThePackedIterate_RestoresIt(int p, int subjects)
    {
        GroupSparseProblem problem = Problem(p, subjects);
        IDescent descent = GroupSparseEngines.Descent(problem, null);
        double[][] expected = AfterSweeps(descent, problem, 2);
        double[] packed = new double[descent.PackedLength];
        descent.Pack(packed);

        descent.SetCombination([packed, packed], [0.5, 0.5]);

        double[][] actual = [.. expected.Select(m => new double[m.Length])];
        descent.ExportOmega(actual);
        Assert.Equal(expected.SelectMany(m => m), actual.SelectMany(m => m));
    }

    private static GroupSparseProblem Problem(int p, int subjects)
    {
        SampleCovariance[] data = RandomSubjects.Covariances(p, subjects, seed: 21);
        return GroupSparseProblem.Create(data, 0.15 * GroupSparseProblem.Create(data, 0).AlphaMax);
    }

    private static double[][] AfterSweeps(IDescent descent, GroupSparseProblem problem, int sweeps)
    {
        for (int sweep = 0; sweep < sweeps; sweep++)
        {
            descent.Iterate();
        }

        double[][] omega =
        [
            .. Enumerable.Range(0, problem.Subjects).Select(_ => new double[problem.Regions * problem.Regions]),
        ];
        descent.ExportOmega(omega);
        return omega;
    }

    private static double[] Lower(Matrix m) =>
        Matrix.Create(m.Rows, m.Columns, (i, j) => i >= j ? m[i, j] : 0).AsSpan().ToArray();
}
