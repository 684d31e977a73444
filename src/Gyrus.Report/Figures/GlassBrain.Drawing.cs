using System.Text;
using Gyrus.Report.Drawing;
using Gyrus.Signals;
using static System.FormattableString;

namespace Gyrus.Report.Figures;

/// <content>The drawing.</content>
public sealed partial record GlassBrain
{
    private const double PanelSpace = 14;
    private const double MostWidth = 880;
    private const double MostScale = 1.7;
    private const int LineGrades = 24;
    private const int MostEdgesWithTooltip = 150;

    private sealed record Panel(BrainView View, double X, double Y, double Scale)
    {
        private bool IsSide => View is BrainView.Sagittal or BrainView.Left or BrainView.Right;

        public double Width => Scale * WidthOf(View);

        public double Height => Scale * HeightOf(View);

        public BrainLine[] Lines =>
            View switch
            {
                BrainView.Sagittal => BrainOutline.Medial,
                BrainView.Coronal => BrainOutline.Coronal,
                BrainView.Axial => BrainOutline.Axial,
                _ => BrainOutline.Lateral,
            };

        /// <summary>What stands at the left and at the right of the picture.</summary>
        public (string Left, string Right, string Name) Signs =>
            View switch
            {
                BrainView.Left => ("", "", "left hemisphere"),
                BrainView.Right => ("", "", "right hemisphere"),
                BrainView.Sagittal => ("", "", "sagittal"),
                BrainView.Coronal => ("L", "R", "coronal"),
                _ => ("L", "R", "axial"),
            };

        public static double WidthOf(BrainView view) => view is BrainView.Coronal or BrainView.Axial ? 156 : 188;

        public static double HeightOf(BrainView view) => view == BrainView.Axial ? 188 : 162;

        /// <summary>A point of the view's plane, in pixels.</summary>
        public (double X, double Y) Place(double u, double v)
        {
            double left = IsSide ? -110 : -78;
            double top = View == BrainView.Axial ? 78 : 84;
            double along = View == BrainView.Left ? 78 - u : u - left;
            return (X + (Scale * along), Y + (Scale * (top - v)));
        }

        public (double X, double Y) Place(WorldPoint p) =>
            IsSide ? Place(p.Y, p.Z)
            : View == BrainView.Coronal ? Place(p.X, p.Z)
            : Place(p.X, p.Y);

        public bool Shows(WorldPoint p) =>
            View switch
            {
                BrainView.Left => p.X <= 0,
                BrainView.Right => p.X >= 0,
                _ => true,
            };
    }

    private string[] NetworkNames() => [.. Regions.Select(r => r.Network).OfType<string>().Distinct()];

    /// <summary>Rows of at most four panels, all at one scale, so that sizes compare.</summary>
    private (IReadOnlyList<Panel> Panels, double Width, double Bottom) Arrange()
    {
        int perRow = Views.Count > 4 ? 3 : Math.Max(1, Views.Count);
        BrainView[][] rows = [.. Views.Chunk(perRow)];
        double widest = rows.Select(r => r.Sum(Panel.WidthOf)).DefaultIfEmpty(188).Max();
        double scale = Math.Min(MostScale, (MostWidth - (PanelSpace * (perRow - 1))) / widest);
        var panels = new List<Panel>();
        double y = Top + 14;
        foreach (BrainView[] row in rows)
        {
            double height = scale * row.Max(Panel.HeightOf);
            double x = Margin;
            foreach (BrainView view in row)
            {
                panels.Add(new Panel(view, x, y + (0.5 * (height - (scale * Panel.HeightOf(view)))), scale));
                x += (scale * Panel.WidthOf(view)) + PanelSpace;
            }

            y += height + 26;
        }

        return (panels, (scale * widest) + (PanelSpace * (rows.Select(r => r.Length).DefaultIfEmpty(1).Max() - 1)), y);
    }

    private protected override (double Width, double Height) Size()
    {
        (_, double width, double bottom) = Arrange();
        double full = (2 * Margin) + width + 12 + ColourBar.Space;
        return (full, bottom + Legend.HeightOf(NetworkNames(), full - (2 * Margin)) + 8);
    }

    private protected override void Content(MarkupWriter svg, string id, bool onPage)
    {
        var edges = ShownEdges();
        double limit = ScaleLimit(edges);
        (var panels, double width, double bottom) = Arrange();
        double[] strengths = Strengths(edges);
        foreach (Panel panel in panels)
        {
            DrawOutline(svg, panel);
            DrawEdges(svg, panel, edges, limit);
            DrawNodes(svg, panel, strengths);
            DrawSigns(svg, panel);
        }

        if (edges.Count > 0)
        {
            new ColourBar
            {
                Limit = limit,
                Map = DivergingMap.Lines,
                Name = ScaleName,
                Threshold = Math.Abs(edges[0].Value),
                Clipped = edges.Any(e => Math.Abs(e.Value) > limit * (1 + 1e-12)),
            }.Draw(svg, id, Margin + width + 18, panels[0].Y, Math.Min(200, panels[0].Height));
        }
        else
        {
            svg.Text(Margin + width + 6, Top + 20, "no edges", ("fill", Rgb.Axis));
        }

        Legend.Draw(svg, NetworkNames(), Margin, bottom, (2 * Margin) + width + 12 + ColourBar.Space - (2 * Margin));
    }

