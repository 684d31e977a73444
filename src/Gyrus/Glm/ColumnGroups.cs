using Gyrus.Glm.Features;
using Gyrus.Numerics;
using static System.FormattableString;

namespace Gyrus.Glm;

/// <summary>Groups of columns: given, from a mask, or the blocks of a design.</summary>
internal static class ColumnGroups
{
    /// <summary>The groups with ascending columns.</summary>
    /// <exception cref="ArgumentException">A column does not exist, or is in two groups.</exception>
    public static int[][] For(IReadOnlyList<FeatureBlock> blocks, IReadOnlyList<IReadOnlyList<int>>? groups)
    {
        if (groups is null)
        {
            return
            [
                .. blocks
                    .Where(static b => b.Count > 0)
                    .Select(static b => Enumerable.Range(b.Start, b.Count).ToArray()),
            ];
        }

        int columns = blocks.Sum(static b => b.Count);
        int[] owner = new int[columns];
        int[][] sorted = [.. groups.Select(static g => g.Order().ToArray())];
        for (int g = 0; g < sorted.Length; g++)
        {
            foreach (int column in sorted[g])
            {
                Claim(owner, column, g);
            }
        }

        return sorted;
    }

    /// <summary>v_g √p_g.</summary>
    /// <exception cref="ArgumentException">There is not one weight per group.</exception>
    public static double[] Weights(int[][] groups, IReadOnlyList<double>? weights)
    {
        if (weights is not null)
        {
            Require.SameSize(groups.Length, weights.Count, "one weight of the penalty per group");
        }

        return [.. groups.Select((g, i) => (weights?[i] ?? 1) * Math.Sqrt(g.Length))];
    }

    /// <summary>What remains of groups on some columns, which become 0, 1, …; groups of which nothing remains are gone.</summary>
    /// <param name="groups">The groups.</param>
    /// <param name="columns">The columns that are kept, ascending.</param>
    /// <returns>The groups that remain, and the index that each had.</returns>
    public static (int[][] Groups, int[] Before) Kept(IReadOnlyList<IReadOnlyList<int>> groups, int[] columns)
    {
        int[][] rest =
        [
            .. groups.Select(g => g.Select(j => Array.BinarySearch(columns, j)).Where(static j => j >= 0).ToArray()),
        ];
        int[] before = [.. Enumerable.Range(0, rest.Length).Where(g => rest[g].Length > 0)];
        return (Array.ConvertAll(before, g => rest[g]), before);
    }

    /// <summary>The columns that hold a 1 in each row.</summary>
    /// <exception cref="ArgumentException">An entry is neither 0 nor 1.</exception>
    public static IReadOnlyList<IReadOnlyList<int>> FromMask(Matrix mask)
    {
        ArgumentNullException.ThrowIfNull(mask);
        var groups = new List<IReadOnlyList<int>>();
        for (int g = 0; g < mask.Rows; g++)
        {
            var group = new List<int>();
            for (int j = 0; j < mask.Columns; j++)
            {
                double entry = mask[g, j];
                if (entry == 1)
                {
                    group.Add(j);
                }
                else if (entry != 0)
                {
                    throw new ArgumentException(
                        Invariant($"A mask holds 0 and 1, but row {g}, column {j} is {entry}.")
                    );
                }
            }

            groups.Add(group);
        }

        return groups;
    }

    private static void Claim(int[] owner, int column, int group)
    {
        if (column < 0 || column >= owner.Length)
        {
            throw new ArgumentException(
                Invariant($"Group {group} names column {column}, but the design has columns 0 … {owner.Length - 1}.")
            );
        }

        if (owner[column] != 0)
        {
            throw new ArgumentException(
                Invariant(
                    $"Column {column} is in groups {owner[column] - 1} and {group}, but a column may be in one only. {nameof(OverlappingGroupLasso)} takes groups that overlap."
                )
            );
        }

        owner[column] = group + 1;
    }
}
