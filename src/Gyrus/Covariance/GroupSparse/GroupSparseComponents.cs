namespace Gyrus.Covariance.GroupSparse;

/// <summary>Exact screening: regions that no chain of pairs with ‖(w_k S_k,ij)_k‖ &gt; α connects never share an edge.</summary>
/// <remarks>
/// Source: Danaher, Wang and Witten (2014), J. R. Stat. Soc. B 76:373, doi:10.1111/rssb.12033, theorem 1, for the group penalty alone.
/// </remarks>
internal static class GroupSparseComponents
{
    /// <summary>The connected components, each in ascending order, ordered by their first region.</summary>
    public static IReadOnlyList<int[]> Of(GroupSparseProblem problem)
    {
        int p = problem.Regions;
        bool[] seen = new bool[p];
        var components = new List<int[]>();
        var waiting = new Stack<int>();
        for (int first = 0; first < p; first++)
        {
            if (seen[first])
            {
                continue;
            }

            var component = new List<int>();
            seen[first] = true;
            waiting.Push(first);
            while (waiting.TryPop(out int i))
            {
                component.Add(i);
                for (int j = 0; j < p; j++)
                {
                    if (!seen[j] && problem.EdgeNorm(i, j) > problem.Alpha)
                    {
                        seen[j] = true;
                        waiting.Push(j);
                    }
                }
            }

            component.Sort();
            components.Add([.. component]);
        }

        return components;
    }
}
