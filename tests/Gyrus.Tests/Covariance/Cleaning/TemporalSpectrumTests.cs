using System.Numerics;
using Gyrus.Covariance.Cleaning;

namespace Gyrus.Tests.Covariance.Cleaning;

/// <summary>The spectrum in time and its moments against their definitions in complex arithmetic, at lengths around those of vectors.</summary>
public sealed class TemporalSpectrumTests
{
    [Fact]
    public void Moment_OfAnyLength_IsTheMeanOfTheDefinition()
    {
        var rng = new Rng(1);
        for (int length = 1; length < 68; length++)
        {
            double[] spectrum = [.. Enumerable.Range(0, length).Select(_ => 2 * rng.NextDouble())];
            var chi = new Complex(0.4 - rng.NextDouble(), 0.2);
            const double Share = 0.7;
            double[] moved = [.. spectrum.Select(static s => 1 + (Share * (s - 1)))];

            (Complex value, Complex slope) = SpectralChi.Moment(chi, Share, spectrum);

            Complex expected = moved.Aggregate(Complex.Zero, (sum, s) => sum + (chi * s / (1 - (chi * s))));
            Complex expectedSlope = moved.Aggregate(
                Complex.Zero,
                (sum, s) => sum + (s / ((1 - (chi * s)) * (1 - (chi * s))))
            );
            Assert.True(Complex.Abs((expected / length) - value) < 1e-13, $"{length}: {value}");
            Assert.True(Complex.Abs((expectedSlope / length) - slope) < 1e-12, $"{length}: {slope}");
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(16)]
    [InlineData(45)]
    [InlineData(64)]
    [InlineData(97)]
    [InlineData(130)]
    public void Of_WithoutSmoothing_IsTheMeanPeriodogram(int samples)
    {
        Matrix signals = StandardisedEstimator.Standardise(SpectralSamples.Draw(samples, 5, seed: 8)).Standardised;
        double[] expected = [.. Enumerable.Range(0, samples).Select(f => Power(signals, f == 0 ? samples - 1 : f))];
        double mean = expected.Average();

        double[] spectrum = TemporalSpectrum.Of(signals, width: 1);

        NumericAssert.Close([.. expected.Select(p => p / mean)], spectrum, 1e-12);
    }

    private static double Power(Matrix signals, int frequency)
    {
        double sum = 0;
        for (int j = 0; j < signals.Columns; j++)
        {
            Complex transform = Complex.Zero;
            for (int t = 0; t < signals.Rows; t++)
            {
                transform += Complex.FromPolarCoordinates(
                    signals[t, j],
                    -2 * Math.PI * ((long)frequency * t % signals.Rows) / signals.Rows
                );
            }

            sum += transform.Magnitude * transform.Magnitude;
        }

        return sum;
    }
}
