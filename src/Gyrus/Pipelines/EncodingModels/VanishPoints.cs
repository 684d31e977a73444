using Gyrus.Glm;
using Gyrus.Glm.Features;

namespace Gyrus.Pipelines.EncodingModels;

/// <summary>Finds, between the strengths of a path, where each block leaves the model.</summary>
internal static class VanishPoints
{
    private const double Precision = 1e-7;

    /// <summary>A looser gap would leave open whether a block is zero near its vanish point.</summary>
    private const double Tolerance = 1e-13;

    /// <summary>Bisects between the smallest strength without the block and the largest with it.</summary>
    public static IReadOnlyList<VanishPoint> Of(
        GeneralizedLinearModel model,
        GlmData data,
        GlmPath path,
        int neuron,
        CancellationToken cancellationToken
    )
    {
        GeneralizedLinearModel precise = model with { Tolerance = Math.Min(model.Tolerance, Tolerance) };
        return
        [
            .. data.Design.Blocks.Select(block =>
            {
                GlmFit? first = path.Fits.FirstOrDefault(f => f.Holds(block));
                int at = first is null ? -1 : path.Fits.TakeWhile(f => f != first).Count();
                double strength = at switch
                {
                    -1 => double.NaN,
                    0 => StrengthOf(first!),
                    _ => Bisect(
                        precise,
                        data,
                        block,
                        neuron,
                        StrengthOf(path.Fits[at]),
                        StrengthOf(path.Fits[at - 1]),
                        cancellationToken
                    ),
                };
                return new VanishPoint(path.Fits[0].Neuron, block.Name, strength, at == 0);
            }),
        ];
    }

    private static double StrengthOf(GlmFit fit) => fit.Model.Regularizer.Strength;

    private static double Bisect(
        GeneralizedLinearModel model,
        GlmData data,
        FeatureBlock block,
        int neuron,
        double with,
        double without,
        CancellationToken cancellationToken
    )
    {
        while (without / with > 1 + Precision)
        {
            double middle = Math.Sqrt(with * without);
            GlmFit fit = (model with { Regularizer = model.Regularizer with { Strength = middle } }).Fit(
                data,
                neuron,
                cancellationToken
            );
            (with, without) = fit.Holds(block) ? (middle, without) : (with, middle);
        }

        return with;
    }
}
