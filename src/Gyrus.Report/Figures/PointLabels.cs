using Gyrus.Report.Drawing;

namespace Gyrus.Report.Figures;

/// <summary>Names beside points: each takes the first free place around its point, farther away with a thin line.</summary>
internal static class PointLabels
{
    private const double Size = 10;
    private const double Height = 12;

    /// <summary>Draws the names; one that finds no place within the frame is left to the tooltip.</summary>
    public static void Draw(
        MarkupWriter svg,
        IReadOnlyList<(string Name, double X, double Y)> points,
        (double Left, double Top, double Right, double Bottom) frame
    )
    {
        var taken = points.Select(p => new Box(p.X - 4, p.Y - 4, p.X + 4, p.Y + 4)).ToList();
        svg.Open("g", ("font-size", Size));
        foreach ((string name, double x, double y) in points)
        {
            double width = Lettering.Width(name, Size);
            foreach ((double dx, double dy) in Places(width))
            {
                var box = new Box(x + dx, y + dy - (Height / 2), x + dx + width, y + dy + (Height / 2));
                if (!box.IsInside(frame) || taken.Exists(box.Meets))
                {
                    continue;
                }

                taken.Add(box);
                DrawOne(svg, name, (x, y), box);
                break;
            }
        }

        svg.Close();
    }

    private static void DrawOne(MarkupWriter svg, string name, (double X, double Y) point, Box box)
    {
        double nearX = Math.Clamp(point.X, box.Left, box.Right);
        double nearY = Math.Clamp(point.Y, box.Top, box.Bottom);
        if (Math.Abs(nearX - point.X) + Math.Abs(nearY - point.Y) > 12)
        {
            svg.Line(point.X, point.Y, nearX, nearY, ("stroke", Rgb.Axis), ("stroke-width", 0.5));
        }

        svg.Text(box.Left, 0.5 * (box.Top + box.Bottom), name, ("dy", "0.35em"));
    }

    /// <summary>The left ends and middles of a name around a point, near ones first.</summary>
    private static IEnumerable<(double X, double Y)> Places(double width)
    {
        for (int ring = 0; ring < 9; ring++)
        {
            double far = 14 * ring;
            yield return (7 + far, 0);
            yield return (-7 - width - far, 0);
            yield return (-0.5 * width, -11 - far);
            yield return (-0.5 * width, 11 + far);
            yield return (5 + far, -9 - far);
            yield return (5 + far, 9 + far);
            yield return (-5 - width - far, -9 - far);
            yield return (-5 - width - far, 9 + far);
        }
    }

    private readonly record struct Box(double Left, double Top, double Right, double Bottom)
    {
        public bool Meets(Box other) =>
            Left < other.Right && other.Left < Right && Top < other.Bottom && other.Top < Bottom;

        public bool IsInside((double Left, double Top, double Right, double Bottom) frame) =>
            Left >= frame.Left && Right <= frame.Right && Top >= frame.Top && Bottom <= frame.Bottom;
    }
}
