using Gyrus.Glm.Features;
using Gyrus.Numerics;
using Gyrus.Optimization;

namespace Gyrus.Glm;

/// <summary>Weights of a penalty that are given one per column.</summary>
internal static class ColumnWeights
{
    /// <summary>The weights, each checked, as a list that cannot change.</summary>
    public static IReadOnlyList<double>? Checked(IReadOnlyList<double>? weights, string name) =>
        weights is null ? null : Array.AsReadOnly(Array.ConvertAll([.. weights], w => Require.NotNegative(w, name)));

    /// <summary>The weights of the columns of these blocks, times a factor.</summary>
    /// <exception cref="ArgumentException">There is not one weight per column.</exception>
    public static double[] For(IReadOnlyList<FeatureBlock> blocks, IReadOnlyList<double>? weights, double factor)
    {
        int columns = blocks.Sum(static b => b.Count);
        double[] all = new double[columns];
        if (weights is not null)
        {
            Require.SameSize(columns, weights.Count, "one weight of the penalty per column");
        }

        for (int j = 0; j < columns; j++)
        {
            all[j] = factor * (weights?[j] ?? 1);
        }

        return all;
    }

    /// <summary>The weights of some columns, or null where there are none.</summary>
    /// <exception cref="ArgumentException">There is not one weight per column of these blocks.</exception>
    public static IReadOnlyList<double>? Kept(
        IReadOnlyList<FeatureBlock> blocks,
        IReadOnlyList<double>? weights,
        int[] columns
    ) => weights is null ? null : PenaltyBlocks.Pick(For(blocks, weights, 1), columns);
}
