using Gyrus.Glm.Features;
using Gyrus.Numerics;
using Gyrus.Optimization;
using static System.FormattableString;

namespace Gyrus.Glm;

/// <summary>
/// Ω(β) = λ min Σ_g v_g √p_g ‖γ_g‖₂ over all γ_g on the columns of group g with Σ_g γ_g = β: what stays is a union of groups, which may overlap.
/// </summary>
/// <remarks>
/// <para>
/// Solved as a group lasso on copies of the columns, one for each group that holds them; no feature is copied, and the coefficients of a fit
/// are the sums over copies. β is unique as far as that of a group lasso is; its parts γ need not be, and those of a fit are one answer
/// (<see cref="GlmFit.LatentGroups"/>). Where no groups overlap this is <see cref="GroupLasso"/>.
/// </para>
/// <para>Uses: a covariate together with its interactions; neighbouring positions in a few windows. Certificate: the gap of the problem with copies.</para>
/// <para>Source: Jacob, Obozinski and Vert (2009), doi:10.1145/1553374.1553431.</para>
/// </remarks>
public sealed record OverlappingGroupLasso : Regularizer
{
    /// <summary>Gets the columns of each group. A column may be in several groups; those in none are not penalised.</summary>
    public required IReadOnlyList<IReadOnlyList<int>> Groups { get; init; }

    /// <summary>Gets the names of the groups, or null for g1, g2, ….</summary>
    public IReadOnlyList<string>? Names { get; init; }

    /// <summary>Gets v, one per group and positive, or null for ones.</summary>
    public IReadOnlyList<double>? Weights
    {
        get;
        init =>
            field = value is null
                ? null
                : Array.AsReadOnly(Array.ConvertAll([.. value], w => Require.Positive(w, nameof(Weights))));
    }

    /// <summary>Groups of whole blocks of a design, by their names; a group is called by them.</summary>
    /// <param name="design">The design.</param>
    /// <param name="groups">The names of the blocks of each group.</param>
    /// <exception cref="ArgumentException">The design has no block of a name.</exception>
    public static OverlappingGroupLasso OfBlocks(Design design, params IReadOnlyList<IReadOnlyList<string>> groups)
    {
        ArgumentNullException.ThrowIfNull(design);
        ArgumentNullException.ThrowIfNull(groups);
        return new OverlappingGroupLasso
        {
            Names = [.. groups.Select(static g => string.Join(" + ", g))],
            Groups =
            [
                .. groups.Select(g =>
                    (IReadOnlyList<int>)
                        [.. g.Select(design.Block).SelectMany(static b => Enumerable.Range(b.Start, b.Count))]
                ),
            ],
        };
    }

    /// <inheritdoc/>
    internal override bool HasCopies => true;

    /// <inheritdoc/>
    internal override Regularizer Restricted(IReadOnlyList<FeatureBlock> blocks, int[] columns)
    {
        BlockPenalty whole = On(blocks);
        (int[][] groups, int[] before) = ColumnGroups.Kept(
            [.. whole.Groups.Select(g => (IReadOnlyList<int>)PickSources(whole, g))],
            columns
        );
        return this with
        {
            Groups = groups,
            Names = [.. before.Select(g => Names?[g] ?? Invariant($"g{g + 1}"))],
            Weights = Weights is { } w ? [.. before.Select(g => w[g])] : null,
        };
    }

    /// <inheritdoc/>
    internal override BlockPenalty On(IReadOnlyList<FeatureBlock> blocks)
    {
        int columns = blocks.Sum(static b => b.Count);
        var sources = new List<int>();
        bool[] held = new bool[columns];
        var groups = new List<int[]>();
        foreach (IReadOnlyList<int> group in Groups)
        {
            int[] own = Checked(group, groups.Count, columns);
            groups.Add([.. Enumerable.Range(sources.Count, own.Length)]);
            sources.AddRange(own);
            Array.ForEach(own, j => held[j] = true);
        }

        sources.AddRange(Enumerable.Range(0, columns).Where(j => !held[j]));
        int[][] copied = [.. groups];
        Require.SameSize(copied.Length, Names?.Count ?? copied.Length, "one name per group");
        return new BlockPenalty
        {
            Groups = copied,
            GroupWeights = ColumnGroups.Weights(copied, Weights),
            Sources = [.. sources],
        };
    }

    /// <summary>What each group adds to the coefficients, given those of the copies.</summary>
    internal IReadOnlyList<LatentGroup> Parts(double[] latent)
    {
        var parts = new List<LatentGroup>();
        int start = 0;
        foreach (IReadOnlyList<int> group in Groups)
        {
            parts.Add(
                new LatentGroup
                {
                    Name = Names?[parts.Count] ?? Invariant($"g{parts.Count + 1}"),
                    Columns = Array.AsReadOnly([.. group.Order()]),
                    Coefficients = Array.AsReadOnly(latent[start..(start + group.Count)]),
                }
            );
            start += group.Count;
        }

        return parts;
    }

    private static int[] PickSources(BlockPenalty penalty, int[] copies) =>
        Array.ConvertAll(copies, j => penalty.Sources![j]);

    private static int[] Checked(IReadOnlyList<int> group, int number, int columns)
    {
        int[] own = [.. group.Order()];
        for (int j = 0; j < own.Length; j++)
        {
            if (own[j] < 0 || own[j] >= columns)
            {
                throw new ArgumentException(
                    Invariant($"Group {number} names column {own[j]}, but the design has columns 0 … {columns - 1}.")
                );
            }

            if (j > 0 && own[j] == own[j - 1])
            {
                throw new ArgumentException(Invariant($"Group {number} names column {own[j]} twice."));
            }
        }

        return own;
    }
}
