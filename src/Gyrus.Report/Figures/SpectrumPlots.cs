using Gyrus.Covariance.Cleaning;
using static System.FormattableString;

namespace Gyrus.Report.Figures;

/// <summary>The eigenvalues of a covariance before and after cleaning, on a logarithmic axis.</summary>
public static class SpectrumPlots
{
    /// <summary>Below this share of the largest, an eigenvalue is rounding and would only stretch the axis.</summary>
    private const double Floor = 1e-10;

    /// <summary>The figure of one subject.</summary>
    public static LinePlot Of(string title, CleanedSpectrum spectrum)
    {
        ArgumentNullException.ThrowIfNull(spectrum);
        double largest = spectrum.Sample.Max();
        double[] ranks = [.. Enumerable.Range(1, spectrum.Sample.Count).Select(i => (double)i)];
        double[] sample = [.. spectrum.Sample.Select(v => v > Floor * largest ? v : double.NaN)];
        int missing = sample.Count(double.IsNaN);
        return new LinePlot
        {
            Title = title,
            Series =
            [
                new LineSeries(missing == 0 ? "sample" : Invariant($"sample ({missing} are 0)"), ranks, sample),
                new LineSeries("cleaned", ranks, spectrum.Cleaned),
            ],
            XName = "rank of the eigenvalue",
            YName = "eigenvalue",
            IsYLogarithmic = true,
        };
    }
}
