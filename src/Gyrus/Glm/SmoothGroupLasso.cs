using Gyrus.Glm.Features;
using Gyrus.Numerics;
using Gyrus.Optimization;

namespace Gyrus.Glm;

/// <summary>Ω(β) = λ Σ_g (√p_g ‖β_g‖₂ + ½ κ ‖Δ^m β_g‖₂²): groups vanish, and the curves of those that stay are smooth.</summary>
/// <remarks>
/// Δ^m are differences of order m of neighbouring coefficients, the P-spline penalty of a local basis. Groups are the blocks of the design.
/// Source: Eilers and Marx (1996), Stat. Sci. 11:89, doi:10.1214/ss/1038425655.
/// </remarks>
public sealed record SmoothGroupLasso : Regularizer
{
    /// <summary>Gets κ. Not negative; 1.</summary>
    public double Smoothness
    {
        get;
        init => field = Require.NotNegative(value, nameof(Smoothness));
    } = 1;

    /// <summary>Gets m, the order of the differences. At least 1; 2.</summary>
    public int Order
    {
        get;
        init => field = Require.AtLeast(1, value, nameof(Order));
    } = 2;

    /// <inheritdoc/>
    internal override BlockPenalty On(IReadOnlyList<FeatureBlock> blocks)
    {
        int[][] groups = ColumnGroups.For(blocks, null);
        return new BlockPenalty
        {
            Groups = groups,
            GroupWeights = ColumnGroups.Weights(groups, null),
            Smoothness = [.. groups.Select(g => Differences(g.Length))],
        };
    }

    /// <summary>κ(Δ^m)ᵀΔ^m, column-major, or null for a block too short to have a difference.</summary>
    private double[]? Differences(int size)
    {
        if (size <= Order || Smoothness == 0)
        {
            return null;
        }

        // The row of Δ^m: binomial coefficients with alternating signs.
        double[] row = new double[Order + 1];
        row[0] = 1;
        for (int k = 1; k <= Order; k++)
        {
            row[k] = -row[k - 1] * (Order - k + 1) / k;
        }

        double[] product = new double[size * size];
        for (int start = 0; start + Order < size; start++)
        {
            for (int j = 0; j <= Order; j++)
            {
                for (int i = 0; i <= Order; i++)
                {
                    product[((start + j) * size) + start + i] += Smoothness * row[i] * row[j];
                }
            }
        }

        return product;
    }
}
