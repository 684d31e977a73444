using Gyrus.Report.Drawing;

namespace Gyrus.Report.Tests.Drawing;

public sealed class TicksTests
{
    [Theory]
    [InlineData(0, 1, new[] { 0, 0.2, 0.4, 0.6, 0.8, 1.0 })]
    [InlineData(-0.53, 0.53, new[] { -0.4, -0.2, 0, 0.2, 0.4 })]
    [InlineData(0, 336, new[] { 0.0, 50, 100, 150, 200, 250, 300 })]
    public void Linear_RoundNumbersInside(double low, double high, double[] expected) =>
        NumericAssert.Close(expected, Ticks.Linear(low, high), 1e-12);

    [Fact]
    public void Linear_AnyRange_KeepsInsideAndEven()
    {
        var rng = new Gyrus.Numerics.Rng(2);
        for (int k = 0; k < 500; k++)
        {
            double low = rng.NextNormal() * Math.Pow(10, rng.NextInt(9) - 4);
            double high = low + (rng.NextDouble() * Math.Pow(10, rng.NextInt(9) - 4));

            double[] ticks = Ticks.Linear(low, high);

            double slack = 1e-6 * (high - low);
            Assert.InRange(ticks.Length, 1, 12);
            Assert.All(ticks, t => Assert.InRange(t, low - slack, high + slack));
        }
    }

    [Theory]
    [InlineData(0.004, 0.4, new[] { 0.005, 0.01, 0.02, 0.05, 0.1, 0.2 })]
    [InlineData(0.0011, 5, new[] { 0.01, 0.1, 1.0 })]
    [InlineData(0.024, 0.0835, new[] { 0.03, 0.05, 0.07 })]
    [InlineData(0.31, 0.34, new[] { 0.31, 0.32, 0.33, 0.34 })]
    public void Logarithmic_DecadesOrTheirParts(double low, double high, double[] expected) =>
        NumericAssert.Close(expected, Ticks.Logarithmic(low, high), 1e-9);

    [Theory]
    [InlineData(0, "0")]
    [InlineData(-0.5, "−0.5")]
    [InlineData(0.30000000000000004, "0.3")]
    [InlineData(0.00004, "4e−5")]
    [InlineData(123456, "1.235e5")]
    [InlineData(1234.6, "1235")]
    [InlineData(double.NaN, "not a number")]
    public void Label_IsShort(double value, string expected) => Assert.Equal(expected, Ticks.Label(value));

    [Theory]
    [InlineData(new[] { -312.44, -312.42, -312.4 }, new[] { "−312.44", "−312.42", "−312.4" })]
    [InlineData(new[] { 0.0, 50, 100 }, new[] { "0", "50", "100" })]
    [InlineData(new[] { 0.001, 0.01, 0.1, 1 }, new[] { "0.001", "0.01", "0.1", "1" })]
    public void Labels_OfNeighbours_Differ(double[] ticks, string[] expected) =>
        Assert.Equal(expected, Ticks.Labels(ticks));

    [Fact]
    public void Labels_AnyRange_AreDistinctAndRight()
    {
        var rng = new Gyrus.Numerics.Rng(4);
        for (int k = 0; k < 500; k++)
        {
            double low = rng.NextNormal() * Math.Pow(10, rng.NextInt(13) - 6);
            double[] ticks = Ticks.Linear(low, low + (Math.Abs(low) * Math.Pow(10, -rng.NextInt(5))));

            string[] labels = Ticks.Labels(ticks);

            Assert.Equal(ticks.Length, labels.Distinct().Count());
            double[] read =
            [
                .. labels.Select(l =>
                    double.Parse(l.Replace('−', '-'), System.Globalization.CultureInfo.InvariantCulture)
                ),
            ];
            double step = ticks.Length > 1 ? ticks[1] - ticks[0] : Math.Abs(ticks[0]) + 1;
            NumericAssert.Close(new double[ticks.Length], [.. read.Zip(ticks, (a, b) => (a - b) / step)], 0.1);
        }
    }
}
