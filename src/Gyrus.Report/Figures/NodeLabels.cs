using Gyrus.Report.Drawing;

namespace Gyrus.Report.Figures;

/// <summary>Names beside nodes. A name that finds no free place is left out, so that no two names overlap.</summary>
internal static class NodeLabels
{
    private const double Size = 9;
    private const double Longest = 96;

    /// <summary>A node in the picture.</summary>
    internal readonly record struct Node(string Name, double X, double Y, double Radius);

    private readonly record struct Box(double Left, double Top, double Right, double Bottom)
    {
        public bool Meets(Box other) =>
            Left < other.Right && other.Left < Right && Top < other.Bottom && other.Top < Bottom;
    }

    /// <summary>Draws the names of the first <paramref name="count"/> nodes that find a place, in the order given.</summary>
    public static void Draw(MarkupWriter svg, BrainPanel panel, IReadOnlyList<Node> nodes, int count)
    {
        var bounds = new Box(panel.X - 4, panel.Y - 2, panel.X + panel.Width + 4, panel.Y + panel.Height);
        var placed = new List<Box>(SignsOf(panel));
        svg.Open("g", ("font-size", Size), ("stroke-linejoin", "round"));
        foreach (Node node in nodes.Take(count))
        {
            string name = Lettering.Fit(node.Name, Size, Longest);
            Box[] free =
            [
                .. Around(node, Lettering.Width(name, Size))
                    .Where(b =>
                        b.Left >= bounds.Left
                        && b.Right <= bounds.Right
                        && b.Top >= bounds.Top
                        && b.Bottom <= bounds.Bottom
                        && !placed.Exists(b.Meets)
                    ),
            ];
            if (name.Length > 0 && free.Length > 0)
            {
                Box best = free.MinBy(b => nodes.Count(n => b.Meets(Around(n))));
                placed.Add(best);
                double baseline = best.Bottom - 2.2;
                svg.Text(best.Left, baseline, name, ("stroke", Rgb.White), ("stroke-width", 2.4), ("fill", Rgb.White));
                svg.Text(best.Left, baseline, name);
            }
        }

        svg.Close();
    }

    /// <summary>The corners where L and R stand.</summary>
    private static Box[] SignsOf(BrainPanel panel) =>
        panel.Signs.Left.Length == 0
            ? []
            :
            [
                new(panel.X, panel.Y, panel.X + 16, panel.Y + 15),
                new(panel.X + panel.Width - 16, panel.Y, panel.X + panel.Width, panel.Y + 15),
            ];

    private static Box Around(Node n) => new(n.X - n.Radius, n.Y - n.Radius, n.X + n.Radius, n.Y + n.Radius);

    /// <summary>The places of a name: right, left, above, below, and the corners.</summary>
    private static IEnumerable<Box> Around(Node n, double width)
    {
        (double gap, double height) = (n.Radius + 1.5, Size + 1);
        (double side, double corner) = (gap, 0.8 * gap);
        Box At(double left, double top) => new(left, top, left + width, top + height);
        yield return At(n.X + side, n.Y - (0.5 * height));
        yield return At(n.X - side - width, n.Y - (0.5 * height));
        yield return At(n.X - (0.5 * width), n.Y - gap - height);
        yield return At(n.X - (0.5 * width), n.Y + gap);
        yield return At(n.X + corner, n.Y - corner - height);
        yield return At(n.X + corner, n.Y + corner);
        yield return At(n.X - corner - width, n.Y - corner - height);
        yield return At(n.X - corner - width, n.Y + corner);
    }
}
