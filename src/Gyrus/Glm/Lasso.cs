using Gyrus.Glm.Features;
using Gyrus.Optimization;

namespace Gyrus.Glm;

/// <summary>Ω(β) = λ Σ_j v_j |β_j|: single coefficients vanish.</summary>
/// <remarks>Source: Tibshirani (1996), J. R. Stat. Soc. B 58:267, doi:10.1111/j.2517-6161.1996.tb02080.x.</remarks>
public sealed record Lasso : Regularizer
{
    /// <summary>Gets v, one per column and not negative (0: not penalised), or null for ones.</summary>
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
            AbsoluteWeights = ColumnWeights.For(blocks, Weights, 1),
        };
}
