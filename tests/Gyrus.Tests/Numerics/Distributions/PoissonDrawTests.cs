using Gyrus.Numerics.Distributions;

namespace Gyrus.Tests.Numerics.Distributions;

public sealed class PoissonDrawTests
{
    [Theory]
    [InlineData(0.3)]
    [InlineData(7)]
    [InlineData(16.5)]
    [InlineData(60)]
    [InlineData(400)]
    public void Next_FrequenciesFollowTheDistribution(double mean)
    {
        const int draws = 40_000;
        var rng = new Rng(11);
        int[] counts = new int[(int)(3 * mean) + 60];
        for (int i = 0; i < draws; i++)
        {
            counts[PoissonDraw.Next(rng, mean)]++;
        }

        // Pearson's statistic over the values that are expected at least ten times; the rest is one cell.
        double statistic = 0;
        int cells = 0;
        (double restExpected, int restSeen) = (draws, draws);
        for (int k = 0; k < counts.Length; k++)
        {
            double expected = draws * Math.Exp((k * Math.Log(mean)) - mean - GammaFunction.Log(k + 1));
            if (expected >= 10)
            {
                statistic += (counts[k] - expected) * (counts[k] - expected) / expected;
                cells++;
                (restExpected, restSeen) = (restExpected - expected, restSeen - counts[k]);
            }
        }

        statistic += (restSeen - restExpected) * (restSeen - restExpected) / restExpected;
        Assert.InRange(ChiSquared.Survival(statistic, cells), 1e-4, 1);
    }

    [Fact]
    public void Next_MeanZero_IsZero() => Assert.Equal(0, PoissonDraw.Next(new Rng(1), 0));
}
