using Gyrus.Covariance;
using Gyrus.Covariance.GroupSparse;

namespace Gyrus.Tests.Covariance.GroupSparse;

public sealed class GroupSparseScoresTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string, int, string, double> Probes
    {
        get
        {
            var probes = new TheoryData<string, int, string, double>();
            foreach (
                (string name, int subjects) in new[]
                {
                    ("a", 3),
                    ("b", 4),
                    ("c_rank_deficient", 3),
                    ("d_one_subject", 1),
                }
            )
            {
                probes.Add(name, subjects, "probe", 0.3);
                probes.Add(name, subjects, "probe2", 0.02);
            }

            return probes;
        }
    }

    [SharedTheory]
    [MemberData(nameof(Probes))]
    public void Evaluate_AgreesWithNilearnWhereItsBoundIsValid(string name, int subjects, string probe, double share)
    {
        SampleCovariance[] covariances = PublishedDescentTests.Covariances(name, subjects);
        Npy range = Npy.Golden("nilearn", "gsc", $"out_{name}_alpha_max_min.npy");
        Npy expected = Npy.Golden("nilearn", "gsc", $"out_{name}_{probe}_scores.npy");

        double alphaMax = GroupSparseScores.AlphaMax(covariances);
        GroupSparseScore score = GroupSparseScores.Evaluate(Probe(name), covariances, share * alphaMax);

        NumericAssert.Close(range.Values, [alphaMax, GroupSparseScores.AlphaMin(covariances)], 1e-12);
        NumericAssert.Close(expected.Values, [score.LogLikelihood, score.Objective, score.DualityGap], 1e-7);
    }

    [SharedTheory]
    [InlineData("a", 3)]
    [InlineData("c_rank_deficient", 3)]
    public void Covariances_AgreeWithNilearn(string name, int subjects)
    {
        for (int k = 0; k < subjects; k++)
        {
            Matrix x = GoldenMatrix.Load("nilearn", "gsc", $"in_{name}_sub{k}.npy");
            Npy plain = Npy.Golden("nilearn", "gsc", $"out_{name}_empcov.npy");
            Npy standardised = Npy.Golden("nilearn", "gsc", $"out_{name}_empcov_standardized.npy");
            int n = x.Columns * x.Columns;

            NumericAssert.Close(plain.Values.AsSpan(k * n, n), SampleCovariance.OfSignals(x).Values.AsSpan(), 1e-12);
            NumericAssert.Close(
                standardised.Values.AsSpan(k * n, n),
                SampleCovariance.CorrelationOfSignals(x).Values.AsSpan(),
                1e-12
            );
        }
    }

    /// <summary>On these data nilearn's gap is negative: its fall-back point is feasible for unit variances only.</summary>
    [Fact]
    public void Evaluate_SmallVariances_BoundIsNeverBelowTheTrueGap()
    {
        SyntheticGroup group = new SyntheticGroupSparse
        {
            Regions = 20,
            Subjects = 3,
            MinSamples = 12,
            MaxSamples = 12,
        }.Generate();
        SampleCovariance[] covariances =
        [
            .. group.Signals.Select(s =>
                SampleCovariance.OfSignals(Matrix.Create(s.Rows, s.Columns, (t, j) => 0.1 * s[t, j]))
            ),
        ];
        double alpha = 0.1 * GroupSparseScores.AlphaMax(covariances);
        var published = new GroupSparseCovariance
        {
            Alpha = alpha,
            Solver = GroupSparseSolverKind.Published,
            StopRule = GroupSparseStopRule.Iterations,
            MaxIterations = 1,
        };
        double optimum = (published with { MaxIterations = 400 }).Fit(covariances, Token).Convergence.Objective;

        GroupSparseScore score = GroupSparseScores.Evaluate(
            published.Fit(covariances, Token).Precisions,
            covariances,
            alpha
        );

        Assert.InRange(score.DualBound, double.NegativeInfinity, optimum + 1e-9);
        Assert.InRange(score.DualityGap, score.Objective - optimum - 1e-9, 1e3);
    }

    [Fact]
    public void Evaluate_AtTheOptimum_TheGapVanishes()
    {
        SampleCovariance[] covariances = [SampleCovariance.Of(Matrix.Create(2, 2, (i, j) => i == j ? 2 : 0.5), 40)];
        var fit = new GroupSparseCovariance
        {
            Alpha = 0.2,
            Solver = GroupSparseSolverKind.Published,
            StopRule = GroupSparseStopRule.LargestChange,
            Tolerance = 1e-14,
        }.Fit(covariances, Token);

        GroupSparseScore score = GroupSparseScores.Evaluate(fit.Precisions, covariances, 0.2);

        // The optimum's covariance is S with the off-diagonal drawn in by α: det = 4 − 0.3².
        NumericAssert.Close(2 + Math.Log(4 - 0.09), score.Objective, 1e-12);
        Assert.InRange(score.DualityGap, 0, 1e-12);
    }

    [Fact]
    public void Evaluate_PrecisionNotPositiveDefinite_IsRefused() =>
        Assert.Throws<NotPositiveDefiniteException>(() =>
            GroupSparseScores.Evaluate(
                [Matrix.Create(2, 2, (i, j) => i == j ? 1 : 2)],
                [SampleCovariance.Of(Matrix.Identity(2), 10)],
                0.1
            )
        );

    [Fact]
    public void Evaluate_OtherNumberOfSubjects_IsRefused() =>
        Assert.Throws<ArgumentException>(() =>
            GroupSparseScores.Evaluate([], [SampleCovariance.Of(Matrix.Identity(2), 10)], 0.1)
        );

    [Fact]
    public void AlphaMax_OneRegion_IsZero() =>
        Assert.Equal(0, GroupSparseScores.AlphaMax([SampleCovariance.Of(Matrix.Identity(1), 10)]));

    private static Matrix[] Probe(string name)
    {
        Npy npy = Npy.Golden("nilearn", "gsc", $"in_{name}_probe_prec.npy");
        int p = npy.Shape[1];
        return
        [
            .. Enumerable
                .Range(0, npy.Shape[0])
                .Select(k => Matrix.FromRowMajor(p, p, npy.Values.AsSpan(k * p * p, p * p))),
        ];
    }
}
