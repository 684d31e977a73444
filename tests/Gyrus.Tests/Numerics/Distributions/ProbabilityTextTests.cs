using Gyrus.Inference;
using Gyrus.Numerics.Distributions;

namespace Gyrus.Tests.Numerics.Distributions;

public sealed class ProbabilityTextTests
{
    [Theory]
    [InlineData(0.25, -0.602, "0.25")]
    [InlineData(1e-299, -299, "1E-299")]
    [InlineData(0, -411.4925, "3.217e-412")]
    [InlineData(1e-310, -310, "1e-310")]
    [InlineData(0, -400.0000001, "1e-400")]
    [InlineData(0, double.NegativeInfinity, "0")]
    [InlineData(double.NaN, double.NaN, "NaN")]
    public void Of_AProbability_IsItsNumberWhateverADoubleCarries(double p, double log10, string text) =>
        Assert.Equal(text, ProbabilityText.Of(p, log10, "R"));

    [Theory]
    [InlineData(3, 5)]
    [InlineData(40, 2)]
    [InlineData(700, 24)]
    [InlineData(0.5, 3)]
    [InlineData(-1, 3)]
    public void LogSurvival_WhereANumberCarriesIt_IsTheLogarithm(double x, double degrees) =>
        Assert.Equal(Math.Log(ChiSquared.Survival(x, degrees)), ChiSquared.LogSurvival(x, degrees), 1e-9);

    [Fact]
    public void LogSurvival_OfTwoDegrees_IsMinusHalfTheStatistic_HoweverLarge() =>
        Assert.All(
            (double[])[10, 2000, 1e5, 1e9],
            x => Assert.Equal(1, ChiSquared.LogSurvival(x, 2) / (-0.5 * x), 1e-12)
        );

    [Fact]
    public void AdjustLogs_AreTheLogarithmsOfAdjust()
    {
        double[] p = [0.2, 1e-5, double.NaN, 0.9, 3e-4, 0.2];

        double[] logs = FalseDiscoveryRate.AdjustLogs(Array.ConvertAll(p, Math.Log));

        double[] adjusted = FalseDiscoveryRate.Adjust(p);
        Assert.All(Enumerable.Range(0, p.Length), i => Assert.Equal(adjusted[i], Math.Exp(logs[i]), 1e-15));
        Assert.Equal([-2000 + Math.Log(2), -900], FalseDiscoveryRate.AdjustLogs([-2000, -900]));
        Assert.Throws<ArgumentOutOfRangeException>(() => FalseDiscoveryRate.AdjustLogs([0.1]));
    }
}
