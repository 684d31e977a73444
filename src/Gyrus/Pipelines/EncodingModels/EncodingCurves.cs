using Gyrus.Glm;
using Gyrus.Glm.Features;
using Gyrus.Glm.Selection;
using Gyrus.Numerics;

namespace Gyrus.Pipelines.EncodingModels;

/// <summary>Which blocks of an encoding model have a curve, and which a map.</summary>
internal static class EncodingCurves
{
    /// <summary>The tuning curve or the kernel of each refitted block of one covariate.</summary>
    public static IReadOnlyList<TuningCurve> Of(RefittedModel refit, GlmData data) =>
        [
            .. refit
                .Blocks.Select(b => data.Design.Block(b.Block))
                .Where(b =>
                    b.Basis is { InputColumns: [1], Basis: var basis } && (basis is WindowBasis || IsCurve(basis))
                )
                .Select(b => TuningCurve.Of(refit, data, b.Name)),
        ];

    /// <summary>The maps of a fit: blocks of two covariates.</summary>
    /// <param name="fit">The fit of a neuron.</param>
    /// <param name="data">The design of that neuron, whose averages are those of its own history and coupling.</param>
    /// <param name="result">The model and the recording.</param>
    public static IReadOnlyList<TuningMap> MapsOf(GlmFit fit, GlmData data, EncodingResult result) =>
        [
            .. from feature in result.Model.Features
            where
                feature is { Basis: ProductBasis pair, Covariates: [_, _] } && IsCurve(pair.Left) && IsCurve(pair.Right)
            let block = data.Design.Block(feature.Name)
            where block.Basis is { InputColumns: [1, 1] } && fit.Holds(block)
            let columns = feature.Covariates.Select(c => result.Recording.Find(c).Columns).ToArray()
            select TuningMap.Of(
                fit,
                data,
                block.Name,
                Matrix.Create(result.Recording.Bins, 2, (i, k) => columns[k][i, 0])
            ),
        ];

    private static bool IsCurve(Basis basis) => basis is RangedBasis and not Category and not Zero;
}
