using Gyrus.Pipelines.Comparison;
using Gyrus.Pipelines.NoiseCleaning;
using Gyrus.Report.Figures;
using Gyrus.Report.Pages;
using static System.FormattableString;

namespace Gyrus.Report.NoiseCleaning;

/// <summary>The figures of the reproduction.</summary>
internal static class NoiseCleaningFigures
{
    /// <summary>Points this many times farther from the best than the middle one are named in the caption instead of squeezing the others.</summary>
    private const double Outlying = 6;

    /// <summary>The pictures of one figure.</summary>
    public static IEnumerable<ReportFigure> Of(NoiseCleaningResult result, PaperFigure figure) =>
        figure.Kind switch
        {
            PaperFigureKind.Scatter => Scatter(result, figure),
            PaperFigureKind.Curves => Curves(result, figure),
            PaperFigureKind.Spectra => Spectra(result, figure),
            _ => Ascents(result, figure),
        };

    private static string FileName(PaperFigure figure, string suffix = "") =>
        Invariant($"figure-{figure.Number:00}{suffix}");

    private static IEnumerable<ReportFigure> Scatter(NoiseCleaningResult result, PaperFigure figure)
    {
        foreach (CellSummary cell in result.Cells.Where(c => figure.Cells.Contains(c.Cell)))
        {
            ScatterPoint[] all =
            [
                .. cell
                    .Estimators.Where(e => IsShown(figure, e) && e != ComparedEstimator.Truth)
                    .Select(e => PointOf(cell, figure, e, result.Reference))
                    .OfType<ScatterPoint>(),
            ];
            (ScatterPoint[] near, ScatterPoint[] far) = Split(all, figure);
            yield return new ReportFigure(
                new ScatterPlot
                {
                    Title = figure.Title,
                    Points = near,
                    XName = figure.Across.Title,
                    YName = $"{figure.Up.Title}, less that of {result.Reference}",
                    IsXLogarithmic = true,
                },
                Invariant(
                    $"Mean over {cell.Realisations} realisations of {result.Experiment.Regions} regions; bars are one standard error. Hollow marks are bounds that need the truth."
                )
                    + Invariant(
                        $" Upwards the mean paired difference to {result.Reference}, which is {cell.Mean(result.Reference, figure.Up)?.Mean:0.###}: the methods share the draw of the covariance."
                    )
                    + (
                        far.Length == 0
                            ? ""
                            : " Too far away to be shown: "
                                + string.Join(
                                    "; ",
                                    far.Select(p => Invariant($"{p.Name} at {Short(p.X)}, {Short(p.Y)}"))
                                )
                                + "."
                    )
            )
            {
                FileName = FileName(figure),
            };
        }
    }

    // Upwards the paired difference: the draw of the covariance, which all methods share, would drown what differs.
    private static ScatterPoint? PointOf(CellSummary cell, PaperFigure figure, string estimator, string reference) =>
        cell.Mean(estimator, figure.Across) is { } x && cell.Difference(estimator, reference, figure.Up) is { } y
            ? new ScatterPoint(estimator, x.Mean, y.Mean, x.Error, y.Error)
            {
                IsHollow = estimator is ComparedEstimator.InvariantOracle or ComparedEstimator.InvariantPrecisionOracle,
            }
            : null;

    private static (ScatterPoint[] Near, ScatterPoint[] Far) Split(ScatterPoint[] points, PaperFigure figure)
    {
        if (points.Length < 4)
        {
            return (points, []);
        }

        double sign = figure.Up.LargerIsBetter == false ? 1 : -1;
        double[] losses = [.. points.Select(p => sign * p.Y).Order()];
        double limit = losses[0] + (Outlying * (losses[losses.Length / 2] - losses[0]));
        return ([.. points.Where(p => sign * p.Y <= limit)], [.. points.Where(p => sign * p.Y > limit)]);
    }

