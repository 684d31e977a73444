using Gyrus.Glm;
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
        foreach (GlmPath path in result.Paths.Take(MostNeurons))
        {
            yield return (NameOf("path", path.Fits[0].Neuron), PathOf(path, result.Vanish));
        }

        foreach (GlmCrossValidationFit c in result.CrossValidations.Take(MostNeurons))
        {
            yield return (NameOf("cv", c.Neuron), CrossValidationOf(c));
        }

        foreach (StabilitySelectionFit s in result.Stabilities.Take(MostNeurons))
        {
            yield return (NameOf("selection", s.Neuron), FrequenciesOf(s));
        }

        foreach (ModelComparisonFit c in result.Comparisons.Take(MostNeurons))
        {
            yield return (NameOf("comparison", c.Neuron), ComparisonOf(c));
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
    public static Figure PathOf(GlmPath path, IReadOnlyList<VanishPoint> vanish)
    {
        ArgumentNullException.ThrowIfNull(path);
        return NormsOf(
            path.Fits[0].Neuron,
            [.. path.Fits.Select(f => f.Model.Regularizer.Strength)],
            [.. path.Fits[0].Blocks.Select(b => (b.Name, (double[])[.. path.Fits.Select(f => f.Norm(b))]))],
            vanish
        );
    }

    /// <summary>Norms of blocks over the strength, and where they vanish.</summary>
    internal static LinePlot NormsOf(
        string response,
        double[] strengths,
        IReadOnlyList<(string Block, double[] Norms)> lines,
        IReadOnlyList<VanishPoint> vanish
    ) =>
        new()
        {
            Title = $"Path of {response}",
            XName = "strength λ (logarithmic)",
            YName = "‖β‖ of a block",
            IsXLogarithmic = true,
            Series = [.. lines.Select(l => new LineSeries(l.Block, strengths, l.Norms))],
            Marks =
            [
                .. vanish
                    .Where(v => v.Neuron == response && double.IsFinite(v.Strength))
                    .OrderBy(v => v.Strength)
                    .TakeLast(MostMarks)
                    .Select(v => new LineMark(v.Strength, Invariant($"{v.Block} vanishes at {v.Strength:g4}"))),
            ],
        };

    /// <summary>The held-out score over the strength, mean and standard error of the folds.</summary>
    public static Figure CrossValidationOf(GlmCrossValidationFit c)
    {
        ArgumentNullException.ThrowIfNull(c);
        return ScoresOf(
            c.Neuron,
            c.Score == Glm.Scores.ScoreKind.LogLikelihood ? "held-out log-likelihood (nats a bin)" : "held-out score",
            new LineSeries("mean of the folds ± standard error", c.Strengths, c.Mean) { Errors = c.StandardError },
            c.Best,
            c.Chosen
        );
    }

    /// <summary>Held-out scores over the strength, with the best and the chosen one.</summary>
    internal static LinePlot ScoresOf(string response, string score, LineSeries line, int best, int chosen) =>
        new()
        {
            Title = $"Cross-validation of {response}",
            XName = "strength λ (logarithmic)",
            YName = score,
            IsXLogarithmic = true,
            Series = [line],
            Marks =
            [
                new LineMark(line.X[best], Invariant($"best {line.X[best]:g4}")),
                .. chosen == best
                    ? (LineMark[])[]
                    : [new LineMark(line.X[chosen], Invariant($"chosen {line.X[chosen]:g4} (one standard error)"))],
            ],
        };

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
