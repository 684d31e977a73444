using Gyrus.Glm.Features;
using Gyrus.Numerics;
using Gyrus.Optimization;

namespace Gyrus.Glm;

/// <summary>Ω(β) = λ Σ_g v_g √p_g ‖β_g‖₂ with v_g = (‖β̂_g‖/√p_g)^−γ of a pilot fit β̂, so that groups of small effect are penalised more.</summary>
/// <remarks>
/// <para>The pilot is a ridge fit of the same model. Groups of one column make it the adaptive lasso.</para>
/// <para>Source: Wang and Leng (2008), Comput. Stat. Data Anal. 52:5277, doi:10.1016/j.csda.2008.05.006; Zou (2006), doi:10.1198/016214506000000735.</para>
/// </remarks>
public sealed record AdaptiveGroupLasso : Regularizer
{
    /// <summary>Gets the columns of each group, or null for one group per block. A column is in one group at most; those in none are not penalised.</summary>
    public IReadOnlyList<IReadOnlyList<int>>? Groups { get; init; }

    /// <summary>Gets γ. Positive; 1.</summary>
    public double Exponent
    {
        get;
        init => field = Require.Positive(value, nameof(Exponent));
    } = 1;

    /// <summary>Gets the strength of the ridge of the pilot. Positive; 1e-3.</summary>
    public double PilotStrength
    {
        get;
        init => field = Require.Positive(value, nameof(PilotStrength));
    } = 1e-3;

    /// <inheritdoc/>
    internal override Regularizer Restricted(IReadOnlyList<FeatureBlock> blocks, int[] columns) =>
        Groups is null ? this : this with { Groups = ColumnGroups.Kept(Groups, columns).Groups };

    /// <inheritdoc/>
    internal override bool IsReweighted => true;

    /// <inheritdoc/>
    /// <remarks>Before the pilot: the group lasso.</remarks>
    internal override BlockPenalty On(IReadOnlyList<FeatureBlock> blocks) =>
        new GroupLasso { Groups = Groups }.On(blocks);

    /// <inheritdoc/>
    internal override Regularizer Resolved(IReadOnlyList<FeatureBlock> blocks, Func<Regularizer, double[]> fit)
    {
        const double Floor = 1e-8;
        double[] pilot = fit(new Ridge { Strength = PilotStrength });
        int[][] groups = ColumnGroups.For(blocks, Groups);
        return new GroupLasso
        {
            Strength = Strength,
            Groups = groups,
            Weights =
            [
                .. groups.Select(g =>
                    Math.Pow(
                        Math.Max(Math.Sqrt(g.Sum(j => pilot[j] * pilot[j]) / Math.Max(g.Length, 1)), Floor),
                        -Exponent
                    )
                ),
            ],
        };
    }
}
