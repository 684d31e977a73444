using Gyrus.Validation;

namespace Gyrus.Tests.Validation;

public sealed class PenaltySearchTests
{
    [Fact]
    public void Spaced_IsLogarithmicWithExactEnds()
    {
        IReadOnlyList<double> grid = PenaltyGrid.Spaced(0.9, 0.009, 4);

        Assert.Equal(0.9, grid[0]);
        Assert.Equal(0.009, grid[3]);
        NumericAssert.Close(0.9 * Math.Pow(10, -2.0 / 3), grid[1], 1e-15);
        NumericAssert.Close(0.9 * Math.Pow(10, -4.0 / 3), grid[2], 1e-15);
    }

    [Fact]
    public void Between_LeavesTheEndsOut() =>
        NumericAssert.Close([10, 1], [.. PenaltyGrid.Between(100, 0.1, 2)], 1e-15);

    [Theory]
    [InlineData(0.0)]
    [InlineData(-1.0)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Of_APenaltyThatIsNotPositive_IsRefusedByNumber(double bad)
    {
        var error = Assert.Throws<ArgumentException>(() => PenaltyGrid.Of([0.5, bad]));

        Assert.Contains("number 1 is", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_AnUnsortedList_IsSortedFromLargeToSmall() =>
        Assert.Equal([0.5, 0.3, 0.1], PenaltyGrid.Of([0.1, 0.5, 0.3]));

    [Fact]
    public void Of_AnEmptyList_IsRefused() => Assert.Throws<ArgumentException>(() => PenaltyGrid.Of([]));

    [Fact]
    public void Path_BestInside_RefinesBetweenItsNeighboursFromTheLargerOne()
    {
        PenaltyPath<Point> path = Path((8, 1), (4, 3), (2, 2), (1, 1));

        PenaltyPass<Point> pass = path.Refine(1, 2);

        Assert.Equal(4, path.Points[path.Best].Penalty);
        Assert.Equal(8, pass.Start!.Penalty);
        NumericAssert.Close([8 / Math.Pow(4, 1.0 / 3), 8 / Math.Pow(4, 2.0 / 3)], [.. pass.Penalties], 1e-15);
    }

    [Fact]
    public void Path_BestFirst_RefinesTheFirstInterval() => AssertPass(Path((8, 3), (4, 2), (2, 1)), start: 8, low: 4);

    [Fact]
    public void Path_BestLast_GoesAHundredTimesLower() => AssertPass(Path((8, 1), (4, 2), (2, 3)), start: 2, low: 0.02);

    [Fact]
    public void Path_NothingFiniteBelowTheBest_RefinesJustBelowTheBest() =>
        AssertPass(Path((8, 1), (4, 2), (2, double.NegativeInfinity)), start: 4, low: 2);

    [Fact]
    public void Path_OnePenalty_GoesLower() => AssertPass(Path((8, 1)), start: 8, low: 0.08);

    [Fact]
    public void Path_Tie_GoesToTheSmallerPenalty()
    {
        PenaltyPath<Point> path = Path((8, 1), (4, 2), (2, 2), (1, 1));

        Assert.Equal(2, path.Points[path.Best].Penalty);
    }

    [Fact]
    public void Refine_PenaltyTriedBefore_KeepsItsExactValueAndComesAfterTheEarlierPass()
    {
        double middle = Math.BitIncrement(Math.Sqrt(8 * 2));
        PenaltyPath<Point> path = Path((8, 1), (middle, 2), (2, 1));

        PenaltyPass<Point> pass = path.Refine(1, 3);
        var both = new PenaltyPath<Point>([.. path.Points, .. pass.Penalties.Select(p => new Point(p, 5))]);

        Assert.Equal(middle, pass.Penalties[1]);
        Assert.Equal([1, 5, 2, 5, 5, 1], both.Points.Select(p => p.MeanScore));
    }

    [Fact]
    public void Path_NoFiniteScore_Throws() =>
        Assert.Throws<ArithmeticException>(() => Path((8, double.NaN), (4, double.NegativeInfinity)));

    [Fact]
    public void Run_OnAParabola_ClosesInOnItsTop()
    {
        PenaltyPath<Point> path = PenaltySearch.Run<Point>(
            PenaltyGrid.Spaced(1, 0.01, 4),
            passes: 6,
            pass => [.. pass.Penalties.Select(a => new Point(a, -Math.Pow(Math.Log(a / 0.0371), 2)))]
        );

        Assert.Equal(24, path.Points.Count);
        NumericAssert.Close(0.0371, path.Points[path.Best].Penalty, 1e-4);
    }

    private static void AssertPass(PenaltyPath<Point> path, double start, double low)
    {
        PenaltyPass<Point> pass = path.Refine(1, 1);

        Assert.Equal(start, pass.Start!.Penalty);
        Assert.Equal(low, pass.Low, 1e-15);
        NumericAssert.Close(Math.Sqrt(start * low), pass.Penalties[0], 1e-15);
    }

    private static PenaltyPath<Point> Path(params (double Penalty, double Score)[] points) =>
        new(points.Select(p => new Point(p.Penalty, p.Score)));

    private sealed record Point(double Penalty, double MeanScore) : IScoredPenalty;
}
