using Gyrus.Glm.Features;
using Gyrus.Numerics;
using static System.FormattableString;

namespace Gyrus.Glm.Selection;

/// <summary>The mean response over two covariates of one block, the other blocks at their average: a place field, where the covariates are a place.</summary>
/// <remarks>
/// μ(x₁, x₂) = g⁻¹(η̄ + (φ(x₁, x₂) − φ̄)ᵀβ_g) with φ̄ the mean features over the samples and the offset at 0. The model says something everywhere, the data only where
/// samples are: cells without one have no value.
/// </remarks>
public sealed record TuningMap
{
    /// <summary>Gets the block.</summary>
    public required string Block { get; init; }

    /// <summary>Gets the values of the first covariate, evenly spaced.</summary>
    public required IReadOnlyList<double> First { get; init; }

    /// <summary>Gets the values of the second covariate, evenly spaced.</summary>
    public required IReadOnlyList<double> Second { get; init; }

    /// <summary>Gets the mean response. Shape: values of the first × values of the second covariate; NaN in cells without a sample.</summary>
    public required Matrix Response { get; init; }

    /// <summary>The map of a block whose basis is a product of two covariates of one column each.</summary>
    /// <param name="fit">The fit.</param>
    /// <param name="data">Its data, for the averages.</param>
    /// <param name="block">The block.</param>
    /// <param name="covariates">The two covariates at the samples of the data. Shape: samples × 2.</param>
    /// <param name="points">The number of values of each covariate. At least 2; 40.</param>
    /// <exception cref="ArgumentException">There is no such block, or its basis is of another kind.</exception>
    public static TuningMap Of(GlmFit fit, GlmData data, string block, Matrix covariates, int points = 40)
    {
        ArgumentNullException.ThrowIfNull(fit);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(covariates);
        Require.AtLeast(2, points);
        FeatureBlock own = data.Design.Block(block);
        if (own.Basis is not { Basis: ProductBasis, InputColumns: [1, 1] } basis)
        {
            throw new ArgumentException(Invariant($"A map needs a product of two covariates, but '{block}' is none."));
        }

        (Matrix grid, Matrix features) = basis.EvaluateOnGrid(points, points);
        double[] first = [.. Enumerable.Range(0, points).Select(i => grid[i * points, 0])];
        double[] second = [.. Enumerable.Range(0, points).Select(j => grid[j, 1])];
        bool[] sampled = Sampled(covariates, data.Design.ValidRows, first, second);
        double[] mean = FeatureMeans.Of(data);
        double centre = fit.Intercept + Enumerable.Range(0, mean.Length).Sum(j => mean[j] * fit.Coefficients[j]);
        Link link = fit.Model.Observation.EffectiveLink;
        return new TuningMap
        {
            Block = block,
            First = first,
            Second = second,
            Response = Matrix.Create(
                points,
                points,
                (i, j) =>
                {
                    int cell = (i * points) + j;
                    return sampled[cell]
                        ? LinkFunction.Mean(
                            link,
                            centre
                                + Enumerable
                                    .Range(0, own.Count)
                                    .Sum(f =>
                                        (features[cell, f] - mean[own.Start + f]) * fit.Coefficients[own.Start + f]
                                    )
                        )
                        : double.NaN;
                }
            ),
        };
    }

    /// <summary>Which cells, the second covariate fastest, hold a sample.</summary>
    private static bool[] Sampled(Matrix covariates, bool[] valid, double[] first, double[] second)
    {
        bool[] sampled = new bool[first.Length * second.Length];
        for (int s = 0; s < covariates.Rows; s++)
        {
            if (valid[s] && CellOf(covariates[s, 0], first) is { } i && CellOf(covariates[s, 1], second) is { } j)
            {
                sampled[(i * second.Length) + j] = true;
            }
        }

        return sampled;
    }

    /// <summary>The nearest value; null outside the range or where there is no number.</summary>
    private static int? CellOf(double x, double[] values) =>
        x >= values[0] && x <= values[^1]
            ? (int)Math.Round((values.Length - 1) * (x - values[0]) / Math.Max(double.Epsilon, values[^1] - values[0]))
            : null;
}
