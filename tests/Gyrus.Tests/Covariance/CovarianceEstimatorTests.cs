using Gyrus.Covariance;

namespace Gyrus.Tests.Covariance;

public sealed class CovarianceEstimatorTests
{
    public static TheoryData<string> Cases => ["a", "b", "c_rank_deficient"];

    [SharedTheory]
    [MemberData(nameof(Cases))]
    public void LedoitWolf_AgreesWithScikitLearn(string name) => AssertGolden(new LedoitWolf(), name, "ledoitwolf");

    [SharedTheory]
    [MemberData(nameof(Cases))]
    public void Oas_AgreesWithScikitLearn(string name) => AssertGolden(new Oas(), name, "oas");

    [SharedTheory]
    [MemberData(nameof(Cases))]
    public void FixedShrinkage_AgreesWithScikitLearn(string name)
    {
        CovarianceFit fit = new FixedShrinkage { Shrinkage = 0.1 }.Fit(Signals(name));

        NumericAssert.Close(
            GoldenMatrix.Load("nilearn", "glasso", $"out_{name}_shrunk01_cov.npy").AsSpan(),
            fit.Covariance.Values.AsSpan(),
            1e-10
        );
    }

    [SharedTheory]
    [MemberData(nameof(Cases))]
    public void EmpiricalCovariance_AgreesWithScikitLearn(string name)
    {
        CovarianceFit fit = new EmpiricalCovariance().Fit(Signals(name));

        NumericAssert.Close(
            GoldenMatrix.Load("nilearn", "glasso", $"out_{name}_empcov.npy").AsSpan(),
            fit.Covariance.Values.AsSpan(),
            1e-12
        );
    }

    [Fact]
    public void LedoitWolf_MatchesItsDefinitionSampleBySample()
    {
        Matrix x = Normal(17, 5, seed: 3);
        Matrix s = SampleCovariance.OfSignals(x).Values;
        double mu = Enumerable.Range(0, 5).Average(i => s[i, i]);
        double[] means = [.. Enumerable.Range(0, 5).Select(j => x.Column(j).ToArray().Average())];
        double distance = 0;
        double noise = 0;
        for (int i = 0; i < 5; i++)
        {
            for (int j = 0; j < 5; j++)
            {
                distance += Math.Pow(s[i, j] - (i == j ? mu : 0), 2);
                for (int t = 0; t < 17; t++)
                {
                    noise += Math.Pow(((x[t, i] - means[i]) * (x[t, j] - means[j])) - s[i, j], 2) / (17.0 * 17);
                }
            }
        }

        double shrinkage = new LedoitWolf().Fit(x).Shrinkage!.Value;

        NumericAssert.Close(Math.Min(noise, distance) / distance, shrinkage, 1e-12);
    }

    [Fact]
    public void LedoitWolf_ManySamples_ShrinksHardlyAtAll() =>
        Assert.InRange(new LedoitWolf().Fit(Mixed(20000, 6)).Shrinkage!.Value, 0, 1e-3);

    [Fact]
    public void Shrunk_FewerSamplesThanRegions_IsPositiveDefinite()
    {
        foreach (ICovarianceEstimator estimator in new ICovarianceEstimator[] { new LedoitWolf(), new Oas() })
        {
            SampleCovariance covariance = estimator.Fit(Normal(6, 20, seed: 5)).Covariance;

            Assert.Equal(-1, new ManagedLinearAlgebra().Cholesky(covariance.Values.Copy().Values, 20));
        }
    }

    [Fact]
    public void Estimators_OneRegion_AreNotShrunk()
    {
        Matrix x = Normal(30, 1, seed: 8);

        Assert.Equal(0, new LedoitWolf().Fit(x).Shrinkage);
        Assert.Equal(0, new Oas().Fit(x).Shrinkage);
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1.1)]
    [InlineData(double.NaN)]
    public void FixedShrinkage_OutsideZeroToOne_IsRefused(double shrinkage) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new FixedShrinkage { Shrinkage = shrinkage });

    private static void AssertGolden(ICovarianceEstimator estimator, string name, string file)
    {
        CovarianceFit fit = estimator.Fit(Signals(name));

        NumericAssert.Close(
            Npy.Golden("nilearn", "glasso", $"out_{name}_{file}_shrinkage.npy").Scalar,
            fit.Shrinkage!.Value,
            1e-10
        );
        NumericAssert.Close(
            GoldenMatrix.Load("nilearn", "glasso", $"out_{name}_{file}_cov.npy").AsSpan(),
            fit.Covariance.Values.AsSpan(),
            1e-10
        );
    }

    private static Matrix Signals(string name) => GoldenMatrix.Load("nilearn", "glasso", $"in_{name}_X.npy");

    private static Matrix Normal(int samples, int regions, ulong seed)
    {
        double[] values = new double[samples * regions];
        new Rng(seed).FillNormal(values);
        return Matrix.FromColumnMajor(samples, regions, values);
    }

    private static Matrix Mixed(int samples, int regions)
    {
        Matrix x = Normal(samples, regions, seed: 2);
        return Matrix.Create(samples, regions, (t, j) => (j + 1) * (x[t, j] + x[t, 0]));
    }
}
