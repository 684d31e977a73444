using Gyrus.Validation;

namespace Gyrus.Tests.Validation;

public sealed class ContiguousFoldsTests
{
    [Theory]
    [InlineData(10, 5, new[] { 2, 2, 2, 2, 2 })]
    [InlineData(13, 5, new[] { 3, 3, 3, 2, 2 })]
    [InlineData(168, 5, new[] { 34, 34, 34, 33, 33 })]
    [InlineData(3, 3, new[] { 1, 1, 1 })]
    public void Split_GivesTheFirstBlocksTheRemainder(int samples, int folds, int[] sizes)
    {
        IReadOnlyList<Fold> split = ContiguousFolds.Split(samples, folds);

        Assert.Equal(sizes, split.Select(f => f.Count));
        Assert.Equal(0, split[0].Start);
        Assert.All(
            split.Zip(split.Skip(1)),
            pair => Assert.Equal(pair.First.Start + pair.First.Count, pair.Second.Start)
        );
        Assert.Equal(samples, split[^1].Start + split[^1].Count);
    }

    [Fact]
    public void Fold_TrainAndTest_TogetherAreAllRowsInOrder()
    {
        Matrix rows = Matrix.Create(11, 2, (i, j) => i + (100 * j));

        foreach (Fold fold in ContiguousFolds.Split(11, 3))
        {
            Matrix test = fold.Test(rows);
            Matrix train = fold.Train(rows);
            double[] expectedTest = [.. Enumerable.Range(fold.Start, fold.Count).Select(i => 100.0 + i)];
            double[] expectedTrain = [.. Enumerable.Range(0, 11).Select(i => 100.0 + i).Except(expectedTest)];

            Assert.Equal(expectedTest, test.Column(1).ToArray());
            Assert.Equal(expectedTrain, train.Column(1).ToArray());
        }
    }

    [Fact]
    public void Split_MoreFoldsThanSamples_SaysHowManyThereAre()
    {
        var error = Assert.Throws<ArgumentException>(() => ContiguousFolds.Split(4, 5));

        Assert.Equal("5 folds need at least 5 samples, but there are 4. Use fewer folds.", error.Message);
    }

    [Fact]
    public void Split_OneFold_IsRefused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => ContiguousFolds.Split(10, 1));

    [Fact]
    public void Test_RowsOfAnotherSeries_AreRefused() =>
        Assert.Throws<ArgumentException>(() => ContiguousFolds.Split(10, 2)[0].Test(new Matrix(9, 1)));
}
