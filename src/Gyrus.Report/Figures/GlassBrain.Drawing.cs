using Gyrus.Report.Drawing;
using Gyrus.Signals;
using static System.FormattableString;

namespace Gyrus.Report.Figures;

/// <content>The drawing.</content>
public sealed partial record GlassBrain
{
    private const int LineGrades = 24;
    private const int MostEdgesWithTooltip = 150;
    private const double BarGap = 12;

    private static readonly Rgb Ink = Rgb.Of(0x333333);

    /// <summary>The networks that colour the nodes, for the legend.</summary>
    internal string[] NetworkNames() => NodeColours.Count > 0 ? [] : NetworkOrder.Of(Regions.Select(r => r.Network));

    private BrainPanels Arrange() => BrainPanels.Arrange(Views, Margin, Top + 14);

    private static double LegendWidth(double width) => width + BarGap + ColourBar.Space;

    private protected override (double Width, double Height) Size()
    {
        BrainPanels at = Arrange();
        double legend = LegendWidth(at.Width);
        return ((2 * Margin) + legend, at.Bottom + Legend.HeightOf(NetworkNames(), legend) + 8);
    }

    private protected override void Content(MarkupWriter svg, string id, bool onPage)
    {
        var edges = ShownEdges();
        double limit = ScaleLimit(edges);
        BrainPanels at = Arrange();
        DrawPanels(svg, at.Panels, limit, Sizes(edges).DefaultIfEmpty(0).Max());
        double right = Margin + at.Width;
        if (edges.Count > 0)
        {
            Bar(edges, limit).Draw(svg, id, right + 18, at.Panels[0].Y, Math.Min(200, at.Panels[0].Height));
        }
        else
        {
            svg.Text(right + 6, Top + 20, "no edges", ("fill", Rgb.Axis));
        }

        Legend.Draw(svg, NetworkNames(), Margin, at.Bottom, LegendWidth(at.Width));
    }

    /// <summary>The colour bar of some edges, weakest first.</summary>
    internal ColourBar Bar(IReadOnlyList<Edge> edges, double limit) =>
        new()
        {
            Limit = limit,
            Map = DivergingMap.Lines,
            Name = ScaleName,
            Threshold = edges.Count > 0 ? Math.Abs(edges[0].Value) : 0,
            Clipped = edges.Any(e => Math.Abs(e.Value) > limit * (1 + 1e-12)),
        };

    /// <summary>Draws brains, edges, nodes and names into views.</summary>
    /// <param name="svg">The picture.</param>
    /// <param name="panels">The views.</param>
    /// <param name="limit">The end of the scale of colours.</param>
    /// <param name="largest">The size that gets the largest node.</param>
    internal void DrawPanels(MarkupWriter svg, IReadOnlyList<BrainPanel> panels, double limit, double largest)
    {
        var edges = ShownEdges();
        double[] sizes = Sizes(edges);
        foreach (BrainPanel panel in panels)
        {
            panel.DrawOutline(svg);
            DrawEdges(svg, panel, edges, limit);
            DrawNodes(svg, panel, sizes, largest);
            panel.DrawSigns(svg);
        }
    }

    /// <summary>A few edges are lines with tooltips; many are joined, by grade of value, into one path each.</summary>
    private void DrawEdges(MarkupWriter svg, BrainPanel panel, IReadOnlyList<Edge> edges, double limit)
    {
        Edge[] shown = [.. edges.Where(e => panel.Shows(Centre(e.First)) && panel.Shows(Centre(e.Second)))];
        svg.Open(
            "g",
            TenthsPath.Scale,
            ("fill", "none"),
            ("stroke-linecap", "round"),
            ("stroke-linejoin", "round"),
            ("stroke-opacity", "0.85")
        );
        int Grade(Edge e) => (int)Math.Round(LineGrades * Math.Clamp(e.Value / limit, -1, 1));
        var grades =
            edges.Count <= MostEdgesWithTooltip
                ? shown.Select(e => (Grade: Grade(e), Edges: (Edge[])[e]))
                : shown.GroupBy(Grade).OrderBy(g => Math.Abs(g.Key)).Select(g => (Grade: g.Key, Edges: g.ToArray()));
        foreach ((int grade, Edge[] members) in grades)
        {
            double size = Math.Abs(grade) / (double)LineGrades;
            ReadOnlySpan<MarkupAttribute> attributes =
            [
                ("d", PathOf(panel, members)),
                ("stroke", DivergingMap.Lines.At(grade, LineGrades)),
                ("stroke-width", TenthsPath.Of(0.5 + (2.3 * size))),
            ];
            if (edges.Count <= MostEdgesWithTooltip)
            {
                svg.Hover(
                    "path",
                    $"{Regions[members[0].First].Name} – {Regions[members[0].Second].Name}: {Ticks.Label(members[0].Value)}",
                    attributes
                );
            }
            else
            {
                svg.Element("path", attributes);
            }
        }

        svg.Close();
    }

    private string PathOf(BrainPanel panel, Edge[] edges)
    {
        var path = new TenthsPath();
        foreach (List<int> trail in EdgeTrails.Of(edges))
        {
            path.Line([.. trail.Select(r => panel.Place(Centre(r)))]);
        }

        return path.ToString();
    }

    /// <summary>The nodes, smallest first, so that large ones stay in sight; then names, largest first.</summary>
    private void DrawNodes(MarkupWriter svg, BrainPanel panel, double[] sizes, double largest)
    {
        string[] networks = NetworkNames();
        var drawn = new List<NodeLabels.Node>();
        svg.Open("g", ("fill", Ink), ("stroke", Rgb.White), ("stroke-width", 0.8));
        foreach (int i in Enumerable.Range(0, Regions.Count).OrderBy(i => sizes[i]))
        {
            if (Regions[i].Centre is not { } centre || !panel.Shows(centre))
            {
                continue;
            }

            (double x, double y) = panel.Place(centre);
            double radius = sizes[i] > 0 ? 2 + (3.2 * Math.Sqrt(Math.Min(1, sizes[i] / largest))) : 1.8;
            drawn.Add(new NodeLabels.Node(Regions[i].Name, x, y, radius));
            List<MarkupAttribute> attributes = [("cx", Tenth(x)), ("cy", Tenth(y)), ("r", Tenth(radius))];
            string? colour =
                NodeColours.Count > 0 ? NodeColours[i]
                : Regions[i].Network is { Length: > 0 } network
                    ? Categories.At(Array.IndexOf(networks, network)).ToHex()
                : null;
            if (!(sizes[i] > 0))
            {
                attributes.AddRange([("fill", Rgb.White), ("stroke", colour ?? Ink.ToHex())]);
            }
            else if (colour is not null)
            {
                attributes.Add(("fill", colour));
            }

            string what = NodeSizes.Count > 0 ? "size" : "strength";
            svg.Hover("circle", Invariant($"{Regions[i].Name}, {what} {Ticks.Label(sizes[i])}"), [.. attributes]);
        }

        svg.Close();
        drawn.Reverse();
        NodeLabels.Draw(svg, panel, drawn, LabelledNodes);
    }

    private static double Tenth(double value) => Math.Round(value, 1);

    private WorldPoint Centre(int region) => Regions[region].Centre!.Value;
}
