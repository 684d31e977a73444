using Gyrus.Glm.Features;
using Gyrus.Optimization;

namespace Gyrus.Glm;

/// <summary>A group penalty that is concave in ‖β_g‖, so that large groups are shrunk less than small ones.</summary>
/// <remarks>
/// <para>
/// Solved by local linear approximation: a few group lassos, each warm, whose weights are the slopes of the penalty at the last
/// answer. Each lowers the objective; the answer is a local optimum, the one that starts at the group lasso.
/// </para>
/// <para>Objective and certificate are those of the last of these convex problems.</para>
/// <para>Source: Zou and Li (2008), Ann. Stat. 36:1509, doi:10.1214/009053607000000802.</para>
/// </remarks>
public abstract record ConcaveGroupPenalty : Regularizer
{
    /// <summary>Gets the columns of each group, or null for one group per block. A column is in one group at most; those in none are not penalised.</summary>
    public IReadOnlyList<IReadOnlyList<int>>? Groups { get; init; }

    /// <inheritdoc/>
    internal override Regularizer Restricted(IReadOnlyList<FeatureBlock> blocks, int[] columns) =>
        Groups is null ? this : this with { Groups = ColumnGroups.Kept(Groups, columns).Groups };

    /// <inheritdoc/>
    internal override bool IsReweighted => true;

    /// <inheritdoc/>
    internal override BlockPenalty On(IReadOnlyList<FeatureBlock> blocks)
    {
        int[][] groups = ColumnGroups.For(blocks, Groups);
        return new BlockPenalty { Groups = groups, GroupWeights = ColumnGroups.Weights(groups, null) };
    }

    /// <inheritdoc/>
    internal override BlockPenalty? Reweighted(IReadOnlyList<FeatureBlock> blocks, double[] beta)
    {
        BlockPenalty start = On(blocks);
        double[] weights = new double[start.Groups.Count];
        for (int g = 0; g < weights.Length; g++)
        {
            double norm = Math.Sqrt(start.Groups[g].Sum(j => beta[j] * beta[j]));
            double full = Strength * start.GroupWeights[g];
            weights[g] = start.GroupWeights[g] * (full > 0 ? SlopeShare(norm / full) : 1);
        }

        return start with
        {
            GroupWeights = weights,
        };
    }

    /// <summary>The slope of the penalty relative to that at zero, where ‖β_g‖ is this many times λ√p_g. From 1 down to 0.</summary>
    internal abstract double SlopeShare(double relativeNorm);
}
