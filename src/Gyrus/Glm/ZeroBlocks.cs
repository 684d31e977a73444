using Gyrus.Glm.Features;
using Gyrus.Optimization;

namespace Gyrus.Glm;

/// <summary>Whether coefficients that a fit left at zero may stay there.</summary>
internal static class ZeroBlocks
{
    /// <summary>
    /// Whether the gradient of the loss at coefficients of a block that are zero exceeds what the penalty holds. Close to the strength at which the block leaves, the objective
    /// hardly says so (the gap of zero is quadratic in the distance), but the gradient does. Not asked of penalties whose weights follow from fits, or that act on copies.
    /// </summary>
    public static bool Enters(GlmFit fit, GlmData data, int neuron, FeatureBlock block)
    {
        Regularizer regularizer = fit.Model.Regularizer;
        ObservationModel observation = fit.Model.Observation;
        if (
            regularizer.IsReweighted
            || regularizer.HasCopies
            || observation is { Family: Family.NegativeBinomial, Dispersion: null }
            || !double.IsFinite(fit.Intercept)
        )
        {
            return false;
        }

        GlmTask task = GlmTask.Of(data, neuron, observation.Family);
        PenaltyBlocks penalty = fit.Model.PenaltyOn(data.Design.Blocks, data.Design.Columns);
        var point = new LinearPoint(task.Problem(observation, penalty));
        point.Intercepts[0] = fit.Intercept;
        return !GlmSolution.IsDegenerate(task, observation.Family)
            && point.TryMoveTo([.. fit.Coefficients])
            && Array.Exists(penalty.Blocks, b => IsOf(b, block) && IsZero(b) && Norm(b) > fit.Strength);

        bool IsZero(PenaltyBlock b) => Array.TrueForAll(b.Columns, j => point.Beta[j] == 0);
        double Norm(PenaltyBlock b) => b.DualNorm(PenaltyBlocks.Pick(point.Gradient, b.Columns));
    }

    private static bool IsOf(PenaltyBlock columns, FeatureBlock block) =>
        !columns.IsSmooth && Array.TrueForAll(columns.Columns, j => j >= block.Start && j < block.Start + block.Count);
}
