using Gyrus.Covariance;
using Gyrus.Covariance.GroupSparse;
using Gyrus.Tests.Covariance.GroupSparse;

namespace Gyrus.Tests.Covariance;

public sealed class GraphicalLassoTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [SharedTheory]
    [InlineData("a")]
    [InlineData("b")]
    [InlineData("c_rank_deficient")]
    public void Fit_AtGoldenPenalties_MatchesOptimum(string name)
    {
        var sample = SampleCovariance.OfSignals(GoldenMatrix.Load("nilearn", "glasso", $"in_{name}_X.npy"));
        Npy table = Npy.Golden("nilearn", "glasso", $"out_{name}_alpha_objective_gap.npy");
        Npy precisions = Npy.Golden("nilearn", "glasso", $"out_{name}_precision.npy");
        Npy covariances = Npy.Golden("nilearn", "glasso", $"out_{name}_covariance.npy");
        int p = sample.Regions;
        for (int row = 0; row < table.Shape[0]; row++)
        {
            double[] expected = table.Values[(3 * row)..(3 * row + 3)];
            var precision = Matrix.FromRowMajor(p, p, precisions.Values.AsSpan(row * p * p, p * p));
            var covariance = Matrix.FromRowMajor(p, p, covariances.Values.AsSpan(row * p * p, p * p));

            PrecisionFit fit = new GraphicalLasso { Penalty = expected[0], Tolerance = 1e-12 }.Fit(sample, Token);

            NumericAssert.Close(expected[1], fit.Convergence.Objective, 1e-8);
            Assert.InRange(fit.Convergence.Certificate, 0, 1e-10);
            NumericAssert.Close(precision.AsSpan(), fit.Precision.AsSpan(), 1e-6);
            NumericAssert.Close(covariance.AsSpan(), fit.Covariance.AsSpan(), 1e-6);
            Assert.Equal(
                precision.AsSpan().ToArray().Select(x => x != 0),
                fit.Precision.AsSpan().ToArray().Select(x => x != 0)
            );
        }
    }

    [Fact]
    public void Fit_OfTwoRegions_IsTheSoftThreshold()
    {
        var sample = SampleCovariance.Of(Matrix.FromRowMajor(2, 2, [2, 0.9, 0.9, 3]), 50);

        PrecisionFit fit = new GraphicalLasso { Penalty = 0.4, Tolerance = 1e-14 }.Fit(sample, Token);

        NumericAssert.Close([2, 0.5, 0.5, 3], fit.Covariance.AsSpan(), 1e-7);
    }

    [Fact]
    public void Fit_OfOneSubject_EqualsTheGroupOfOne()
    {
        SampleCovariance[] data = RandomSubjects.Covariances(10, 1, seed: 3);

        PrecisionFit single = new GraphicalLasso { Penalty = 0.1 }.Fit(data[0], Token);
        GroupPrecisionFit group = new GroupSparseCovariance { Alpha = 0.1 }.Fit(data, Token);

        Assert.Equal(group.Precisions[0].AsSpan(), single.Precision.AsSpan());
        Assert.Equal(group.Convergence, single.Convergence);
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(0.05)]
    [InlineData(0.005)]
    public void Fit_OnASingularCovariance_ConvergesWithAGapThatIsNotNegative(double penalty)
    {
        SampleCovariance sample = RandomSubjects.Covariances(30, 1, seed: 4, samples: 12)[0];

        PrecisionFit fit = new GraphicalLasso { Penalty = penalty }.Fit(sample, Token);

        Assert.True(fit.Convergence.Converged);
        Assert.True(fit.Convergence.Certificate >= 0);
    }

    [Fact]
    public void Fit_WarmFromAnotherPenalty_ReachesTheSameOptimum()
    {
        SampleCovariance sample = RandomSubjects.Covariances(15, 1, seed: 5)[0];
        var estimator = new GraphicalLasso { Penalty = 0.1, Tolerance = 1e-11 };
        PrecisionFit cold = estimator.Fit(sample, Token);
        PrecisionFit other = (estimator with { Penalty = 0.3 }).Fit(sample, Token);

        PrecisionFit warm = (estimator with { Start = other.Precision }).Fit(sample, Token);

        NumericAssert.Close(cold.Convergence.Objective, warm.Convergence.Objective, 1e-10);
        NumericAssert.Close(cold.Precision.AsSpan(), warm.Precision.AsSpan(), 1e-5);
    }

    [Fact]
    public void Fit_AboveTheLargestCovariance_IsDiagonalAndSaysSo()
    {
        SampleCovariance sample = RandomSubjects.Covariances(4, 1, seed: 6)[0];

        PrecisionFit fit = new GraphicalLasso { Penalty = 1e3 }.Fit(sample, Token);

        Assert.Equal(4, fit.Precision.AsSpan().ToArray().Count(x => x != 0));
        Assert.StartsWith("Penalty (1000)", Assert.Single(fit.Warnings), StringComparison.Ordinal);
    }
}