    private static void DrawOutline(MarkupWriter svg, Panel panel)
    {
        svg.Open(
            "g",
            ("fill", "none"),
            ("stroke", "#d2d2d0"),
            ("stroke-width", 0.9),
            ("stroke-linecap", "round"),
            ("stroke-linejoin", "round")
        );
        foreach (BrainLine line in panel.Lines)
        {
            string path = line.ToPath(panel.Place);
            if (line.IsShape)
            {
                svg.Element("path", ("d", path), ("fill", "#f6f6f5"), ("stroke", "#9a9a98"), ("stroke-width", 1.1));
            }
            else
            {
                svg.Element("path", ("d", path));
            }
        }

        svg.Close();
    }

    /// <summary>A few edges are lines with tooltips; many are joined, by grade of value, into one path each.</summary>
    private void DrawEdges(MarkupWriter svg, Panel panel, IReadOnlyList<Edge> edges, double limit)
    {
        Edge[] shown = [.. edges.Where(e => panel.Shows(Centre(e.First)) && panel.Shows(Centre(e.Second)))];
        svg.Open("g", ("fill", "none"), ("stroke-linecap", "round"), ("stroke-opacity", "0.85"));
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
                ("stroke-width", 0.5 + (2.3 * size)),
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

    private string PathOf(Panel panel, Edge[] edges)
    {
        var path = new StringBuilder();
        foreach (Edge edge in edges)
        {
            (double x, double y) = panel.Place(Centre(edge.First));
            (double x2, double y2) = panel.Place(Centre(edge.Second));
            path.Append(Invariant($"M{x:0.#} {y:0.#}L{x2:0.#} {y2:0.#}"));
        }

        return path.ToString();
    }

    /// <summary>The nodes, weakest first, so that strong ones stay in sight.</summary>
    private void DrawNodes(MarkupWriter svg, Panel panel, double[] strengths)
    {
        double strongest = Math.Max(strengths.Where(double.IsFinite).DefaultIfEmpty(0).Max(), double.Epsilon);
        string[] networks = NetworkNames();
        svg.Open("g", ("fill", Rgb.Of(0x333333)), ("stroke", Rgb.White), ("stroke-width", 0.8));
        foreach (int i in Enumerable.Range(0, Regions.Count).OrderBy(i => strengths[i]))
        {
            if (Regions[i].Centre is not { } centre || !panel.Shows(centre))
            {
                continue;
            }

            (double x, double y) = panel.Place(centre);
            double radius = strengths[i] > 0 ? 2 + (3.2 * Math.Sqrt(Math.Min(1, strengths[i] / strongest))) : 1.8;
            List<MarkupAttribute> attributes = [("cx", Tenth(x)), ("cy", Tenth(y)), ("r", Tenth(radius))];
            Rgb? colour = Regions[i].Network is { } network ? Categories.At(Array.IndexOf(networks, network)) : null;
            if (!(strengths[i] > 0))
            {
                attributes.AddRange([("fill", Rgb.White), ("stroke", colour ?? Rgb.Of(0x333333))]);
            }
            else if (colour is { } known)
            {
                attributes.Add(("fill", known));
            }

            svg.Hover("circle", Invariant($"{Regions[i].Name}, strength {Ticks.Label(strengths[i])}"), [.. attributes]);
        }

        svg.Close();
    }

    private static double Tenth(double value) => Math.Round(value, 1);

    private static void DrawSigns(MarkupWriter svg, Panel panel)
    {
        (string left, string right, string name) = panel.Signs;
        double middle = panel.X + (0.5 * panel.Width);
        svg.Text(
            middle,
            panel.Y + panel.Height + 12,
            name,
            ("text-anchor", "middle"),
            ("font-size", 10),
            ("fill", Rgb.Axis)
        );
        if (left.Length > 0)
        {
            svg.Text(panel.X + 4, panel.Y + 12, left, ("font-size", 12), ("font-weight", "600"));
            svg.Text(
                panel.X + panel.Width - 4,
                panel.Y + 12,
                right,
                ("font-size", 12),
                ("font-weight", "600"),
                ("text-anchor", "end")
            );
        }
    }

    private WorldPoint Centre(int region) => Regions[region].Centre!.Value;
}
