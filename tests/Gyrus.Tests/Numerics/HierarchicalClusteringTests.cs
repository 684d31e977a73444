namespace Gyrus.Tests.Numerics;

public class HierarchicalClusteringTests
{
    public static TheoryData<Linkage> Linkages => [Linkage.Single, Linkage.Complete, Linkage.Average, Linkage.Ward];

    [Theory]
    [MemberData(nameof(Linkages))]
    public void Fit_MergesTheTwoNearestClustersByTheirDefinition(Linkage linkage)
    {
        for (ulong seed = 1; seed <= 20; seed++)
        {
            (Matrix points, Matrix distances) = Points(count: 2 + (int)(seed % 12), seed);

            Dendrogram tree = new HierarchicalClustering { Linkage = linkage }.Fit(distances);

            var clusters = Enumerable.Range(0, points.Rows).ToDictionary(i => i, i => (int[])[i]);
            Assert.Equal(points.Rows - 1, tree.Merges.Count);
            for (int m = 0; m < tree.Merges.Count; m++)
            {
                DendrogramMerge merge = tree.Merges[m];
                int[] ids = [.. clusters.Keys];
                double least = ids.SelectMany(a => ids.Where(b => b > a).Select(b => (a, b)))
                    .Min(p => Between(clusters[p.a], clusters[p.b], points, linkage));
                Assert.Equal(least, merge.Height, 1e-9);
                Assert.Equal(least, Between(clusters[merge.First], clusters[merge.Second], points, linkage), 1e-9);
                int[] joined = [.. clusters[merge.First], .. clusters[merge.Second]];
                Assert.Equal(joined.Length, merge.Size);
                clusters.Remove(merge.First);
                clusters.Remove(merge.Second);
                clusters[points.Rows + m] = joined;
            }
        }
    }

    [Theory]
    [MemberData(nameof(Linkages))]
    public void Order_IsTheShortestOfAllOrdersOfTheTree(Linkage linkage)
    {
        for (ulong seed = 1; seed <= 12; seed++)
        {
            (_, Matrix distances) = Points(count: 1 + (int)(seed % 9), seed);

            Dendrogram tree = new HierarchicalClustering { Linkage = linkage }.Fit(distances);

            int[][] all = [.. OrdersOf(distances.Rows + tree.Merges.Count - 1, tree, distances.Rows)];
            Assert.Equal(all.Min(o => Length(o, distances)), tree.PathLength, 1e-9);
            Assert.Equal(tree.PathLength, Length([.. tree.Order], distances), 1e-9);
            Assert.Contains(all, o => o.SequenceEqual(tree.Order));
        }
    }

    [Fact]
    public void Fit_OfRowsInTwoBlocksShuffled_PutsTheBlocksTogether()
    {
        int[] block = [0, 1, 0, 1, 1, 0, 0, 1];
        Matrix similarity = Matrix.Create(
            8,
            8,
            (i, j) =>
                i == j ? 1
                : block[i] == block[j] ? 0.8
                : -0.1
        );

        foreach (
            Matrix distances in (Matrix[])
                [
                    HierarchicalClustering.DistancesOfValues(similarity),
                    HierarchicalClustering.DistancesOfRows(similarity),
                ]
        )
        {
            Dendrogram tree = new HierarchicalClustering().Fit(distances);

            int changes = tree.Order.Zip(tree.Order.Skip(1), (a, b) => block[a] == block[b] ? 0 : 1).Sum();
            Assert.Equal(1, changes);
        }
    }

    [Fact]
    public void Fit_OfManyEqualDistances_EndsWithEveryItemOnce()
    {
        Dendrogram tree = new HierarchicalClustering().Fit(Matrix.Create(40, 40, (i, j) => i == j ? 0 : 1));

        Assert.Equal(Enumerable.Range(0, 40), tree.Order.Order());
        Assert.All(tree.Merges, m => Assert.Equal(1, m.Height));
    }

    [Fact]
    public void Fit_OfNothingOrOneItem_IsATreeWithoutMerges()
    {
        Assert.Empty(new HierarchicalClustering().Fit(new Matrix(0, 0)).Order);
        Assert.Equal([0], new HierarchicalClustering().Fit(new Matrix(1, 1)).Order);
    }

    [Fact]
    public void DistancesOfValues_TakeNaNAsNoSimilarity_AndNeverGoBelowZero()
    {
        Matrix distances = HierarchicalClustering.DistancesOfValues(
            Matrix.FromRowMajor(3, 3, [1, double.NaN, 1.5, double.NaN, 1, -0.5, 1.5, -0.5, 1])
        );

        Assert.Equal([0, 1, 0, 1, 0, 1.5, 0, 1.5, 0], distances.AsSpan());
    }

    [Fact]
    public void Fit_OfWhatIsNoDistance_SaysWhichEntry()
    {
        var error = Assert.Throws<ArgumentException>(() =>
            new HierarchicalClustering().Fit(Matrix.FromRowMajor(2, 2, [0, 1, 2, 0]))
        );

        Assert.Contains("symmetric", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new HierarchicalClustering().Fit(new Matrix(2, 3)));
    }

    private static (Matrix Points, Matrix Distances) Points(int count, ulong seed)
    {
        var rng = new Rng(seed);
        Matrix points = Matrix.Create(count, 3, (_, _) => rng.NextNormal());
        return (points, HierarchicalClustering.DistancesOfRows(points));
    }

    private static double Between(int[] a, int[] b, Matrix points, Linkage linkage)
    {
        double[] all = [.. a.SelectMany(i => b.Select(j => Math.Sqrt(Squared(points, i, j))))];
        return linkage switch
        {
            Linkage.Single => all.Min(),
            Linkage.Complete => all.Max(),
            Linkage.Average => all.Average(),
            _ => Math.Sqrt(2 * (Scatter([.. a, .. b], points) - Scatter(a, points) - Scatter(b, points))),
        };
    }

    private static double Scatter(int[] items, Matrix points) =>
        Enumerable
            .Range(0, points.Columns)
            .Sum(k =>
            {
                double mean = items.Average(i => points[i, k]);
                return items.Sum(i => (points[i, k] - mean) * (points[i, k] - mean));
            });

    private static double Squared(Matrix points, int i, int j) =>
        Enumerable.Range(0, points.Columns).Sum(k => (points[i, k] - points[j, k]) * (points[i, k] - points[j, k]));

    private static double Length(int[] order, Matrix distances) =>
        order.Zip(order.Skip(1), (a, b) => distances[a, b]).Sum();

    private static IEnumerable<int[]> OrdersOf(int node, Dendrogram tree, int items)
    {
        if (node < items)
        {
            return
            [
                [node],
            ];
        }

        DendrogramMerge merge = tree.Merges[node - items];
        int[][] first = [.. OrdersOf(merge.First, tree, items)];
        int[][] second = [.. OrdersOf(merge.Second, tree, items)];
        return first.SelectMany(a =>
            second.SelectMany(b =>
                (int[][])
                    [
                        [.. a, .. b],
                        [.. b, .. a],
                    ]
            )
        );
    }
}
