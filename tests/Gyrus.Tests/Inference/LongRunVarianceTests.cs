using Gyrus.Inference;

namespace Gyrus.Tests.Inference;

public sealed class LongRunVarianceTests
{
    [Fact]
    public void NeweyWest_OfAnAutoregression_IsItsLongRunVariance()
    {
        // AR(1) with ρ = 0.6 and unit innovations: the long-run variance is 1/(1 − ρ)² = 6.25; without lags it is 1/(1 − ρ²) = 1.5625.
        int n = 200_000;
        Matrix s = Autoregression(n, 0.6, 7);

        int lags = LongRunVariance.AndrewsLags(s, [0]);
        double value = LongRunVariance.NeweyWest(s, [0], lags)[0, 0] / n;

        Assert.InRange(value, 5.6, 6.6);
        Assert.InRange(LongRunVariance.NeweyWest(s, [0], 0)[0, 0] / n, 1.5, 1.62);
    }

    [Theory]
    [InlineData(17, 0)]
    [InlineData(17, 3)]
    [InlineData(17, 5)]
    [InlineData(17, 40)]
    [InlineData(1300, 60)]
    public void NeweyWest_EqualsItsDefinitionPairByPair(int samples, int lags)
    {
        int[] starts = [0, 4, 5, 11];
        Matrix s = Random(samples, 3, 2);

        Matrix sum = LongRunVariance.NeweyWest(s, starts, lags);

        int[] trial = [.. Enumerable.Range(0, samples).Select(t => starts.Count(x => x <= t))];
        for (int a = 0; a < 3; a++)
        {
            for (int b = 0; b < 3; b++)
            {
                double expected = 0;
                for (int t = 0; t < samples; t++)
                {
                    for (int u = Math.Max(0, t - lags); u < Math.Min(samples, t + lags + 1); u++)
                    {
                        expected +=
                            trial[t] == trial[u] ? (1 - (Math.Abs(t - u) / (lags + 1.0))) * s[t, a] * s[u, b] : 0;
                    }
                }

                Assert.Equal(expected, sum[a, b], 1e-14 * samples * (lags + 1));
                Assert.Equal(sum[a, b], sum[b, a]);
            }
        }
    }

    [Fact]
    public void Clustered_IsTheVarianceOfTheSumsOfTrials()
    {
        Matrix s = Matrix.FromColumnMajor(5, 1, [1, 2, -4, 3, 1]);

        double value = LongRunVariance.Clustered(s, [0, 2, 3])[0, 0];

        Assert.Equal(1.5 * (9 + 16 + 16), value, 1e-12);
    }

    [Fact]
    public void AndrewsLags_OfWhiteScores_AreFewAndGrowWithTheAutocorrelation()
    {
        int white = LongRunVariance.AndrewsLags(Random(5000, 2, 4), [0]);
        int slow = LongRunVariance.AndrewsLags(Autoregression(5000, 0.9, 4), [0]);

        Assert.InRange(white, 0, 8);
        Assert.InRange(slow, 40, 200);
    }

    private static Matrix Random(int rows, int columns, ulong seed)
    {
        var rng = new Rng(seed);
        return Matrix.Create(rows, columns, (_, _) => rng.NextNormal());
    }

    private static Matrix Autoregression(int n, double rho, ulong seed)
    {
        var rng = new Rng(seed);
        double state = rng.NextNormal() / Math.Sqrt(1 - (rho * rho));
        return Matrix.Create(n, 1, (_, _) => state = (rho * state) + rng.NextNormal());
    }
}
