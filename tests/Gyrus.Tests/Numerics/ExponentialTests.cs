using System.Runtime.Intrinsics;

namespace Gyrus.Tests.Numerics;

public sealed class ExponentialTests
{
    private static readonly double[] Strange =
    [
        double.NaN,
        double.PositiveInfinity,
        double.NegativeInfinity,
        double.MaxValue,
        800,
        705,
        -705,
        -740,
        -1000,
    ];

    [Fact]
    public void Of_OneNumber_DoesNotDependOnItsNeighbours()
    {
        var rng = new Rng(1);
        for (int length = 1; length < 67; length++)
        {
            double[] x = [.. Enumerable.Range(0, length).Select(_ => 3 * rng.NextNormal())];
            double[] alone = Of(x);
            foreach (double strange in Strange)
            {
                int at = rng.NextInt(length);
                double[] beside = Of([.. x.Select((v, i) => i == at ? strange : v)]);

                Assert.Equal(Math.Exp(strange), beside[at]);
                Assert.All(
                    Enumerable.Range(0, length).Where(i => i != at),
                    i =>
                        Assert.Equal(
                            BitConverter.DoubleToInt64Bits(alone[i]),
                            BitConverter.DoubleToInt64Bits(beside[i])
                        )
                );
            }
        }
    }

    [Fact]
    public void Of_InPlace_IsTheSame()
    {
        double[] x = [0.3, double.NaN, -2, 900, 1, -900, 0];
        double[] own = [.. x];

        Exponential.Of(own, own);

        Assert.Equal(Of(x), own);
    }

    [Fact]
    public void Of_FourNumbers_DoNotDependOnEachOther()
    {
        Vector256<double> x = Vector256.Create(0.3, -1.7, 2.9, 0.011);
        Vector256<double> alone = Exponential.Of(x);

        Assert.All(
            Strange,
            strange =>
            {
                for (int at = 0; at < 4; at++)
                {
                    Vector256<double> beside = Exponential.Of(x.WithElement(at, strange));

                    Assert.Equal(Math.Exp(strange), beside.GetElement(at));
                    Assert.Equal(alone, beside.WithElement(at, alone.GetElement(at)));
                }
            }
        );
        Assert.All(Enumerable.Range(0, 4), i => Assert.Equal(1, alone[i] / Math.Exp(x[i]), 1e-15));
    }

    /// <summary>The duality gap of Poisson counts takes logarithms by vectors, of the least number where there is none.</summary>
    [Fact]
    public void Log_OfFourNumbers_DoesNotDependOnTheirNeighbours()
    {
        Vector256<double> x = Vector256.Create(0.3, 1.7, 2e-9, 45);
        Vector256<double> alone = Vector256.Log(x);

        Assert.All(
            (double[])[double.Epsilon, 1e-310, 0, double.PositiveInfinity, double.NaN, -1],
            strange =>
                Assert.All(
                    Enumerable.Range(0, 4),
                    at =>
                        Assert.Equal(
                            alone,
                            Vector256.Log(x.WithElement(at, strange)).WithElement(at, alone.GetElement(at))
                        )
                )
        );
    }

    private static double[] Of(double[] x)
    {
        double[] y = new double[x.Length];
        Exponential.Of(x, y);
        return y;
    }
}
