using Gyrus.Glm;
using Gyrus.Glm.Diagnostics;
using Gyrus.Glm.Scores;
using Gyrus.Numerics.Distributions;

namespace Gyrus.Tests.Glm.Diagnostics;

public sealed class TimeRescalingTests
{
    private static (double[] Counts, double[] Means) Poisson(ulong seed, int bins = 5000)
    {
        var rng = new Rng(seed);
        double[] means = [.. Enumerable.Range(0, bins).Select(i => 0.3 + (0.25 * Math.Sin(i * 0.01)))];
        return ([.. means.Select(m => (double)PoissonDraw.Next(rng, m))], means);
    }

    [Fact]
    public void Test_TheTrueModel_ExceedsTheBoundAboutOnceInTwenty()
    {
        int outside = Enumerable
            .Range(0, 200)
            .Count(s =>
            {
                (double[] counts, double[] means) = Poisson((ulong)s, 1500);
                return !TimeRescaling.Test(counts, means, 1).IsInsideBound95;
            });

        // Binomial(200, 0.05): outside of 2 … 22 with a probability below 1e-3.
        Assert.InRange(outside, 2, 22);
    }

    [Fact]
    public void Test_MeansTooLargeByAFactor_GiveTheDistanceOfThatFactor()
    {
        (double[] counts, double[] means) = Poisson(1);

        TimeRescalingResult result = TimeRescaling.Test(counts, [.. means.Select(m => 1.4 * m)], 1);

        // 1 − e^{−1.4E} of an exponential E: the distance is max over u of u^{1/1.4} − u.
        double u = Math.Pow(1 / 1.4, 3.5);
        Assert.InRange(result.Statistic, Math.Pow(u, 1 / 1.4) - u - 0.03, Math.Pow(u, 1 / 1.4) - u + 0.03);
        Assert.True(result.Statistic > 2 * result.Bound99);
    }

    [Fact]
    public void Test_AVaryingRateTakenAsConstant_LeavesASerialCorrelation()
    {
        (double[] counts, double[] means) = Poisson(2, 50_000);

        TimeRescalingResult constant = TimeRescaling.Test(counts, [.. counts.Select(_ => counts.Average())], 1);
        TimeRescalingResult right = TimeRescaling.Test(counts, means, 1);

        Assert.True(constant.SerialCorrelation > 0.05);
        Assert.InRange(right.SerialCorrelation, -0.03, 0.03);
    }

    [Fact]
    public void TestBinary_TheTrueProbabilities_ExceedTheBoundAboutOnceInTwenty_HoweverWideTheBins()
    {
        int outside = Enumerable.Range(0, 200).Count(s => !Binary((ulong)s, 1500, 1).IsInsideBound95);

        // Binomial(200, 0.05): outside of 2 … 22 with a probability below 1e-3.
        Assert.InRange(outside, 2, 22);
    }

    [Fact]
    public void TestBinary_ProbabilitiesTooLarge_AreOutside()
    {
        TimeRescalingResult result = Binary(1, 5000, 1.3);

        Assert.True(result.Statistic > result.Bound99);
    }

    [Fact]
    public void TestBinary_OfTwoSpikesInABin_SaysWhere()
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => TimeRescaling.TestBinary([0, 2], [0.5, 0.5]));

        Assert.Contains("needs responses of 0 or 1, but bin 1 holds 2", error.Message, StringComparison.Ordinal);
    }

    /// <summary>Spikes of probabilities up to 0.75 a bin, judged by them times a factor.</summary>
    private static TimeRescalingResult Binary(ulong seed, int bins, double factor)
    {
        var rng = new Rng(seed);
        double[] p = [.. Enumerable.Range(0, bins).Select(i => 0.45 + (0.3 * Math.Sin(i * 0.01)))];
        double[] spikes = [.. p.Select(v => rng.NextDouble() < v ? 1.0 : 0)];
        return TimeRescaling.TestBinary(spikes, [.. p.Select(v => Math.Min(1, factor * v))], seed + 1);
    }

    [Fact]
    public void Test_SameSeed_SameBits()
    {
        (double[] counts, double[] means) = Poisson(3);

        Assert.Equal(TimeRescaling.Test(counts, means, 4).Uniform, TimeRescaling.Test(counts, means, 4).Uniform);
        Assert.NotEqual(TimeRescaling.Test(counts, means, 4).Uniform, TimeRescaling.Test(counts, means, 5).Uniform);
    }

    [Fact]
    public void Test_EverySpikeEndsAnInterval()
    {
        double[] counts = [1, 0, 1, 1, 0, 2, double.NaN, 1, 1];
        double[] means = [.. Enumerable.Repeat(0.5, 9)];

        Assert.Equal(7, TimeRescaling.Test(counts, means).Uniform.Count);
    }

    [Fact]
    public void Test_TheTrueModelInShortPieces_ExceedsTheBoundAboutOnceInTwenty()
    {
        int outside = Enumerable
            .Range(0, 200)
            .Count(s =>
            {
                (double[] counts, double[] means) = Poisson((ulong)s, 1500);
                double[] pieces = [.. counts.Select((c, i) => i % 10 == 0 ? double.NaN : c)];
                return !TimeRescaling.Test(pieces, means, 1).IsInsideBound95;
            });

        // Intervals that were cut at the gaps would leave the short ones only, and most samples outside.
        Assert.InRange(outside, 2, 22);
    }

    [Fact]
    public void Test_HalfASpike_IsRefused() =>
        Assert.Contains(
            "bin 1 holds 0.5",
            Assert.Throws<ArgumentException>(() => TimeRescaling.Test([1, 0.5], [1, 1])).Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void ResidualAutocorrelation_OfAnAutoregression_IsItsCorrelation()
    {
        var rng = new Rng(1);
        double state = 0;
        double[] y = [.. Enumerable.Range(0, 100_000).Select(_ => state = (0.7 * state) + rng.NextNormal())];
        var prediction = new GlmPrediction
        {
            Family = Family.Gaussian,
            Responses = y,
            Means = new double[y.Length],
        };

        double[] r = ResidualAutocorrelation.Of(prediction, 3);

        NumericAssert.Close([0.7, 0.49, 0.343], r, 0.02);
    }

    [Fact]
    public void ResidualAutocorrelation_PairsStayInsideTrials()
    {
        var prediction = new GlmPrediction
        {
            Family = Family.Gaussian,
            Responses = [1, -1, 1, -1],
            Means = new double[4],
        };

        Assert.Equal(-0.5, ResidualAutocorrelation.Of(prediction, 1, [1, 1, 2, 2])[0], 1e-15);
    }
}
