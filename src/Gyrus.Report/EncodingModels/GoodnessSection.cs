using Gyrus.Glm;
using Gyrus.Pipelines.EncodingModels;
using Gyrus.Report.Pages;
using static System.FormattableString;

namespace Gyrus.Report.EncodingModels;

/// <summary>What the final models leave unexplained in time.</summary>
internal static class GoodnessSection
{
    /// <summary>An explanation, a table of all neurons, and the figures of the first.</summary>
    public static IEnumerable<ReportBlock> Of(EncodingResult result)
    {
        if (result.Diagnostics.Count == 0)
        {
            yield break;
        }

        yield return new ReportParagraph(Explain(result));
        yield return Table(result);
        ReportFigure[] figures = [.. result.Diagnostics.Take(EncodingFigures.MostNeurons).SelectMany(Figures)];
        if (figures.Length > 0)
        {
            yield return new ReportFigureGrid(figures);
        }
    }

    /// <summary>The figures of a neuron that has any.</summary>
    public static IEnumerable<ReportFigure> Figures(GoodnessOfFit fit)
    {
        if (fit.Rescaling is { Uniform.Count: > 0 } test)
        {
            yield return new ReportFigure(
                GoodnessFigures.RescalingOf(fit.Neuron, test),
                Invariant(
                    $"Rescaled intervals of {fit.Neuron}: distance {test.Statistic:0.000}, 95 % bound {test.Bound95:0.000}, correlation of neighbours {test.SerialCorrelation:0.000}."
                )
            );
        }

        if (fit.Autocorrelation.Any(double.IsFinite))
        {
            yield return new ReportFigure(
                GoodnessFigures.ResidualsOf(fit),
                $"Autocorrelation of the Pearson residuals of {fit.Neuron}, pairs of bins inside a trial."
            );
        }
    }

    private static string Explain(EncodingResult result)
    {
        const string Residuals =
            "Residuals of a model that left nothing out are white: about one lag in twenty leaves the band. A first lag below or above it speaks for missing spike history (refractoriness, bursts), a slow decay for a covariate or a drift that the model has not.";
        const string Sample =
            " Judged are the bins that were fitted: what fails here fails anywhere, what passes may still fit noise.";
        Family family = result.Model.Model.Observation.Family;
        return family switch
        {
            Family.Poisson or Family.Bernoulli =>
                "Time rescaling: if the model is right, the spikes that it expects between neighbouring spikes are exponential, and z = 1 − exp(−Λ) is uniform; the curve then stays in the band. Above the diagonal at small z: fewer short intervals than expected; below: more. The band narrows with the number of spikes: of tens of thousands the smallest misfit leaves it, so look at the distance too. Neurons of more than five million spikes are not tested. "
                    + Residuals
                    + Sample,
            Family.NegativeBinomial =>
                "Time rescaling needs a rate that alone decides about spikes, and negative binomial counts vary more than that: there is no such test here. "
                    + Residuals
                    + Sample,
            _ => Invariant(
                $"Time rescaling needs spikes, and {family} responses are no counts: there is no such test here. "
            )
                + Residuals
                + Sample,
        };
    }

    private static ReportTable Table(EncodingResult result) =>
        new()
        {
            Caption =
                "Goodness of fit of each neuron's final model. The distance is that of Kolmogorov and Smirnov; the last column counts the lags at which the residual autocorrelation leaves its 95 % band.",
            FileName = "rescaling",
            Columns =
            [
                new("Neuron"),
                new("Intervals", IsNumeric: true),
                new("Distance", IsNumeric: true),
                new("95 % bound", IsNumeric: true),
                new("Inside"),
                new("Serial correlation", IsNumeric: true),
                new("Residuals at lag 1", IsNumeric: true),
                new("Lags outside", IsNumeric: true),
            ],
            Rows = [.. result.Diagnostics.Select(Row)],
        };

    private static IReadOnlyList<string> Row(GoodnessOfFit fit)
    {
        bool isTested = fit.Rescaling is { Uniform.Count: > 0 };
        return
        [
            fit.Neuron,
            fit.Rescaling is { } test ? Invariant($"{test.Uniform.Count}") : "n/a",
            ReportTable.Cell(fit.Rescaling?.Statistic ?? double.NaN),
            ReportTable.Cell(isTested ? fit.Rescaling!.Bound95 : double.NaN),
            !isTested ? "n/a"
            : fit.Rescaling!.IsInsideBound95 ? "yes"
            : "NO",
            ReportTable.Cell(fit.Rescaling?.SerialCorrelation ?? double.NaN),
            ReportTable.Cell(fit.Autocorrelation[0]),
            Invariant(
                $"{fit.Autocorrelation.Count(r => Math.Abs(r) > fit.AutocorrelationBound95)} of {fit.Autocorrelation.Count}"
            ),
        ];
    }
}
