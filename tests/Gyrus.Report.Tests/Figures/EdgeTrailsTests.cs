using Gyrus.Report.Figures;

namespace Gyrus.Report.Tests.Figures;

public sealed class EdgeTrailsTests
{
    [Fact]
    public void Of_AnyEdges_WalksEachExactlyOnce()
    {
        var edges = EdgeThreshold.None.EdgesOf(SampleStudy.Connectome(40, 1, density: 0.3));

        List<List<int>> trails = EdgeTrails.Of(edges);

        (int, int)[] walked =
        [
            .. trails.SelectMany(t => t.Zip(t.Skip(1), (a, b) => (Math.Min(a, b), Math.Max(a, b)))).Order(),
        ];
        Assert.Equal(edges.Select(e => (Math.Min(e.First, e.Second), Math.Max(e.First, e.Second))).Order(), walked);
        Assert.True(trails.Count < edges.Count / 3, $"{trails.Count} trails of {edges.Count} edges");
    }

    [Fact]
    public void Of_AChain_IsOneTrail()
    {
        Edge[] edges = [new(2, 3, 1), new(0, 1, 1), new(1, 2, 1)];

        Assert.Equal([0, 1, 2, 3], Assert.Single(EdgeTrails.Of(edges)));
    }

    [Fact]
    public void Of_NoEdges_IsNothing() => Assert.Empty(EdgeTrails.Of([]));
}
