using Gyrus.Glm.Features;
using Gyrus.Optimization;

namespace Gyrus.Glm;

/// <summary>Ω(β) = ½ λ Σ_j v_j β_j².</summary>
public sealed record Ridge : Regularizer
{
    /// <summary>Gets v, one per column and not negative, or null for ones.</summary>
    public IReadOnlyList<double>? Weights
    {
        get;
        init => field = ColumnWeights.Checked(value, nameof(Weights));
    }

    /// <inheritdoc/>
    internal override Regularizer Restricted(IReadOnlyList<FeatureBlock> blocks, int[] columns) =>
        this with
        {
            Weights = ColumnWeights.Kept(blocks, Weights, columns),
        };

    /// <inheritdoc/>
    internal override BlockPenalty On(IReadOnlyList<FeatureBlock> blocks) =>
        new()
        {
            Groups = [],
            GroupWeights = [],
            RidgeWeights = ColumnWeights.For(blocks, Weights, 1),
        };
}
