using Gyrus.Glm;

namespace Gyrus.Tests.Glm;

public sealed class LinkFunctionTests
{
    /// <summary>Samples without a value stand between others, and arrays lie anywhere in memory: neither changes a digit.</summary>
    [Fact]
    public void Mean_BesideSamplesWithoutValue_DependsOnItsOwnSampleOnly()
    {
        const int Samples = 403;
        var rng = new Rng(1);
        double[] eta = [.. Enumerable.Range(0, Samples).Select(i => i % 10 < 6 ? double.NaN : rng.NextNormal())];
        double[] expected = [.. eta.Select(e => LinkFunction.Mean(Link.Exp, e))];

        for (int offset = 0; offset < 8; offset++)
        {
            double[] room = new double[Samples + 8];
            Span<double> mean = room.AsSpan(offset, Samples);
            eta.CopyTo(mean);
            LinkFunction.Mean(Link.Exp, mean, mean);
            Assert.Equal(expected, mean.ToArray());
        }
    }
}
