using Gyrus.Glm.Features;

namespace Gyrus.Tests.Glm.Features;

public sealed class TimeBinsTests
{
    private static readonly TimeBins Bins = new() { WidthSeconds = 0.1, Count = 10 };

    [Fact]
    public void Counts_AtEdges_BelongToTheBinThatBegins()
    {
        double[] edges = [.. Enumerable.Range(0, 10).Select(Bins.EdgeSeconds)];

        Assert.Equal(Enumerable.Repeat(1.0, 10), Bins.Counts(edges));
    }

    [Fact]
    public void Counts_AtTheVeryEnd_BelongToTheLastBin() => Assert.Equal(1, Bins.Counts([Bins.EdgeSeconds(10)])[9]);

    [Fact]
    public void Counts_OutsideTheGrid_AreLeftOut() =>
        Assert.Equal(0, Bins.Counts([-1e-9, Bins.EdgeSeconds(10) + 1e-9]).Sum());

    [Fact]
    public void Counts_OfATimeThatIsNoNumber_SaysWhichSpike() =>
        Assert.Contains(
            "Spike 1",
            Assert.Throws<ArgumentException>(() => Bins.Counts([0.5, double.NaN])).Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void Align_Linear_IsExactOnALine()
    {
        double[] times = [0, 0.33, 0.5, 1];

        double[] values = Bins.Align(times, [.. times.Select(t => (3 * t) - 1)], Alignment.Linear);

        NumericAssert.Close([.. Enumerable.Range(0, 10).Select(i => (3 * Bins.CentreSeconds(i)) - 1)], values, 1e-14);
    }

    [Fact]
    public void Align_OutsideTheSamples_HasNoValue()
    {
        double[] times = [0.2, 0.3];

        Assert.True(double.IsNaN(Bins.Align(times, [1, 2], Alignment.Linear)[0]));
        Assert.True(double.IsNaN(Bins.Align(times, [1, 2], Alignment.Linear)[9]));
        Assert.True(double.IsNaN(Bins.Align(times, [1, 2], Alignment.Previous)[0]));
        Assert.Equal(2, Bins.Align(times, [1, 2], Alignment.Previous)[9]);
        Assert.True(double.IsNaN(Bins.Align(times, [1, 2], Alignment.Mean)[9]));
    }

    [Fact]
    public void Align_Mean_IsThatOfTheFiniteValuesInTheBin() =>
        Assert.Equal(2, Bins.Align([0.01, 0.05, 0.09, 0.11], [1, double.NaN, 3, 9], Alignment.Mean)[0]);

    [Fact]
    public void Align_OfTimesThatFall_SaysWhere() =>
        Assert.Contains(
            "time 1",
            Assert.Throws<ArgumentException>(() => Bins.Align([0.2, 0.1], [1, 2], Alignment.Mean)).Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void Restrict_GivesTheBinsOfEachEpoch()
    {
        var epochs = new Epochs(new Interval(0, 0.2), new Interval(0.5, 0.75));

        (int[] rows, int[] trials) = epochs.Restrict(Bins);

        Assert.Equal<int[]>([0, 1, 5, 6], rows);
        Assert.Equal<int[]>([0, 0, 1, 1], trials);
    }

    [Fact]
    public void Intersect_IsTheTimeInBoth()
    {
        var a = new Epochs(new Interval(0, 2), new Interval(3, 5));
        var b = new Epochs(new Interval(1, 4), new Interval(5, 6));

        Assert.Equal([new Interval(1, 2), new Interval(3, 4)], a.Intersect(b).IntervalsSeconds);
    }

    [Fact]
    public void Epochs_ThatOverlap_AreRefused() =>
        Assert.Contains(
            "epoch 1",
            Assert.Throws<ArgumentException>(() => new Epochs(new Interval(0, 2), new Interval(1, 3))).Message,
            StringComparison.Ordinal
        );

    [SharedFact]
    public void DifferenceOfGammas_MatchesGolden()
    {
        double[] expected = BasisGolden.Numbers(
            BasisGolden.Root.GetProperty("difference_of_gammas").GetProperty("expected")
        );

        NumericAssert.Close(expected, new DifferenceOfGammas().Filter(12), 1e-12);
    }
}
