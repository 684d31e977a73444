using Gyrus.Glm.Features;
using Gyrus.Numerics;
using Gyrus.Optimization;

namespace Gyrus.Glm;

/// <summary>Ω(β) = λ Σ_j v_j (ρ|β_j| + ½(1 − ρ)β_j²), ρ = <see cref="Ratio"/>.</summary>
/// <remarks>Source: Zou and Hastie (2005), J. R. Stat. Soc. B 67:301, doi:10.1111/j.1467-9868.2005.00503.x.</remarks>
public sealed record ElasticNet : Regularizer
{
    /// <summary>Gets ρ, the share of the absolute values. In (0, 1]: 1 is the lasso; 0.5.</summary>
    public double Ratio
    {
        get;
        init => field = Require.Between(double.Epsilon, 1, value, nameof(Ratio));
    } = 0.5;

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
            AbsoluteWeights = ColumnWeights.For(blocks, Weights, Ratio),
            RidgeWeights = ColumnWeights.For(blocks, Weights, 1 - Ratio),
        };
}
