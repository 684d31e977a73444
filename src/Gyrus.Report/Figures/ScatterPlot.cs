using Gyrus.Report.Drawing;
using static System.FormattableString;

namespace Gyrus.Report.Figures;

/// <summary>Named points: one measure against another.</summary>
/// <remarks>The axes are made for the bulk of the points; those outside are named under the plot.</remarks>
public sealed record ScatterPlot : Figure
{
    private const double PlotWidth = 500;
    private const double PlotHeight = 330;
    private const double LetterSize = 9.5;

    /// <summary>Gets the points; one that is not finite is left out.</summary>
    public required IReadOnlyList<ScatterPoint> Points { get; init; }

    /// <summary>Gets the name of the horizontal axis, with its unit.</summary>
    public string XName { get; init; } = "";

    /// <summary>Gets the name of the vertical axis, with its unit.</summary>
    public string YName { get; init; } = "";

    private ScatterPoint[] Finite => [.. Points.Where(p => double.IsFinite(p.X) && double.IsFinite(p.Y))];

    private PlotArea Area()
    {
        ScatterPoint[] finite = Finite;
        var across = Axis.Around(RobustRange.Bulk(finite.Select(p => p.X)), 0.08) with { Name = XName };
        var up = Axis.Around(RobustRange.Bulk(finite.Select(p => p.Y)), 0.08) with { Name = YName };
        return new PlotArea(Margin + PlotArea.RoomFor(up), Top, PlotWidth, PlotHeight, across, up);
    }

    private ScatterPoint[] Outside(PlotArea area) =>
        [.. Finite.Where(p => !area.Across.CanShow(p.X) || !area.Up.CanShow(p.Y))];

    private protected override (double Width, double Height) Size()
    {
        PlotArea area = Area();
        double more = Outside(area).Length > 0 ? 18 : 0;
        return (area.Left + area.Width + Margin, area.Bottom + 44 + more + Margin);
    }

    private protected override string Describe() =>
        Invariant($"{Wording.Count(Finite.Length, "point")} of {YName} over {XName}: ")
        + string.Join("; ", Finite.Take(12).Select(Words))
        + (Finite.Length > 12 ? Invariant($" and {Finite.Length - 12} more.") : ".");

    private static string Words(ScatterPoint p) => $"{p.Label} ({Ticks.Label(p.X)}, {Ticks.Label(p.Y)})";

    private protected override void Content(MarkupWriter svg, string id, bool onPage)
    {
        PlotArea area = Area();
        area.DrawAxes(svg);
        ScatterPoint[] outside = Outside(area);
        ScatterPoint[] inside = [.. Finite.Except(outside)];
        foreach (ScatterPoint p in inside)
        {
            svg.Hover(
                "circle",
                Words(p),
                ("cx", Math.Round(area.X(p.X), 1)),
                ("cy", Math.Round(area.Y(p.Y), 1)),
                ("r", 4),
                ("fill", Rgb.Of(p.StandsOut ? 0xa23b2a : 0x24507a))
            );
        }

        DrawLabels(svg, area, inside);
        if (outside.Length > 0)
        {
            svg.Text(
                area.Left,
                area.Bottom + 54,
                Lettering.Fit("Outside: " + string.Join("; ", outside.Select(Words)), 10, area.Width),
                ("font-size", 10),
                ("fill", Rgb.Axis)
            );
        }
    }

    // What stands out gets its place first; a name without a free place is left to the text under the pointer.
    private static void DrawLabels(MarkupWriter svg, PlotArea area, ScatterPoint[] points)
    {
        var taken = new List<(double X, double Y, double Width)>(
            points.Select(p => (area.X(p.X) - 4, area.Y(p.Y), 8.0))
        );
        svg.Open("g", ("font-size", LetterSize));
        foreach (ScatterPoint p in points.OrderByDescending(p => p.StandsOut))
        {
            (double x, double y) = (area.X(p.X), area.Y(p.Y));
            double width = Lettering.Width(p.Label, LetterSize);
            (double X, double Y)[] places =
            [
                (x + 7, y),
                (x - 7 - width, y),
                (x - (0.5 * width), y - 11),
                (x - (0.5 * width), y + 11),
                (x + 7, y - 9),
                (x + 7, y + 9),
                (x - 7 - width, y - 9),
                (x - 7 - width, y + 9),
            ];
            foreach ((double left, double middle) in places)
            {
                bool isFree =
                    left >= area.Left
                    && left + width <= area.Left + area.Width
                    && middle >= area.Top
                    && middle <= area.Bottom
                    && !taken.Any(t => Math.Abs(t.Y - middle) < 10 && left < t.X + t.Width && t.X < left + width);
                if (isFree)
                {
                    taken.Add((left, middle, width));
                    svg.Text(left, middle, p.Label, ("dy", "0.35em"), ("font-weight", p.StandsOut ? "600" : "400"));
                    break;
                }
            }
        }

        svg.Close();
    }
}
