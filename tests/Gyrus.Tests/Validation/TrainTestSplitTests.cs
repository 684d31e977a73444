using Gyrus.Validation;

namespace Gyrus.Tests.Validation;

public sealed class TrainTestSplitTests
{
    [Theory]
    [InlineData(180, 144)]
    [InlineData(181, 144)]
    [InlineData(260, 208)]
    public void Split_Contiguous_TrainsOnTheBeginning(int samples, int train)
    {
        SampleSplit split = TrainTestSplit.Contiguous.Split(samples);

        Assert.Equal(Enumerable.Range(0, train), split.Train);
        Assert.Equal(Enumerable.Range(train, samples - train), split.Test);
    }

    [Fact]
    public void Split_Random_IsAPartitionThatTheSeedDecides()
    {
        SampleSplit split = TrainTestSplit.Random(7).Split(180);

        Assert.Equal(144, split.Train.Count);
        Assert.Equal(Enumerable.Range(0, 180), split.Train.Concat(split.Test).Order());
        Assert.NotEqual(Enumerable.Range(0, 144), split.Train);
        Assert.Equal(split.Train, TrainTestSplit.Random(7).Split(180).Train);
        Assert.NotEqual(split.Train, TrainTestSplit.Random(8).Split(180).Train);
    }

    [Theory]
    [InlineData(1, 5)]
    [InlineData(4, 3)]
    [InlineData(3, 0)]
    public void Split_Blocked_KeepsTheGapOnBothSidesAndTestsEverythingElse(int blocks, int gap)
    {
        SampleSplit split = TrainTestSplit.Blocked(blocks, gap).Split(203);

        Assert.Empty(split.Train.Intersect(split.Test));
        Assert.All(split.Train, t => Assert.True(split.Test.Min(s => Math.Abs(s - t)) > gap));
        int[] left = [.. Enumerable.Range(0, 203).Except(split.Train).Except(split.Test)];
        Assert.All(left, t => Assert.True(split.Test.Min(s => Math.Abs(s - t)) <= gap));
        Assert.InRange(split.Test.Count, 38, 46);
    }

    [Fact]
    public void Split_FractionOfWholeNumbers_LosesNoSampleToRounding()
    {
        for (int train = 2; train < 3000; train++)
        {
            int test = Math.Max(1, train / 4);
            var split = new TrainTestSplit { Fraction = (double)train / (train + test) };

            Assert.Equal(train, split.Split(train + test).Train.Count);
        }
    }

    [Fact]
    public void Split_WhenNothingIsLeftToTrain_SaysSo()
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => TrainTestSplit.Blocked(1, 40).Split(40));

        Assert.Contains("gap", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(double.NaN)]
    public void Fraction_OutsideItsRange_IsRefused(double fraction) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new TrainTestSplit { Fraction = fraction });

    [Fact]
    public void Standardised_TestIsInTheUnitsOfTheTraining()
    {
        Matrix samples = Matrix.Create(10, 1, (t, _) => t < 8 ? (t % 2 == 0 ? 3 : 7) : 9);

        StandardisedSplit split = StandardisedSplit.Of(samples, TrainTestSplit.Contiguous.Split(10));

        Assert.Equal(5, split.Means[0], 12);
        Assert.Equal(2, split.Deviations[0], 12);
        Assert.Equal(-1, split.Train[0, 0], 12);
        Assert.Equal(2, split.Test[1, 0], 12);
        Assert.Equal(9, samples[9, 0]);
    }

    [Fact]
    public void Standardised_RegionConstantInTheTraining_IsNamed()
    {
        Matrix samples = Matrix.Create(10, 2, (t, j) => j == 0 ? t : Math.Max(0, t - 7) + 0.1);

        ArgumentException error = Assert.Throws<ArgumentException>(() =>
            StandardisedSplit.Of(samples, TrainTestSplit.Contiguous.Split(10))
        );

        Assert.Contains("Region 1", error.Message, StringComparison.Ordinal);
    }
}
