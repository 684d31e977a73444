namespace Gyrus.Report.Figures;

/// <summary>Edges as few lines from region to region, so that one path draws them all with few numbers.</summary>
internal static class EdgeTrails
{
    /// <summary>Trails that walk each edge exactly once; the same edges give the same trails.</summary>
    public static List<List<int>> Of(IReadOnlyList<Edge> edges)
    {
        var leaving = new SortedDictionary<int, Stack<int>>();
        for (int e = edges.Count - 1; e >= 0; e--)
        {
            foreach (int region in (ReadOnlySpan<int>)[edges[e].First, edges[e].Second])
            {
                if (!leaving.TryGetValue(region, out Stack<int>? own))
                {
                    leaving[region] = own = [];
                }

                own.Push(e);
            }
        }

        // A region with an odd number of edges must be the end of a trail: those are begun first.
        bool[] walked = new bool[edges.Count];
        int[] starts = [.. leaving.Keys.OrderBy(r => 1 - (leaving[r].Count % 2))];
        var trails = new List<List<int>>();
        foreach (int start in starts)
        {
            while (Walk(start, edges, leaving, walked) is { Count: > 1 } trail)
            {
                trails.Add(trail);
            }
        }

        return trails;
    }

    private static List<int> Walk(
        int start,
        IReadOnlyList<Edge> edges,
        SortedDictionary<int, Stack<int>> leaving,
        bool[] walked
    )
    {
        var trail = new List<int> { start };
        int at = start;
        while (leaving[at].TryPop(out int e))
        {
            if (!walked[e])
            {
                walked[e] = true;
                at = edges[e].First == at ? edges[e].Second : edges[e].First;
                trail.Add(at);
            }
        }

        return trail;
    }
}
