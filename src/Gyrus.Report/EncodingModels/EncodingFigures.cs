using Gyrus.Glm;
using Gyrus.Glm.Categorical;
using Gyrus.Glm.Scores;
using Gyrus.Glm.Selection;
using Gyrus.Pipelines.EncodingModels;
using Gyrus.Report.Figures;
using static System.FormattableString;

namespace Gyrus.Report.EncodingModels;

/// <summary>The figures of encoding models.</summary>
public static class EncodingFigures
{
    /// <summary>The most neurons that get figures; the tables have all.</summary>
    internal const int MostNeurons = 12;

    private const int MostMarks = 8;
    private const double MillisecondsPerSecond = 1000;

    /// <summary>Every figure of a result with the name of its file, without an ending.</summary>
    public static IEnumerable<(string Name, Figure Figure)> ToFiles(EncodingResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        foreach ((string Name, Figure Figure) file in result.Responses.Take(MostNeurons).SelectMany(ToFiles))
        {
            yield return file;
        }

        foreach (StabilitySelectionFit s in result.Stabilities.Take(MostNeurons))
        {
            yield return (NameOf("selection", s.Neuron), FrequenciesOf(s));
        }

        foreach (ModelComparisonFit c in result.Comparisons.Take(MostNeurons))
        {
            yield return (NameOf("comparison", c.Neuron), ComparisonOf(c));
        }

        if (CouplingOf(result) is { } coupling)
        {
            yield return ("coupling", coupling);
        }

        foreach ((int k, IReadOnlyList<TuningCurve> curves) in result.Curves.Take(MostNeurons).Index())
        {
            foreach (TuningCurve curve in curves)
            {
                yield return (
                    NameOf("curve_" + curve.Block, result.Fits[k].Neuron),
                    CurveOf(result, result.Fits[k].Neuron, curve)
                );
            }
        }

        foreach ((int k, IReadOnlyList<TuningMap> maps) in result.Maps.Take(MostNeurons).Index())
        {
            foreach (TuningMap map in maps)
            {
                yield return (
                    NameOf("map_" + map.Block, result.Fits[k].Neuron),
                    MapOf(result, result.Fits[k].Neuron, map)
                );
            }
        }

        foreach (GoodnessOfFit d in result.Diagnostics.Take(MostNeurons))
        {
            if (d.Rescaling is { Uniform.Count: > 0 } test)
            {
                yield return (NameOf("rescaling", d.Neuron), GoodnessFigures.RescalingOf(d.Neuron, test));
            }

            if (d.Autocorrelation.Any(double.IsFinite))
            {
                yield return (NameOf("residuals", d.Neuron), GoodnessFigures.ResidualsOf(d));
            }
        }
    }

    /// <summary>The figures of a response that numbers and classes share: its path and its cross-validation, where it has them.</summary>
    public static IEnumerable<(string Name, Figure Figure)> ToFiles(EncodedResponse response)
    {
        ArgumentNullException.ThrowIfNull(response);
        if (response.Path.Count > 0)
        {
            yield return (NameOf("path", response.Name), PathOf(response));
        }

        if (response.CrossValidation is not null)
        {
            yield return (NameOf("cv", response.Name), CrossValidationOf(response));
        }
    }

    /// <summary>What one response of each neuron (columns) adds to η of each fitted one (rows), summed over the lags of their filters; the diagonal is a neuron's own history. Null where the model has no coupling to others: of histories alone the matrix would be empty but for its diagonal.</summary>
    public static Figure? CouplingOf(EncodingResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        if (result.Fits.Count == 0 || !result.Model.Features.Any(HasOthers))
        {
            return null;
        }

        IReadOnlyList<double[]?>[] filters =
        [
            .. result.Fits.Select(f => CoupledPopulation.FiltersOf(result.Model, result.Recording.Neurons, f)),
        ];
        return new MatrixPlot
        {
            Title = "History and coupling",
            Values = Numerics.Matrix.Create(
                filters.Length,
                result.Recording.Neurons.Count,
                (k, j) => filters[k][j]?.Sum() ?? 0
            ),
            Labels = [.. result.Fits.Select(f => f.Neuron)],
            ColumnLabels = result.Recording.Neurons,
            ScaleName =
                result.Model.Model.Observation.EffectiveLink == Link.Exp ? "added to the log rate" : "added to η",
        };
    }

    private static bool HasOthers(EncodingFeature feature) =>
        feature.Covariates.Any(static names => names.Contains(EncodingFeature.Others));

