using Gyrus.Pipelines.Phantom;

namespace Gyrus.Tests.Pipelines;

public sealed class FastNoiseTests
{
    [Fact]
    public void AddAndScale_AddsNoiseWithTheMomentsOfTheNormal()
    {
        const int Count = 400_001;
        double[] y = new double[Count];
        double[] ones = [.. Enumerable.Repeat(1.0, Count)];

        new FastNoise(5, 1, 2).AddAndScale(y, ones, 1);

        double Moment(int power) => y.Sum(v => Math.Pow(v, power)) / Count;
        Assert.InRange(Moment(1), -0.008, 0.008);
        Assert.InRange(Moment(2), 0.99, 1.01);
        Assert.InRange(Moment(3), -0.02, 0.02);
        Assert.InRange(Moment(4), 2.92, 3.03);
        Assert.InRange(y.Count(v => Math.Abs(v) > 1.959964) / (double)Count, 0.048, 0.052);
    }

    [Fact]
    public void AddAndScale_GivesVolumesAndSubjectsUncorrelatedNoise()
    {
        double[][] streams =
        [
            .. new[] { (0, 0), (0, 1), (1, 0), (1, 1) }.Select(p =>
            {
                double[] y = new double[40_000];
                new FastNoise(1, p.Item1, p.Item2).AddAndScale(y, [.. Enumerable.Repeat(1.0, y.Length)], 1);
                return y;
            }),
        ];

        for (int a = 0; a < 4; a++)
        {
            for (int b = 0; b < a; b++)
            {
                Assert.InRange(streams[a].Zip(streams[b], (u, v) => u * v).Average(), -0.025, 0.025);
            }

            Assert.InRange(streams[a].Skip(1).Zip(streams[a], (u, v) => u * v).Average(), -0.025, 0.025);
        }
    }
}
