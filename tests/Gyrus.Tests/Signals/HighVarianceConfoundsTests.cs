using Gyrus.Signals;
using static Gyrus.Tests.Signals.SignalCases;

namespace Gyrus.Tests.Signals;

public sealed class HighVarianceConfoundsTests
{
    [Fact]
    public void Of_FindsTheCourseOfTheFewVoxelsThatVaryMost()
    {
        Matrix noise = Noise(80, 200, 1, mean: 100);
        Matrix source = Noise(80, 1, 2);
        Matrix voxels = Matrix.Create(80, 200, (t, v) => noise[t, v] + (v % 50 == 3 ? 20 * source[t, 0] : 0));

        Confounds found = new HighVarianceConfounds
        {
            Count = 1,
            Detrend = false,
            Percent = 2,
        }.Of(Matrix.Create(80, 200, (t, v) => voxels[t, v] - 100));

        double product = 0;
        double norm = 0;
        for (int t = 0; t < 80; t++)
        {
            product += found.Values[t, 0] * source[t, 0];
            norm += source[t, 0] * source[t, 0];
        }

        Assert.InRange(Math.Abs(product) / Math.Sqrt(norm), 0.99, 1 + 1e-12);
        Assert.Equal(["high_variance 1"], found.Names);
    }

    [Fact]
    public void Of_GivesUnitColumnsWhoseLargestEntryIsPositive()
    {
        Matrix found = new HighVarianceConfounds { Percent = 20 }
            .Of(Noise(60, 100, 3))
            .Values;

        for (int j = 0; j < 5; j++)
        {
            Assert.True(found.Column(j).ToArray().MaxBy(Math.Abs) > 0);
            NumericAssert.Close(1, found.Column(j).ToArray().Sum(v => v * v), 1e-12);
        }
    }

    [Fact]
    public void Of_PassesOverVoxelsThatAreNotFinite()
    {
        Matrix voxels = Noise(60, 100, 4);
        var estimator = new HighVarianceConfounds { Percent = 20 };
        Matrix spoiled = Matrix.Create(
            60,
            102,
            (t, v) =>
                v < 100 ? voxels[t, v]
                : v == 100 ? double.NaN
                : double.PositiveInfinity
        );

        Assert.Equal(estimator.Of(voxels).Values.AsSpan(), estimator.Of(spoiled).Values.AsSpan());
    }

    [Fact]
    public void Of_WithTooFewVoxels_SaysSo()
    {
        string message = Assert
            .Throws<ArgumentException>(() => new HighVarianceConfounds().Of(Noise(60, 100, 5)))
            .Message;

        Assert.Contains("there are 2 voxels and 60 samples", message, StringComparison.Ordinal);
    }
}
