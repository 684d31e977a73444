using Gyrus.Glm.Features;
using Gyrus.Numerics;
using Gyrus.Optimization;

namespace Gyrus.Glm;

/// <summary>Ω(β) = λ ((1 − ρ) Σ_g √p_g ‖β_g‖₂ + ρ Σ_j |β_j|): groups vanish, and coefficients in the groups that stay.</summary>
/// <remarks>Source: Simon, Friedman, Hastie and Tibshirani (2013), J. Comput. Graph. Stat. 22:231, doi:10.1080/10618600.2012.681250.</remarks>
public sealed record SparseGroupLasso : Regularizer
{
    /// <summary>Gets the columns of each group, or null for one group per block. A column is in one group at most; those in none are not penalised.</summary>
    public IReadOnlyList<IReadOnlyList<int>>? Groups { get; init; }

    /// <summary>Gets ρ, the share of the absolute values. In [0, 1]: 0 is the group lasso, 1 the lasso; 0.5.</summary>
    public double Ratio
    {
        get;
        init => field = Require.Between(0, 1, value, nameof(Ratio));
    } = 0.5;

    /// <inheritdoc/>
    internal override Regularizer Restricted(IReadOnlyList<FeatureBlock> blocks, int[] columns) =>
        Groups is null ? this : this with { Groups = ColumnGroups.Kept(Groups, columns).Groups };

    /// <inheritdoc/>
    internal override BlockPenalty On(IReadOnlyList<FeatureBlock> blocks)
    {
        int[][] groups = ColumnGroups.For(blocks, Groups);
        double[] absolute = new double[blocks.Sum(static b => b.Count)];
        foreach (int column in groups.SelectMany(static g => g))
        {
            absolute[column] = Ratio;
        }

        return new BlockPenalty
        {
            Groups = groups,
            GroupWeights = [.. groups.Select(g => (1 - Ratio) * Math.Sqrt(g.Length))],
            AbsoluteWeights = absolute,
        };
    }
}
