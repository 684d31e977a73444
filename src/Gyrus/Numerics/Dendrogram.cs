namespace Gyrus.Numerics;

/// <summary>The tree of a hierarchical clustering.</summary>
public sealed record Dendrogram
{
    /// <summary>Gets the merges by ascending height: n − 1 for n items.</summary>
    public required IReadOnlyList<DendrogramMerge> Merges { get; init; }

    /// <summary>Gets the items in an order in which no branch of the tree crosses another and neighbours are as near as such an order allows.</summary>
    public required IReadOnlyList<int> Order { get; init; }

    /// <summary>Gets Σ d(Order[k], Order[k + 1]), the least of all 2ⁿ⁻¹ orders of the tree.</summary>
    public required double PathLength { get; init; }
}
