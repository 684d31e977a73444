namespace Gyrus.Tests.Numerics;

public sealed class RngTests
{
    // Numbers printed by numpy 1.24: default_rng(seed).random().
    [Theory]
    [InlineData(42UL, 0.7739560485559633, 0.4388784397520523)]
    [InlineData(0UL, 0.6369616873214543, 0.2697867137638703)]
    public void NextDouble_ReproducesNumpy(ulong seed, double first, double second)
    {
        var rng = new Rng(seed);

        Assert.Equal([first, second], new[] { rng.NextDouble(), rng.NextDouble() });
    }

    [Fact]
    public void NextNormal_HasMeanZeroAndVarianceOne()
    {
        var rng = new Rng(1);
        double[] values = new double[100_000];
        rng.FillNormal(values);

        Assert.InRange(values.Average(), -0.02, 0.02);
        Assert.InRange(values.Sum(v => v * v) / values.Length, 0.98, 1.02);
    }

    [Fact]
    public void ForPart_GivesADifferentStreamForEachPart() =>
        Assert.Equal(100, Enumerable.Range(0, 100).Select(k => Rng.ForPart(7, k).NextBits()).Distinct().Count());
}
