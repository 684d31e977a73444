using Gyrus.Covariance.Cleaning;

namespace Gyrus.Tests.Covariance.Cleaning;

/// <summary>Spectra from shared moments against those of the samples themselves.</summary>
public sealed class SampleMomentsTests
{
    public static TheoryData<SampleScaling, double> Cases =>
        new MatrixTheoryData<SampleScaling, double>(Enum.GetValues<SampleScaling>(), [0.0, 0.5, 2.5, 1e6]);

    // A mean of a million deviations leaves no digit of the variance to a difference: there the samples are looked at again.
    [Theory]
    [MemberData(nameof(Cases))]
    public void Spectrum_IsThatOfTheSamples(SampleScaling scaling, double offset)
    {
        Matrix drawn = SpectralSamples.Draw(50, 9, seed: 12);
        Matrix signals = Matrix.Create(50, 9, (t, i) => drawn[t, i] + (offset * (i % 3)));
        SampleSpectrum expected = SampleSpectrum.Of(signals, scaling);

        SampleSpectrum spectrum = SampleSpectrum.Of(new SampleMoments(signals), scaling);

        NumericAssert.Close([.. expected.Deviations], [.. spectrum.Deviations], 1e-13);
        double[] ratios = [.. Enumerable.Range(0, 9).Select(i => spectrum.Values[i] / expected.Values[i])];
        bool exact = scaling == SampleScaling.AsGiven || offset > 1e3;
        NumericAssert.Close([.. Enumerable.Repeat(1.0, 9)], ratios, exact ? 1e-14 : 1e-11);
        Assert.Equal(50, spectrum.Samples);
    }
}
