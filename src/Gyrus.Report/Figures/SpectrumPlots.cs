using Gyrus.Covariance.Cleaning;
using static System.FormattableString;

namespace Gyrus.Report.Figures;

/// <summary>The eigenvalues of a covariance before and after cleaning, on a logarithmic axis.</summary>
public static class SpectrumPlots
{
    /// <summary>Below this share of the largest, an eigenvalue is rounding and would only stretch the axis.</summary>
    private const double Floor = 1e-10;

    /// <summary>The figure of one estimate.</summary>
    public static LinePlot Of(string title, CleanedSpectrum spectrum)
    {
        ArgumentNullException.ThrowIfNull(spectrum);
        return Of(title, [("cleaned", spectrum)]);
    }

    /// <summary>The figure of several estimates of one sample.</summary>
    internal static LinePlot Of(string title, IReadOnlyList<(string Name, CleanedSpectrum Spectrum)> spectra)
    {
        double floor = Floor * spectra[0].Spectrum.Sample.Max();
        double[] sample = Above(spectra[0].Spectrum.Sample);
        double[] ranks = [.. Enumerable.Range(1, sample.Length).Select(i => (double)i)];
        int missing = sample.Count(double.IsNaN);
        return new LinePlot
        {
            Title = title,
            Series =
            [
                new LineSeries(missing == 0 ? "sample" : Invariant($"sample ({missing} are 0)"), ranks, sample),
                .. spectra.Select(s => new LineSeries(s.Name, ranks, Above(s.Spectrum.Cleaned))),
            ],
            XName = "rank of the eigenvalue",
            YName = "eigenvalue",
            IsYLogarithmic = true,
        };

        double[] Above(IReadOnlyList<double> values) => [.. values.Select(v => v > floor ? v : double.NaN)];
    }
}
