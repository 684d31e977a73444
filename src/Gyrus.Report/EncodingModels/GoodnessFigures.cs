using Gyrus.Glm.Diagnostics;
using Gyrus.Pipelines.EncodingModels;
using Gyrus.Report.Figures;
using static System.FormattableString;

namespace Gyrus.Report.EncodingModels;

/// <summary>The figures of the goodness of fit of encoding models.</summary>
public static class GoodnessFigures
{
    /// <summary>A curve of more points looks the same and makes the page heavy.</summary>
    private const int MostPoints = 200;

    /// <summary>Observed against expected quantiles of the rescaled intervals, beside the diagonal with its 95 % band.</summary>
    public static Figure RescalingOf(string neuron, TimeRescalingResult test)
    {
        ArgumentNullException.ThrowIfNull(test);
        double[] sorted = [.. test.Uniform.Order()];
        int[] shown =
        [
            .. sorted.Length <= MostPoints
                ? Enumerable.Range(0, sorted.Length)
                : Enumerable
                    .Range(0, MostPoints)
                    .Select(k => (int)Math.Round(k * (sorted.Length - 1) / (MostPoints - 1.0))),
        ];
        double bound = test.Bound95;
        double[] ends = [0, Math.Min(bound, 0.5), Math.Max(1 - bound, 0.5), 1];
        return new LinePlot
        {
            Title = $"Time rescaling of {neuron}",
            XName = "expected share of intervals",
            YName = "observed z",
            Series =
            [
                new LineSeries("right model ± 95 % bound", ends, ends)
                {
                    Band = [.. ends.Select(x => (Math.Max(x - bound, 0), Math.Min(x + bound, 1)))],
                },
                new LineSeries(
                    Invariant($"{sorted.Length} intervals"),
                    [.. shown.Select(i => (i + 0.5) / sorted.Length)],
                    [.. shown.Select(i => sorted[i])]
                ),
            ],
        };
    }

    /// <summary>The autocorrelation of the residuals over the lag, beside the 95 % band of white ones.</summary>
    public static Figure ResidualsOf(GoodnessOfFit fit)
    {
        ArgumentNullException.ThrowIfNull(fit);
        double bound = fit.AutocorrelationBound95;
        double[] lags = [.. Enumerable.Range(1, fit.Autocorrelation.Count).Select(k => (double)k)];
        return new LinePlot
        {
            Title = $"Residuals of {fit.Neuron}",
            XName = "lag (bins)",
            YName = "autocorrelation of the residuals",
            Series =
            [
                new LineSeries("white residuals, 95 %", lags, new double[lags.Length])
                {
                    Band = [.. lags.Select(_ => (-bound, bound))],
                },
                new LineSeries("residuals", lags, fit.Autocorrelation),
            ],
        };
    }
}
