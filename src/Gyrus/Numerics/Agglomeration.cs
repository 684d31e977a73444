namespace Gyrus.Numerics;

/// <summary>The merges of a hierarchical clustering by chains of nearest neighbours (Murtagh 1983).</summary>
internal static class Agglomeration
{
    public static DendrogramMerge[] Merge(Matrix distances, Linkage linkage) =>
        Relabel(new NearestChain(distances.Rows).Merge(distances.Copy().Values, linkage).ToArray(), distances.Rows);

    /// <summary>Sorts the pairs by height and names clusters by the merge that made them.</summary>
    private static DendrogramMerge[] Relabel((int First, int Second, double Height)[] pairs, int n)
    {
        int[] parent = [.. Enumerable.Range(0, n)];
        int[] cluster = [.. Enumerable.Range(0, n)];
        int[] sizes = [.. Enumerable.Repeat(1, n)];
        int Root(int item)
        {
            while (parent[item] != item)
            {
                item = parent[item] = parent[parent[item]];
            }

            return item;
        }

        var merges = new DendrogramMerge[pairs.Length];
        int made = 0;
        foreach ((int first, int second, double height) in pairs.OrderBy(p => p.Height))
        {
            (int a, int b) = (Root(first), Root(second));
            int size = sizes[a] + sizes[b];
            merges[made] = new DendrogramMerge(
                Math.Min(cluster[a], cluster[b]),
                Math.Max(cluster[a], cluster[b]),
                height,
                size
            );
            parent[b] = a;
            (sizes[a], cluster[a]) = (size, n + made);
            made++;
        }

        return merges;
    }
}
