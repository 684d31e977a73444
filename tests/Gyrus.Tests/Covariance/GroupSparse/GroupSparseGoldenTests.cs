using Gyrus.Covariance;
using Gyrus.Covariance.GroupSparse;

namespace Gyrus.Tests.Covariance.GroupSparse;

/// <summary>Against the optima of the shared goldens (nilearn run to 1e-11, certified apart).</summary>
public sealed class GroupSparseGoldenTests
{
    public static TheoryData<string, int> Cases =>
        new()
        {
            { "a", 3 },
            { "b", 4 },
            { "c_rank_deficient", 3 },
            { "d_one_subject", 1 },
        };

    [SharedTheory]
    [MemberData(nameof(Cases))]
    public void Fit_AtGoldenPenalties_MatchesOptimum(string name, int subjects)
    {
        SampleCovariance[] covariances = Covariances(name, subjects);
        Npy table = Npy.Golden("nilearn", "gsc", $"out_{name}_optimum_alpha_objective_loglik_gap.npy");
        Npy optima = Npy.Golden("nilearn", "gsc", $"out_{name}_optimum_precisions.npy");
        for (int row = 0; row < table.Shape[0]; row++)
        {
            ReadOnlySpan<double> expected = table.Values.AsSpan(row * table.Shape[1], table.Shape[1]);

            GroupPrecisionFit fit = new GroupSparseCovariance { Alpha = expected[0], Tolerance = 1e-12 }.Fit(
                covariances
            );

            NumericAssert.Close(expected[1], fit.Convergence.Objective, 1e-8);
            Assert.InRange(fit.Convergence.Certificate, 0, 1e-10);
            for (int k = 0; k < subjects; k++)
            {
                Matrix golden = Optimum(optima, row, k);
                NumericAssert.Close(golden.AsSpan(), fit.Precisions[k].AsSpan(), 1e-6);
                AssertSameSupport(golden, fit.Precisions[k]);
            }
        }
    }

    [SharedTheory]
    [MemberData(nameof(Cases))]
    public void Create_OfGoldenSignals_GivesTheirPenaltyRange(string name, int subjects)
    {
        var problem = GroupSparseProblem.Create(Covariances(name, subjects), 0.1);

        double[] expected = Npy.Golden("nilearn", "gsc", $"out_{name}_alpha_max_min.npy").Values;
        NumericAssert.Close(expected, [problem.AlphaMax, problem.AlphaMin], 1e-12);
    }

    internal static SampleCovariance[] Covariances(string name, int subjects) =>
        [
            .. Enumerable
                .Range(0, subjects)
                .Select(k => SampleCovariance.OfSignals(GoldenMatrix.Load("nilearn", "gsc", $"in_{name}_sub{k}.npy"))),
        ];

    private static void AssertSameSupport(Matrix expected, Matrix actual)
    {
        for (int at = 0; at < expected.AsSpan().Length; at++)
        {
            Assert.Equal(expected.AsSpan()[at] != 0, actual.AsSpan()[at] != 0);
        }
    }

    private static Matrix Optimum(Npy optima, int row, int k)
    {
        (int subjects, int p) = (optima.Shape[1], optima.Shape[2]);
        return Matrix.FromRowMajor(p, p, optima.Values.AsSpan(((row * subjects) + k) * p * p, p * p));
    }
}
