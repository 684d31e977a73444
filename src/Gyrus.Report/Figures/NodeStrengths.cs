namespace Gyrus.Report.Figures;

/// <summary>The strength of a node: Σ|a| over its edges.</summary>
internal static class NodeStrengths
{
    public static double[] Of(IReadOnlyList<Edge> edges, int regions)
    {
        double[] strengths = new double[regions];
        foreach (Edge edge in edges)
        {
            strengths[edge.First] += Math.Abs(edge.Value);
            strengths[edge.Second] += Math.Abs(edge.Value);
        }

        return strengths;
    }
}
