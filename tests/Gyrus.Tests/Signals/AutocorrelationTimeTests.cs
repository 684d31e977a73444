using Gyrus.Signals;
using Gyrus.Tests.Covariance.Cleaning;

namespace Gyrus.Tests.Signals;

public sealed class AutocorrelationTimeTests
{
    [SharedTheory]
    [InlineData("n20-t48-a1")]
    [InlineData("n20-t120-ar1")]
    [InlineData("n116-t144-a1")]
    [InlineData("n116-t300-a3")]
    public void Of_MatchesGolden(string name)
    {
        var golden = CleaningGolden.Load(name);

        double tau = AutocorrelationTime.Of(golden.Training).Value;

        NumericAssert.Close(golden.Results.GetProperty("tau_eff").GetDouble(), tau, 1e-9);
    }

    [Theory]
    [InlineData(0.0, 1.0)]
    [InlineData(0.6, 2.125)]
    [InlineData(0.8, 4.5556)]
    public void Of_FirstOrderAutoregression_IsItsClosedForm(double phi, double expected)
    {
        var time = AutocorrelationTime.Of(Autoregression(phi, 4000, 20));

        Assert.InRange(time.Value, 0.97 * expected, 1.03 * expected);
        Assert.Equal(4000 / time.Value, time.EffectiveSamples);
    }

    [Fact]
    public void Of_OtherUnitsAndOffsets_GiveTheSame()
    {
        Matrix signals = Autoregression(0.5, 200, 5);
        Matrix other = Matrix.Create(200, 5, (t, i) => (1e3 * (i + 1) * signals[t, i]) + (100 * i));

        NumericAssert.Close(AutocorrelationTime.Of(signals).Value, AutocorrelationTime.Of(other).Value, 1e-10);
    }

    [Fact]
    public void Of_ShortWave_IsTheSumOfTheDefinition()
    {
        double[] x = [1, 1, -1, -1, 1, 1, -1, -1];
        double[] rho =
        [
            .. Enumerable.Range(1, 6).Select(k => Enumerable.Range(0, 8 - k).Sum(t => x[t] * x[t + k]) / 8),
        ];

        var time = AutocorrelationTime.Of(Matrix.FromColumnMajor(8, 1, x));

        // ρ(1) = 1/8, whose square is below 2/8: nothing is summed.
        Assert.Equal(0.125, rho[0]);
        Assert.Empty(time.MeanSquares);
        Assert.Equal(1, time.Value);
    }

    [Fact]
    public void Of_ConstantRegion_IsNamed()
    {
        Matrix signals = Matrix.Create(50, 3, static (t, i) => i == 1 ? 0.1 : Math.Sin(t * (i + 1)));

        ArgumentException error = Assert.Throws<ArgumentException>(() => AutocorrelationTime.Of(signals));

        Assert.Contains("Region 1 does not vary", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_NotFinite_IsNamed()
    {
        Matrix signals = Matrix.Create(50, 3, static (t, i) => t == 7 && i == 2 ? double.NaN : Math.Sin(t * (i + 1)));

        ArgumentException error = Assert.Throws<ArgumentException>(() => AutocorrelationTime.Of(signals));

        Assert.Contains("Region 2", error.Message, StringComparison.Ordinal);
    }

    private static Matrix Autoregression(double phi, int samples, int regions)
    {
        var rng = new Rng(5);
        double[] values = new double[samples * regions];
        for (int i = 0; i < regions; i++)
        {
            double state = rng.NextNormal() / Math.Sqrt(1 - (phi * phi));
            for (int t = 0; t < samples; t++)
            {
                values[(i * samples) + t] = state;
                state = (phi * state) + rng.NextNormal();
            }
        }

        return Matrix.FromColumnMajor(samples, regions, values);
    }
}
