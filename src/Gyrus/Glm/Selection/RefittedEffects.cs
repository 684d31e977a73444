using Gyrus.Glm.Features;
using Gyrus.Inference;
using Gyrus.Numerics;
using Gyrus.Numerics.Distributions;
using static System.FormattableString;

namespace Gyrus.Glm.Selection;

/// <summary>Effects of the selected blocks without the shrinkage of the penalty, with intervals that allow for autocorrelation.</summary>
/// <remarks>
/// <para>
/// The selected blocks are fitted again without a penalty (aliased columns: the answer of least norm), and the covariance of (b, β) is the
/// sandwich H⁻¹JH⁻¹ with H the curvature and J the long-run variance of the scores. Each block has a Wald test, χ² = β_gᵀV_g⁻¹β_g.
/// </para>
/// <para>
/// Where columns never go with an event, a Poisson, negative binomial or Bernoulli refit has its optimum at infinity: their coefficients are −∞, the mean is 0
/// wherever they are not zero, and the other coefficients are those of the remaining samples (the limiting conditional model of Geyer, 2009, Electronic
/// Journal of Statistics 3:259, doi:10.1214/08-EJS349). Other kinds of separation have no answer, and no intervals.
/// </para>
/// <para>
/// The intervals take the selection as given: where the same samples selected, they are optimistic. Select on some trials and refit on
/// others, or read them beside the selection frequencies.
/// </para>
/// <para>
/// Sources: White (1982), Econometrica 50:1, doi:10.2307/1912526; Newey and West (1987), Econometrica 55:703, doi:10.2307/1913610; the lags
/// by Andrews (1991), Econometrica 59:817, doi:10.2307/2938229.
/// </para>
/// </remarks>
public sealed record RefittedEffects
{
    /// <summary>Covariances and curvatures have a rank by their correlations: eigenvalues above this part of the largest.</summary>
    internal const double RankTolerance = 1e-10;

    /// <summary>Gets what the covariance allows for. Newey-West.</summary>
    public RobustCovariance Covariance { get; init; } = RobustCovariance.NeweyWest;

    /// <summary>Gets the lags of Newey-West in samples, or null for Andrews' rule. At least 0.</summary>
    public int? Lags
    {
        get;
        init => field = value is { } given ? Require.AtLeast(0, given, nameof(Lags)) : null;
    }

    /// <summary>Gets the level of the intervals. In (0, 1); 0.95.</summary>
    public double Level
    {
        get;
        init => field = Require.Between(double.Epsilon, Math.BitDecrement(1), value, nameof(Level));
    } = 0.95;

    /// <summary>Gets the relative tolerance of the refit. Positive; 1e-12.</summary>
    public double Tolerance
    {
        get;
        init => field = Require.Positive(value, nameof(Tolerance));
    } = 1e-12;

    /// <summary>The refit of what a fit selected.</summary>
    /// <param name="data">The data: those of the selection, or other trials of the same design.</param>
    /// <param name="selection">The fit whose non-zero blocks are refitted.</param>
    /// <param name="neuron">The neuron of <paramref name="data"/>.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="ArgumentException">The fit selected nothing, or the data have no block of a name.</exception>
    public RefittedModel Fit(
        GlmData data,
        GlmFit selection,
        int neuron = 0,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(selection);
        (Design part, int[] columns) = BlockSubset.Of(data.Design, selection.Selected);
        if (columns.Length == 0)
        {
            throw new ArgumentException("The fit selected no block: there is nothing to refit.");
        }

        ObservationModel observation =
            selection.Model.Observation.Family == Family.NegativeBinomial
                ? selection.Model.Observation with
                {
                    Dispersion = selection.Scale,
                }
                : selection.Model.Observation;
        var model = new GeneralizedLinearModel
        {
            Observation = observation,
            Regularizer = new Unregularized(),
            Tolerance = Tolerance,
        };
        GlmData own = data with { Design = part };
        GlmFit fit = model.Fit(own, neuron, cancellationToken);
        SilentColumns silent = SilentColumns.None(columns.Length);
        if (fit.RunsAway && SilentColumns.Of(own, neuron, observation) is { IsAny: true } found)
        {
            GlmData rest = own with { Weights = found.Weights };
            GlmFit limit = model.Fit(rest, neuron, cancellationToken);
            (own, fit, silent) = limit.RunsAway ? (own, fit, silent) : (rest, limit, found);
        }

        var sandwich = RefitSandwich.Of(own, fit, neuron, this);
        return Result(data, own, fit, (columns, sandwich, silent));
    }

