namespace Gyrus.Numerics;

/// <summary>The merges of a hierarchical clustering by chains of nearest neighbours (Murtagh 1983).</summary>
internal static class Agglomeration
{
    public static DendrogramMerge[] Merge(Matrix distances, Linkage linkage)
    {
        int n = distances.Rows;
        double[] d = distances.AsSpan().ToArray();
        int[] sizes = [.. Enumerable.Repeat(1, n)];
        var chain = new Stack<int>();
        var pairs = new List<(int First, int Second, double Height)>(Math.Max(0, n - 1));
        while (pairs.Count < n - 1)
        {
            if (chain.Count == 0)
            {
                chain.Push(Array.FindIndex(sizes, s => s > 0));
            }

            int top = chain.Pop();
            int below = chain.Count > 0 ? chain.Peek() : -1;
            int nearest = Nearest(d, sizes, top, below);
            if (nearest != below)
            {
                chain.Push(top);
                chain.Push(nearest);
                continue;
            }

            chain.Pop();
            pairs.Add((below, top, d[(top * n) + below]));
            Join(d, sizes, (top, below), linkage);
        }

        return Relabel(pairs, n);
    }

    /// <summary>The nearest cluster; the one below in the chain wins a tie, so that the chain ends.</summary>
    private static int Nearest(double[] d, int[] sizes, int cluster, int below)
    {
        int n = sizes.Length;
        int nearest = below;
        double least = below >= 0 ? d[(cluster * n) + below] : double.PositiveInfinity;
        for (int k = 0; k < n; k++)
        {
            if (sizes[k] > 0 && k != cluster && d[(cluster * n) + k] < least)
            {
                (nearest, least) = (k, d[(cluster * n) + k]);
            }
        }

        return nearest;
    }

    /// <summary>The first cluster takes in the second.</summary>
    private static void Join(double[] d, int[] sizes, (int Kept, int Gone) pair, Linkage linkage)
    {
        int n = sizes.Length;
        (double u, double v) = (sizes[pair.Kept], sizes[pair.Gone]);
        double between = d[(pair.Kept * n) + pair.Gone];
        for (int k = 0; k < n; k++)
        {
            if (sizes[k] == 0 || k == pair.Kept || k == pair.Gone)
            {
                continue;
            }

            (double a, double b, double w) = (d[(pair.Kept * n) + k], d[(pair.Gone * n) + k], sizes[k]);
            double joined = linkage switch
            {
                Linkage.Single => Math.Min(a, b),
                Linkage.Complete => Math.Max(a, b),
                Linkage.Average => ((u * a) + (v * b)) / (u + v),
                _ => Math.Sqrt(
                    Math.Max(0, (((u + w) * a * a) + ((v + w) * b * b) - (w * between * between)) / (u + v + w))
                ),
            };
            d[(pair.Kept * n) + k] = d[(k * n) + pair.Kept] = joined;
        }

        sizes[pair.Kept] += sizes[pair.Gone];
        sizes[pair.Gone] = 0;
    }

    /// <summary>Sorts the pairs by height and names clusters by the merge that made them.</summary>
    private static DendrogramMerge[] Relabel(List<(int First, int Second, double Height)> pairs, int n)
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

        var merges = new DendrogramMerge[pairs.Count];
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
