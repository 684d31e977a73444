using Gyrus.Inference;

namespace Gyrus.Tests.Inference;

public sealed class FalseDiscoveryRateTests
{
    [Fact]
    public void Adjust_PublishedExample_RejectsTheFirstFourOfFifteen()
    {
        // The fifteen p-values of Benjamini and Hochberg (1995), section 3.2: at 5 % the procedure rejects four.
        double[] p =
        [
            0.0001,
            0.0004,
            0.0019,
            0.0095,
            0.0201,
            0.0278,
            0.0298,
            0.0344,
            0.0459,
            0.3240,
            0.4262,
            0.5719,
            0.6528,
            0.7590,
            1.0000,
        ];

        double[] adjusted = FalseDiscoveryRate.Adjust(p);

        Assert.Equal(4, adjusted.Count(q => q <= 0.05));
        Assert.Equal(0.0001 * 15, adjusted[0], 1e-15);
        Assert.Equal(0.0344 * 15 / 8, adjusted[7], 1e-15);
        Assert.Equal(1, adjusted[14]);
    }

    [Fact]
    public void Adjust_IsTheDefinitionAndIgnoresNaN()
    {
        var rng = new Rng(3);
        double[] p = [.. Enumerable.Range(0, 60).Select(i => i % 7 == 0 ? double.NaN : Math.Pow(rng.NextDouble(), 3))];

        double[] adjusted = FalseDiscoveryRate.Adjust(p);

        double[] sorted = [.. p.Where(v => !double.IsNaN(v)).Order()];
        for (int i = 0; i < p.Length; i++)
        {
            double expected = double.IsNaN(p[i])
                ? double.NaN
                : Enumerable
                    .Range(1, sorted.Length)
                    .Where(rank => sorted[rank - 1] >= p[i])
                    .Min(rank => Math.Min(1, sorted[rank - 1] * sorted.Length / rank));
            Assert.Equal(expected, adjusted[i], 1e-15);
        }
    }

    [Fact]
    public void Adjust_NoProbability_IsRefused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => FalseDiscoveryRate.Adjust([0.1, 1.2]));
}
