using Gyrus.Glm.Features;
using Gyrus.Numerics;
using Gyrus.Numerics.Distributions;
using static System.FormattableString;

namespace Gyrus.Glm.Selection;

/// <summary>What one block adds to the linear predictor along its covariate, with pointwise bands.</summary>
/// <remarks>
/// The effect at x is (φ(x) − φ̄)ᵀβ_g with φ̄ the mean features over the samples, so that 0 is the average and e^effect multiplies the rate in
/// the log link; its variance is (φ − φ̄)ᵀV_g(φ − φ̄). Bands are pointwise, at the level of the refit. A window (history, coupling) has its
/// kernel over the lags instead, not centred: what one event adds. Where columns never go with an event (see <see cref="RefittedEffects"/>) the effect is −∞, without a
/// band, the mean response 0, and the average that of the other samples.
/// </remarks>
public sealed record TuningCurve
{
    /// <summary>Gets the block.</summary>
    public required string Block { get; init; }

    /// <summary>Gets the values x of the covariate; of a window the lags, in bins: how long before its bin an event was, negative for after it.</summary>
    public required IReadOnlyList<double> Covariate { get; init; }

    /// <summary>Gets a value indicating whether the curve is the kernel of a window over lags.</summary>
    public bool IsKernel { get; init; }

    /// <summary>Gets the effect on η, 0 on average.</summary>
    public required IReadOnlyList<double> Effect { get; init; }

    /// <summary>Gets the lower ends of the bands.</summary>
    public required IReadOnlyList<double> Lower { get; init; }

    /// <summary>Gets the upper ends of the bands.</summary>
    public required IReadOnlyList<double> Upper { get; init; }

    /// <summary>Gets the mean response at each x, the other blocks at their average and the offset at 0: μ(η̄ + effect).</summary>
    public required IReadOnlyList<double> Response { get; init; }

    /// <summary>The curve of a block of a refit on its basis' own range.</summary>
    /// <param name="model">The refit.</param>
    /// <param name="data">The data of the refit, for the averages.</param>
    /// <param name="block">The block; its basis has one covariate.</param>
    /// <param name="points">The number of values of the covariate. At least 2; 100.</param>
    /// <exception cref="ArgumentException">There is no such block, or its features were given without a basis: use the other form.</exception>
    public static TuningCurve Of(RefittedModel model, GlmData data, string block, int points = 100)
    {
        ArgumentNullException.ThrowIfNull(data);
        FittedBasis basis =
            data.Design.Block(block).Basis
            ?? throw new ArgumentException(
                $"The features of '{block}' were given without a basis: say their values along the covariate."
            );
        if (basis.Basis is WindowBasis window)
        {
            // The effect of one event, lag by lag: the kernel itself.
            Matrix kernel = window.Kernel();
            return Of(model, data, block, ([.. window.Lags().Select(lag => (double)lag)], kernel), false) with
            {
                IsKernel = true,
            };
        }

        if (basis.Basis is Category categories)
        {
            double[] each = [.. categories.Categories];
            return Of(model, data, block, (each, basis.Evaluate(each)));
        }

        (Matrix grid, Matrix values) = basis.EvaluateOnGrid(Require.AtLeast(2, points));
        return Of(model, data, block, (grid.Column(0).ToArray(), values));
    }

    /// <summary>The curve of a block whose features at some values of its covariate are known.</summary>
    /// <param name="model">The refit.</param>
    /// <param name="data">The data of the refit, for the averages.</param>
    /// <param name="block">The block.</param>
    /// <param name="at">The values, and the features there. Shape: values × columns of the block.</param>
    public static TuningCurve Of(
        RefittedModel model,
        GlmData data,
        string block,
        (IReadOnlyList<double> Covariate, Matrix Features) at
    ) => Of(model, data, block, at, true);

    private static TuningCurve Of(
        RefittedModel model,
        GlmData data,
        string block,
        (IReadOnlyList<double> Covariate, Matrix Features) at,
        bool centred
    )
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(at.Features);
        FeatureBlock own = data.Design.Block(block);
        Require.SameSize(own.Count, at.Features.Columns, Invariant($"the columns of '{block}'"));
        Require.SameSize(at.Features.Rows, at.Covariate.Count, "one value of the covariate per row of features");
        int[] places = [.. Enumerable.Range(own.Start, own.Count).Select(j => 1 + model.Columns.ToList().IndexOf(j))];
        double[] mean = FeatureMeans.Of(data with { Weights = model.Weights ?? data.Weights });
        double centre = model.Fit.Intercept + Product(mean, model.Fit.Coefficients, 0);
        double z = NormalTail.Quantile(0.5 + (0.5 * model.Options.Level));
        double[] effect = new double[at.Covariate.Count];
        double[] width = new double[effect.Length];
        for (int i = 0; i < effect.Length; i++)
        {
            double[] d =
            [
                .. Enumerable.Range(0, own.Count).Select(j => at.Features[i, j] - (centred ? mean[own.Start + j] : 0)),
            ];
            effect[i] = Product(d, model.Fit.Coefficients, own.Start);
            width[i] = z * Math.Sqrt(Math.Max(0, Variance(model.Covariance, places, d)));
        }

        Link link = model.Fit.Model.Observation.EffectiveLink;
        return new TuningCurve
        {
            Block = block,
            Covariate = at.Covariate,
            Effect = effect,
            Lower = [.. effect.Select((e, i) => e - width[i])],
            Upper = [.. effect.Select((e, i) => e + width[i])],
            Response = [.. effect.Select(e => LinkFunction.Mean(link, centre + e))],
        };
    }

    /// <summary>dᵀβ, where a feature that is 0 meets an infinite coefficient without effect.</summary>
    private static double Product(double[] d, IReadOnlyList<double> coefficients, int start) =>
        Enumerable.Range(0, d.Length).Sum(j => d[j] == 0 ? 0 : d[j] * coefficients[start + j]);

    /// <summary>dᵀVd over the block's coefficients; a block that was not refitted has no variance.</summary>
    private static double Variance(Matrix v, int[] places, double[] d)
    {
        double sum = 0;
        for (int a = 0; a < d.Length && places.All(p => p > 0); a++)
        {
            for (int b = 0; b < d.Length; b++)
            {
                sum += d[a] == 0 || d[b] == 0 ? 0 : d[a] * d[b] * v[places[a], places[b]];
            }
        }

        return sum;
    }
}