    private static IEnumerable<ReportFigure> Curves(NoiseCleaningResult result, PaperFigure figure)
    {
        CellSummary[] cells =
        [
            .. result
                .Cells.Where(c => figure.Cells.Contains(c.Cell))
                .OrderBy(c => c.Cell.TrainSamples)
                .ThenBy(c => c.Cell.Concentration),
        ];
        if (cells.Length == 0)
        {
            yield break;
        }

        bool overSamples = figure.Cells.Select(c => c.TrainSamples).Distinct().Count() > 1;
        double[] x = [.. cells.Select(c => overSamples ? c.Cell.TrainSamples : c.Cell.Concentration)];
        string xName = overSamples ? "training samples T_tr" : "concentration α_D";
        bool relative = figure.Up == ExperimentMeasure.LogLikelihood;
        string[] methods = [.. cells[0].Estimators.Where(e => IsShown(figure, e) && !IsBound(e))];
        LineSeries[] lines =
        [
            .. methods
                .Select(e =>
                    (
                        Name: e,
                        Values: cells
                            .Select(c => relative ? c.Difference(e, result.Reference, figure.Up) : c.Mean(e, figure.Up))
                            .ToArray()
                    )
                )
                .Where(l => l.Values.Any(v => v is not null))
                .Select(l => new LineSeries(l.Name, x, [.. l.Values.Select(v => v?.Mean ?? double.NaN)])
                {
                    Errors = [.. l.Values.Select(v => v?.Error ?? 0)],
                }),
        ];
        yield return new ReportFigure(
            new LinePlot
            {
                Title = figure.Title,
                Series = lines,
                XName = xName,
                YName = relative ? $"{figure.Up.Title}, less that of {result.Reference}" : figure.Up.Title,
                IsXLogarithmic = overSamples,
                IsYLogarithmic = !relative,
            },
            relative
                ? Invariant(
                    $"Mean paired difference to {result.Reference} with its standard error, {result.Experiment.Realisations} realisations; above 0 is better than {result.Reference}."
                )
                : Invariant(
                    $"Mean over {result.Experiment.Realisations} realisations with its standard error; smaller is better."
                )
        )
        {
            FileName = FileName(figure),
        };
    }

    private static IEnumerable<ReportFigure> Spectra(NoiseCleaningResult result, PaperFigure figure)
    {
        if (!result.Spectra.TryGetValue(figure.Number, out RealisationSpectra? spectra))
        {
            yield break;
        }

        double[] rank = [.. Enumerable.Range(1, spectra.Sample.Count).Select(i => (double)i)];
        yield return new ReportFigure(
            new LinePlot
            {
                Title = figure.Title,
                Series =
                [
                    new("sample", rank, spectra.Sample),
                    new("truth", rank, spectra.Truth),
                    .. spectra.Methods.Select(m => new LineSeries(m.Estimator, rank, m.Cleaned)),
                ],
                XName = "rank of the eigenvalue",
                YName = "eigenvalue of C",
                IsYLogarithmic = true,
            },
            "One realisation, the first. The sample's eigenvalues spread too far at both ends; each method pulls them back, in the order of the sample's. The truth's are in an order of their own."
        )
        {
            FileName = FileName(figure),
        };
    }

    private static IEnumerable<ReportFigure> Ascents(NoiseCleaningResult result, PaperFigure figure)
    {
        foreach ((ExperimentCell cell, AscentTrace trace) in result.Traces.OrderBy(t => t.Key.Concentration))
        {
            int best = Enumerable
                .Range(0, trace.Times.Count)
                .MaxBy(i => double.IsNaN(trace.Test[i]) ? double.NegativeInfinity : trace.Test[i]);
            yield return new ReportFigure(
                new LinePlot
                {
                    Title = Invariant($"{figure.Title}, α_D = {cell.Concentration}"),
                    Series = [new("training", trace.Times, trace.Train), new("test", trace.Times, trace.Test)],
                    XName = "time of the ascent (step size × steps)",
                    YName = "log-likelihood l",
                    IsXLogarithmic = true,
                },
                Invariant(
                    $"One realisation, the first. The test likelihood is highest at t = {trace.Times[best]:0.##} ({trace.Test[best]:0.0}); going on to the sample itself loses it."
                )
            )
            {
                FileName = FileName(figure, Invariant($"-a{cell.Concentration}")),
            };
        }
    }

    private static bool IsShown(PaperFigure figure, string estimator) =>
        figure.Methods.Count == 0 || figure.Methods.Contains(estimator);

    private static bool IsBound(string estimator) =>
        estimator
            is ComparedEstimator.Truth
                or ComparedEstimator.InvariantOracle
                or ComparedEstimator.InvariantPrecisionOracle;

    private static string Short(double value) => ReportTable.Cell(Math.Round(value, 2));
}
