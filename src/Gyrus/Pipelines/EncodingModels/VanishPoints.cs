using Gyrus.Glm;
using Gyrus.Glm.Categorical;
using Gyrus.Glm.Features;

namespace Gyrus.Pipelines.EncodingModels;

/// <summary>Finds, between the strengths of a path, where each block leaves the model.</summary>
internal static class VanishPoints
{
    private const double Precision = 1e-7;

    /// <summary>A looser gap would leave open whether a block is zero near its vanish point.</summary>
    private const double Tolerance = 1e-13;

    /// <summary>The model at a strength, solved as precisely as vanish points need.</summary>
    public static GeneralizedLinearModel Precise(GeneralizedLinearModel model, double strength) =>
        model with
        {
            Tolerance = Math.Min(model.Tolerance, Tolerance),
            Regularizer = model.Regularizer with { Strength = strength },
        };

    /// <inheritdoc cref="Precise(GeneralizedLinearModel, double)"/>
    public static CategoricalRegression Precise(CategoricalRegression model, double strength) =>
        model with
        {
            Tolerance = Math.Min(model.Tolerance, Tolerance),
            Regularizer = model.Regularizer with { Strength = strength },
        };

    /// <summary>Whether a penalty sets coefficients to zero at all.</summary>
    public static bool Exist(Regularizer regularizer) => regularizer is not (Unregularized or Ridge);

    /// <summary>Bisects to 1e-7 between the smallest strength without the block and the largest with it.</summary>
    /// <param name="neuron">The name of the response.</param>
    /// <param name="blocks">The blocks.</param>
    /// <param name="path">The fits of the path, strengths falling.</param>
    /// <param name="fitAt">The fit at a strength, solved precisely.</param>
    /// <param name="holds">Whether a fit holds a block, or would but for its tolerance.</param>
    public static IReadOnlyList<VanishPoint> Of<TFit>(
        string neuron,
        IReadOnlyList<FeatureBlock> blocks,
        IReadOnlyList<(double Strength, TFit Fit)> path,
        Func<double, TFit> fitAt,
        Func<TFit, FeatureBlock, bool> holds
    ) =>
        [
            .. blocks.Select(block =>
            {
                int at = path.TakeWhile(p => !holds(p.Fit, block)).Count();
                double strength =
                    at == path.Count ? double.NaN
                    : at == 0 ? path[0].Strength
                    : Bisect(s => holds(fitAt(s), block), path[at].Strength, path[at - 1].Strength);
                return new VanishPoint(neuron, block.Name, strength, at == 0);
            }),
        ];

    private static double Bisect(Func<double, bool> holds, double with, double without)
    {
        while (without / with > 1 + Precision)
        {
            double middle = Math.Sqrt(with * without);
            (with, without) = holds(middle) ? (middle, without) : (with, middle);
        }

        return with;
    }
}
