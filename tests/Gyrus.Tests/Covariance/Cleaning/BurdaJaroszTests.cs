using System.Numerics;
using Gyrus.Covariance;
using Gyrus.Covariance.Cleaning;

namespace Gyrus.Tests.Covariance.Cleaning;

/// <summary>The expected numbers are those of an independent program (complex arithmetic of Python, the definitions as they stand).</summary>
public sealed class BurdaJaroszTests
{
    private static readonly double[] Eigenvalues = [3.1, 1.4, 0.8, 0.45, 0.25];

    // The spectrum of a first-order autoregression, φ = 0.6, at 12 Fourier frequencies, scaled to mean 1.
    private static readonly double[] Power = Autoregression(0.6, 12);

    [Fact]
    public void Clean_MatchesReference()
    {
        double[] cleaned = new double[5];

        int replaced = new BurdaJarosz { Eta = 0.3, KeepTrace = false }.Clean(Eigenvalues, 12, Power, cleaned);

        Assert.Equal(0, replaced);
        double[] expected =
        [
            2.681466667199885,
            2.001458476993147,
            2.144491377398019,
            1.7948525499489094,
            1.2315089709535592,
        ];
        NumericAssert.Close(expected, cleaned, 1e-10);
    }

    [Fact]
    public void Clean_DefaultEta_MatchesReference()
    {
        double[] cleaned = new double[5];

        new BurdaJarosz { KeepTrace = false }.Clean(Eigenvalues, 12, Power, cleaned);

        double[] expected =
        [
            2.7175637685405314,
            2.1198316380319455,
            2.059018597445659,
            1.5591086554536762,
            0.9900529604360738,
        ];
        NumericAssert.Close(expected, cleaned, 1e-10);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Clean_WhiteSamples_IsTheRotationallyInvariantEstimator(bool keepTrace)
    {
        double[] ones = [.. Enumerable.Repeat(1.0, 12)];
        double[] expected = new double[5];
        double[] cleaned = new double[5];

        new RotationallyInvariantEstimator
        {
            Eta = 0.3,
            Debiasing = RieDebiasing.None,
            KeepTrace = keepTrace,
        }.Clean(Eigenvalues, 12, expected);
        new BurdaJarosz { Eta = 0.3, KeepTrace = keepTrace }.Clean(Eigenvalues, 12, ones, cleaned);

        NumericAssert.Close(expected, cleaned, 1e-12);
    }

    [Theory]
    [InlineData(0.1, 0.2)]
    [InlineData(-0.3, 0.05)]
    [InlineData(1.5, 0.4)]
    public void Chi_SolvesItsEquation(double real, double imaginary)
    {
        var u = new Complex(real, imaginary);

        Complex chi = SpectralChi.Solve(u, Power);

        Complex mean = Complex.Zero;
        foreach (double power in Power)
        {
            mean += chi * power / (1 - (chi * power)) / Power.Length;
        }

        Assert.True(Complex.Abs(mean - u) < 1e-12);
    }

    [Fact]
    public void TemporalSpectrum_MatchesReference()
    {
        Matrix signals = Matrix.Create(
            12,
            3,
            static (t, i) => Math.Sin(0.7 * t * (i + 1)) + (0.3 * Math.Cos((t * t) + i))
        );
        double[] expected =
        [
            1.439280676219715,
            1.193834428208559,
            1.1466170980578196,
            1.243196119560629,
            1.032001324890121,
            0.6275471488434988,
            0.07432708465902696,
            0.6275471488434996,
            1.0320013248901212,
            1.2431961195606287,
            1.1466170980578203,
            1.1938344282085598,
        ];

        NumericAssert.Close(expected, TemporalSpectrum.Of(signals, width: 3), 1e-12);
    }

    [Fact]
    public void Fit_OfAutocorrelatedSamples_ShrinksMoreThanWithoutMemory()
    {
        Matrix white = SpectralSamples.Draw(200, 30, seed: 2, white: true);
        var signals = Matrix.FromColumnMajor(200, 30, Remember(white, 0.6));

        CovarianceFit informed = new BurdaJarosz().Fit(signals);
        CovarianceFit naive = new RotationallyInvariantEstimator { Debiasing = RieDebiasing.None }.Fit(signals);

        Assert.True(Spread(informed) < 0.7 * Spread(naive), $"{Spread(informed)} {Spread(naive)}");
    }

    private static double Spread(CovarianceFit fit) =>
        fit.Spectrum!.Cleaned.Average(static value => Math.Abs(value - 1));

    private static double[] Remember(Matrix white, double phi)
    {
        double[] values = white.AsSpan().ToArray();
        for (int at = 0; at < values.Length; at++)
        {
            values[at] += at % white.Rows == 0 ? 0 : phi * values[at - 1];
        }

        return values;
    }

    private static double[] Autoregression(double phi, int count)
    {
        double[] power =
        [
            .. Enumerable
                .Range(0, count)
                .Select(f => 1 / (1 + (phi * phi) - (2 * phi * Math.Cos(2 * Math.PI * f / count)))),
        ];
        double mean = power.Average();
        return [.. power.Select(value => value / mean)];
    }
}