    private RefittedModel Result(
        GlmData data,
        GlmData own,
        GlmFit fit,
        (int[] Columns, RefitSandwich Sandwich, SilentColumns Silent) of
    )
    {
        // Coefficients on their way to infinity have a covariance of rounding errors.
        double[] ends = of.Silent.Ends;
        Matrix v = Matrix.Create(
            ends.Length + 1,
            ends.Length + 1,
            (i, j) =>
                fit.RunsAway || (i > 0 && ends[i - 1] != 0) || (j > 0 && ends[j - 1] != 0)
                    ? double.NaN
                    : of.Sandwich.Covariance[i, j]
        );
        double z = NormalTail.Quantile(0.5 + (0.5 * Level));
        Design part = own.Design;
        double[] estimates = [.. fit.Coefficients.Select((b, j) => ends[j] != 0 ? ends[j] : b)];
        double[] coefficients = new double[data.Design.Columns];
        for (int j = 0; j < of.Columns.Length; j++)
        {
            coefficients[of.Columns[j]] = estimates[j];
        }

        return new RefittedModel
        {
            Options = this,
            Fit = fit with { Blocks = data.Design.Blocks, Coefficients = Array.AsReadOnly(coefficients) },
            Columns = of.Columns,
            Covariance = v,
            Weights = own.Weights,
            Lags = of.Sandwich.Lags,
            Coefficients =
            [
                .. part.Blocks.SelectMany(b =>
                    Enumerable
                        .Range(0, b.Count)
                        .Select(j =>
                            Effect(
                                b.Name,
                                j,
                                estimates[b.Start + j],
                                (Math.Sqrt(v[1 + b.Start + j, 1 + b.Start + j]), z)
                            )
                        )
                ),
            ],
            Blocks = Tests(part, fit, of.Sandwich),
            Warnings = Warnings(own, fit, of.Sandwich, of.Silent),
        };
    }

    private static CoefficientEffect Effect(string block, int index, double estimate, (double Error, double Z) of) =>
        new(
            block,
            index,
            estimate,
            of.Error,
            estimate - (of.Z * of.Error),
            estimate + (of.Z * of.Error),
            2 * NormalTail.Cdf(-Math.Abs(estimate) / of.Error)
        );

    private static BlockEffect[] Tests(Design part, GlmFit fit, RefitSandwich sandwich)
    {
        double[] scaled = sandwich.Curvature.Scaled([.. fit.Coefficients]);
        (int Rank, double Wald)[] tests = [.. part.Blocks.Select(b => sandwich.Test(scaled, b.Start, b.Count))];
        if (fit.RunsAway)
        {
            tests = Array.ConvertAll(tests, static t => t with { Wald = double.NaN });
        }

        double[] p = Each(tests, ChiSquared.Survival);
        double[] logs = Each(tests, ChiSquared.LogSurvival);
        double[] adjusted = FalseDiscoveryRate.Adjust(p);
        double[] adjustedLogs = FalseDiscoveryRate.AdjustLogs(logs);
        return
        [
            .. part.Blocks.Select(
                (b, g) =>
                    new BlockEffect(b.Name, tests[g].Rank, tests[g].Wald, p[g], adjusted[g])
                    {
                        Log10PValue = logs[g] / Math.Log(10),
                        Log10AdjustedPValue = adjustedLogs[g] / Math.Log(10),
                    }
            ),
        ];

        static double[] Each((int Rank, double Wald)[] tests, Func<double, double, double> of) =>
            Array.ConvertAll(tests, t => t.Rank == 0 || double.IsNaN(t.Wald) ? double.NaN : of(t.Wald, t.Rank));
    }

    /// <summary>The blocks that move η furthest over the samples: where coefficients run off, theirs do.</summary>
    private static IEnumerable<string> Furthest(Design part, GlmFit fit)
    {
        double[] spans = [.. part.Blocks.Select(b => Span(part, fit, b))];
        return part.Blocks.Where((_, g) => 2 * spans[g] >= spans.Max()).Select(static b => $"'{b.Name}'");
    }

    private static double Span(Design part, GlmFit fit, FeatureBlock block)
    {
        double[] own = new double[part.Columns];
        for (int j = block.Start; j < block.Start + block.Count; j++)
        {
            own[j] = fit.Coefficients[j];
        }

        double[] eta = new double[part.Samples];
        part.Store.AddProduct(own, eta);
        double[] valid = [.. eta.Where((_, i) => part.ValidRows[i])];
        return valid.Max() - valid.Min();
    }

    private string[] Warnings(GlmData own, GlmFit fit, RefitSandwich sandwich, SilentColumns silent)
    {
        Design part = own.Design;
        var warnings = new List<string>(fit.Warnings.Where(static w => w != GlmSolution.Separable));
        if (silent.IsAny)
        {
            // Without their samples silent columns are zero, which is no news.
            warnings.RemoveAll(static w => w.StartsWith(RankCheck.Ambiguous, StringComparison.Ordinal));
            warnings.AddRange(
                RankCheck.Explain(part, [.. own.Weights!], j => silent.Ends[j] == 0) is { } aliases ? [aliases] : []
            );
            warnings.Add(silent.Describe(part));
        }
        else if (fit.RunsAway)
        {
            warnings.Add(
                $"The refit without a penalty has no finite optimum, because of {string.Join(", ", Furthest(part, fit))}: the data are separable there (some values never go with a spike, or split the labels), and coefficients run off to infinity. Its intervals and tests are left out; the penalised fit stands."
            );
        }
        else if (!fit.Convergence.Converged)
        {
            warnings.Add("The refit did not reach its tolerance: do not trust its intervals.");
        }

        if (Covariance == RobustCovariance.TrialClustered && sandwich.Trials < 2 * sandwich.Covariance.Rows)
        {
            warnings.Add(
                Invariant(
                    $"{sandwich.Trials} trials are few for {sandwich.Covariance.Rows} coefficients: clustered intervals are too narrow. Use Newey-West."
                )
            );
        }

        return [.. warnings];
    }
}
