using Gyrus.Glm.Features;
using Gyrus.Optimization;

namespace Gyrus.Glm;

/// <summary>Ω(β) = λ Σ_g v_g √p_g ‖β_g‖₂, p_g the number of columns in the group: groups vanish as a whole.</summary>
/// <remarks>
/// <para>The groups are the blocks of the design unless others are given. Columns in no group are not penalised.</para>
/// <para>Source: Yuan and Lin (2006), J. R. Stat. Soc. B 68:49, doi:10.1111/j.1467-9868.2005.00532.x.</para>
/// </remarks>
public sealed record GroupLasso : Regularizer
{
    /// <summary>Gets the columns of each group, or null for one group per block. A column is in one group at most.</summary>
    public IReadOnlyList<IReadOnlyList<int>>? Groups { get; init; }

    /// <summary>Gets v, one per group and not negative (0: not penalised), or null for ones.</summary>
    public IReadOnlyList<double>? Weights
    {
        get;
        init => field = ColumnWeights.Checked(value, nameof(Weights));
    }

    /// <summary>Groups given as a mask of groups × columns: 1 where the column is in the group, else 0.</summary>
    /// <exception cref="ArgumentException">An entry is neither 0 nor 1.</exception>
    public static IReadOnlyList<IReadOnlyList<int>> FromMask(Numerics.Matrix mask) => ColumnGroups.FromMask(mask);

    /// <inheritdoc/>
    internal override Regularizer Restricted(IReadOnlyList<FeatureBlock> blocks, int[] columns)
    {
        if (Groups is null && Weights is null)
        {
            return this;
        }

        int[][] all = ColumnGroups.For(blocks, Groups);
        Numerics.Require.SameSize(all.Length, Weights?.Count ?? all.Length, "one weight of the penalty per group");
        (int[][] groups, int[] before) = ColumnGroups.Kept(all, columns);
        return this with { Groups = groups, Weights = Weights is { } w ? [.. before.Select(g => w[g])] : null };
    }

    /// <inheritdoc/>
    internal override BlockPenalty On(IReadOnlyList<FeatureBlock> blocks)
    {
        int[][] groups = ColumnGroups.For(blocks, Groups);
        return new BlockPenalty { Groups = groups, GroupWeights = ColumnGroups.Weights(groups, Weights) };
    }
}