    /// <summary>The mean response over two covariates, in spikes a second where counts and the width of a bin are known.</summary>
    /// <param name="result">The result.</param>
    /// <param name="neuron">The name of the neuron.</param>
    /// <param name="map">The map.</param>
    public static Figure MapOf(EncodingResult result, string neuron, TuningMap map)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(map);
        bool isCount =
            result.Model.Model.Observation.Family is Family.Poisson or Family.NegativeBinomial or Family.Bernoulli;
        double unit = isCount && result.Recording.BinWidthSeconds is { } width ? 1 / width : 1;
        EncodingFeature feature = result.Model.Features.First(f => f.Name == map.Block);
        return new MapPlot
        {
            Title = $"{neuron}: {map.Block}",
            Values = Numerics.Matrix.Create(map.First.Count, map.Second.Count, (i, j) => unit * map.Response[i, j]),
            X = map.First,
            Y = map.Second,
            XName = feature.Covariates[0][0],
            YName = feature.Covariates[1][0],
            ScaleName =
                !isCount ? "mean response"
                : result.Recording.BinWidthSeconds is null ? "spikes a bin"
                : "spikes a second",
        };
    }

    /// <summary>The norm of each block's coefficients over the strength; blocks vanish as it grows.</summary>
    /// <exception cref="ArgumentException">The response has no path.</exception>
    public static Figure PathOf(EncodedResponse response)
    {
        ArgumentNullException.ThrowIfNull(response);
        double[] strengths = [.. response.Path.Select(f => f.Strength)];
        return response.Path.Count == 0
            ? throw new ArgumentException($"There is no path of {response.Name}.")
            : new LinePlot
            {
                Title = $"Path of {response.Name}",
                XName = "strength λ (logarithmic)",
                YName = "‖β‖ of a block",
                IsXLogarithmic = true,
                Series =
                [
                    .. response
                        .Path[0]
                        .Blocks.Select(b => new LineSeries(
                            b.Name,
                            strengths,
                            [.. response.Path.Select(f => f.Norm(b))]
                        )),
                ],
                Marks =
                [
                    .. response
                        .Vanish.Where(v => v.IsFound)
                        .OrderBy(v => v.Strength)
                        .TakeLast(MostMarks)
                        .Select(v => new LineMark(v.Strength, v.ToSentence(digits: 4))),
                ],
            };
    }

    /// <summary>The held-out score over the strength, mean and standard error of the folds, with the best strength and the chosen one.</summary>
    /// <exception cref="ArgumentException">The response has no cross-validation.</exception>
    public static Figure CrossValidationOf(EncodedResponse response)
    {
        ArgumentNullException.ThrowIfNull(response);
        PathScores c =
            response.CrossValidation
            ?? throw new ArgumentException($"There is no cross-validation of {response.Name}.");
        return new LinePlot
        {
            Title = $"Cross-validation of {response.Name}",
            XName = "strength λ (logarithmic)",
            YName = c
                is GlmCrossValidationFit { Score: not ScoreKind.LogLikelihood }
                    or CategoricalCrossValidationFit { Score: not CategoricalScoreKind.LogLikelihood }
                ? "held-out score"
                : "held-out log-likelihood (nats a bin)",
            IsXLogarithmic = true,
            Series =
            [
                new LineSeries("mean of the folds ± standard error", c.Strengths, c.Mean) { Errors = c.StandardError },
            ],
            Marks =
            [
                new LineMark(c.Strengths[c.Best], Invariant($"best {c.Strengths[c.Best]:g4}")),
                .. c.Chosen == c.Best
                    ? (LineMark[])[]
                    : [new LineMark(c.Strength, Invariant($"chosen {c.Strength:g4} (one standard error)"))],
            ],
        };
    }

    /// <summary>How often each block was selected on random halves.</summary>
    public static Figure FrequenciesOf(StabilitySelectionFit s)
    {
        ArgumentNullException.ThrowIfNull(s);
        return new BarPlot
        {
            Title = $"Selection frequencies of {s.Neuron}",
            Labels = s.Blocks,
            Values = s.Frequencies,
            XName = "share of halves that selected the block",
            Threshold = s.Selection.Threshold,
            Reach = 1,
        };
    }

    /// <summary>The held-out score of the candidates of each step.</summary>
    public static Figure ComparisonOf(ModelComparisonFit c)
    {
        ArgumentNullException.ThrowIfNull(c);
        return new IntervalPlot
        {
            Title = $"Nested models of {c.Neuron}",
            XName = $"held-out {c.Unit} beyond a constant rate, ± standard error",
            Rows =
            [
                .. c
                    .Steps.SelectMany(step => step)
                    .Take(40)
                    .Select(m => new IntervalRow(
                        string.Join(" + ", m.Blocks),
                        m.Mean,
                        double.IsFinite(m.StandardError) ? m.StandardError : null
                    )
                    {
                        Points = m.FoldScores,
                        StandsOut = m.Blocks.SequenceEqual(c.Chosen.Blocks),
                    }),
            ],
        };
    }

    /// <summary>What a block adds to the linear predictor along its covariate, or what an event in a window adds over the time since.</summary>
    /// <param name="result">The result.</param>
    /// <param name="neuron">The name of the neuron.</param>
    /// <param name="curve">The curve.</param>
    public static Figure CurveOf(EncodingResult result, string neuron, TuningCurve curve)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(curve);
        double? width = result.Recording.BinWidthSeconds;
        double unit = curve.IsKernel && width is { } seconds ? MillisecondsPerSecond * seconds : 1;
        bool isLog = result.Model.Model.Observation.EffectiveLink == Link.Exp;
        return new LinePlot
        {
            Title = curve.IsKernel ? $"{neuron}: {curve.Block} over time" : $"{neuron}: effect of {curve.Block}",
            XName =
                !curve.IsKernel ? CovariateOf(result, curve.Block)
                : width is null ? "time before the bin (bins)"
                : "time before the bin (ms)",
            YName = (curve.IsKernel, isLog) switch
            {
                (true, true) => "added to the log rate, per unit",
                (true, false) => "added to η, per unit",
                (false, true) => "effect on the log rate",
                _ => "effect on η",
            },
            Series =
            [
                new LineSeries(curve.Block, [.. curve.Covariate.Select(x => x * unit)], curve.Effect)
                {
                    Band = [.. curve.Lower.Zip(curve.Upper)],
                },
            ],
        };
    }

    /// <summary>The covariate of a block by the name that it has in the files, where that is one column; else the name of the block.</summary>
    private static string CovariateOf(EncodingResult result, string block) =>
        result.Model.Features.FirstOrDefault(f => f.Name == block) is { Covariates: [[var only]] }
        && !only.EndsWith('*')
            ? only
            : block;

    /// <summary>A name that any file system takes.</summary>
    internal static string NameOf(string kind, string neuron) =>
        string.Concat($"{kind}_{neuron}".Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' ? c : '-'));
}
