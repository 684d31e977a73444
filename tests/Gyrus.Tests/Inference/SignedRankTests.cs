using Gyrus.Inference;

namespace Gyrus.Tests.Inference;

public sealed class SignedRankTests
{
    [Fact]
    public void Test_FiveGains_IsOneInThirtyTwo()
    {
        SignedRankResult result = SignedRank.Test([0.1, 0.4, 0.2, 0.3, 0.7]);

        Assert.Equal(15, result.Statistic);
        Assert.Equal(1.0 / 32, result.PGreater);
        Assert.Equal(1.0 / 16, result.PTwoSided);
        Assert.Equal(1, result.PLess);
    }

    [Fact]
    public void Test_SmallSamples_EqualsTheCountOverAllSigns()
    {
        var rng = new Rng(3);
        for (int n = 1; n <= 10; n++)
        {
            // Few values, so that ties are common.
            double[] d =
            [
                .. Enumerable.Range(0, n).Select(_ => (1.0 + rng.NextInt(4)) * (rng.NextDouble() < 0.4 ? -1 : 1)),
            ];

            SignedRankResult result = SignedRank.Test(d);

            (double less, double greater) = Enumerated(d);
            Assert.Equal(greater, result.PGreater, 1e-15);
            Assert.Equal(less, result.PLess, 1e-15);
        }
    }

    [Fact]
    public void Test_FiftyOne_TheNormalOneIsNearTheExactOneOfFifty()
    {
        var rng = new Rng(5);
        double[] d = [.. Enumerable.Range(0, 51).Select(_ => rng.NextNormal() + 0.3)];

        SignedRankResult normal = SignedRank.Test(d);
        SignedRankResult exact = SignedRank.Test(d[..50]);

        Assert.False(normal.IsExact);
        Assert.True(exact.IsExact);
        double n = 51;
        double z = (normal.Statistic - (n * (n + 1) / 4) - 0.5) / Math.Sqrt(n * (n + 1) * ((2 * n) + 1) / 24);
        Assert.Equal(0.5 * StudentTLimit(z), normal.PGreater, 1e-5);
        Assert.InRange(normal.PGreater / exact.PGreater, 0.5, 2);
    }

    [Fact]
    public void Test_ZerosAndNaN_DoNotCount() =>
        Assert.Equal(SignedRank.Test([1, -2, 3]), SignedRank.Test([0, 1, double.NaN, -2, 0, 3]));

    [Fact]
    public void Test_NoDifferences_IsNoEvidence() => Assert.Equal(1, SignedRank.Test([0, 0]).PTwoSided);

    private static double StudentTLimit(double z) => Gyrus.Numerics.Distributions.StudentT.TwoSidedP(z, 1e5);

    private static (double Less, double Greater) Enumerated(double[] d)
    {
        double[] ranks =
        [
            .. d.Select(v =>
                d.Count(u => Math.Abs(u) < Math.Abs(v)) + (0.5 * (d.Count(u => Math.Abs(u) == Math.Abs(v)) + 1))
            ),
        ];
        double observed = Enumerable.Range(0, d.Length).Where(i => d[i] > 0).Sum(i => ranks[i]);
        double[] all =
        [
            .. Enumerable
                .Range(0, 1 << d.Length)
                .Select(signs => Enumerable.Range(0, d.Length).Where(i => (signs >> i & 1) == 1).Sum(i => ranks[i])),
        ];
        return (all.Count(w => w <= observed) / (double)all.Length, all.Count(w => w >= observed) / (double)all.Length);
    }
}
