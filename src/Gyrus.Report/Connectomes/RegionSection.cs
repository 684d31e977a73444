using Gyrus.Pipelines;
using Gyrus.Report.Figures;
using Gyrus.Report.Pages;
using Gyrus.Signals;
using static System.FormattableString;

namespace Gyrus.Report.Connectomes;

/// <summary>The tables of regions and of edges.</summary>
internal sealed class RegionSection(ConnectomeResult result, IReadOnlyList<ConnectomeEdge> edges)
{
    private const int MostEdges = 100;

    /// <summary>The blocks of the section.</summary>
    public IEnumerable<ReportBlock> Blocks()
    {
        int[] degrees = new int[result.Regions.Count];
        double[] strengths = new double[result.Regions.Count];
        foreach (ConnectomeEdge edge in edges)
        {
            foreach (int region in (ReadOnlySpan<int>)[edge.First, edge.Second])
            {
                degrees[region]++;
                strengths[region] += Math.Abs(edge.Mean);
            }
        }

        if (edges.Count > 0)
        {
            yield return new ReportFigure(
                BarPlot.OfLargest(
                    "Strongest nodes",
                    [.. result.Regions.Select(r => r.Name)],
                    strengths,
                    Math.Min(20, result.Regions.Count)
                ) with
                {
                    XName = "node strength: sum of |mean partial correlation|",
                },
                "The regions with the largest node strength."
            )
            {
                FileName = "node-strength",
            };
        }

        yield return new ReportTable
        {
            Caption = "Regions with their centres (mm), degree (number of edges) and strength.",
            Columns =
            [
                new("Region"),
                new("Label", IsNumeric: true),
                new("x", IsNumeric: true),
                new("y", IsNumeric: true),
                new("z", IsNumeric: true),
                new("Network"),
                new("Degree", IsNumeric: true),
                new("Strength", IsNumeric: true),
            ],
            Rows = [.. result.Regions.Select((r, i) => Row(r, degrees[i], strengths[i]))],
            FileName = "regions",
        };
        yield return new ReportTable
        {
            Caption =
                "Edges, strongest first: mean and standard deviation over subjects of the partial correlation, and the share of subjects with the sign of the mean."
                + (
                    edges.Count > MostEdges
                        ? Invariant($" These are the {MostEdges} strongest of {edges.Count}; group_edges.tsv has all.")
                        : ""
                ),
            Columns =
            [
                new("Region 1"),
                new("Region 2"),
                new("Mean", IsNumeric: true),
                new("SD", IsNumeric: true),
                new("Same sign", IsNumeric: true),
            ],
            Rows =
            [
                .. edges
                    .Take(MostEdges)
                    .Select(e =>
                        (string[])
                            [
                                result.Regions[e.First].Name,
                                result.Regions[e.Second].Name,
                                Short(e.Mean),
                                Short(e.Deviation),
                                Invariant($"{e.SameSign:0.00}"),
                            ]
                    ),
            ],
            FileName = "edges",
        };
    }

    private static string[] Row(Region region, int degree, double strength) =>
        [
            region.Name,
            Invariant($"{region.Label}"),
            region.Centre is { } x ? Invariant($"{x.X:0.#}") : "n/a",
            region.Centre is { } y ? Invariant($"{y.Y:0.#}") : "n/a",
            region.Centre is { } z ? Invariant($"{z.Z:0.#}") : "n/a",
            region.Network ?? "",
            Invariant($"{degree}"),
            Short(strength),
        ];

    private static string Short(double value) => double.IsFinite(value) ? Invariant($"{value:0.0000}") : "n/a";
}
