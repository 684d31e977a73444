using Gyrus.Report.Drawing;
using static System.FormattableString;

namespace Gyrus.Report.Figures;

/// <summary>Named points with error bars over two axes; each name stands beside its point, so that no colour has to be matched.</summary>
/// <remarks>The axes are made for the bulk of the points; those far outside are named under the plot.</remarks>
public sealed record ScatterPlot : Figure
{
    private const double PlotWidth = 640;
    private const double PlotHeight = 420;
    private const double Radius = 4;

    /// <summary>Gets the points. Those with a value that is not finite are left out.</summary>
    public required IReadOnlyList<ScatterPoint> Points { get; init; }

    /// <summary>Gets the name of the horizontal axis, with its unit.</summary>
    public string XName { get; init; } = "";

    /// <summary>Gets the name of the vertical axis, with its unit.</summary>
    public string YName { get; init; } = "";

    /// <summary>Gets a value indicating whether the horizontal axis is logarithmic; values of 0 and less are then left out.</summary>
    public bool IsXLogarithmic { get; init; }

    private PlotArea Area()
    {
        ScatterPoint[] bulk = Bulk();
        var across = Axis.Around(bulk.SelectMany(p => Ends(p.X, p.XError)), 0.08, IsXLogarithmic) with
        {
            Name = XName,
            TickCount = 8,
        };
        var up = Axis.Around(bulk.SelectMany(p => Ends(p.Y, p.YError)), 0.06) with { Name = YName };
        return new PlotArea(Margin + PlotArea.RoomFor(up), Top, PlotWidth, PlotHeight, across, up);
    }

    private ScatterPoint[] Bulk()
    {
        Func<double, double> scale = IsXLogarithmic ? Math.Log : static x => x;
        HashSet<double> across = [.. RobustRange.Bulk(Points.Select(p => scale(p.X)))];
        HashSet<double> up = [.. RobustRange.Bulk(Points.Select(p => p.Y))];
        return [.. Points.Where(p => across.Contains(scale(p.X)) && up.Contains(p.Y))];
    }

    private ScatterPoint[] Outside(PlotArea area) =>
        [
            .. Points.Where(p =>
                double.IsFinite(p.X) && double.IsFinite(p.Y) && !(area.Across.CanShow(p.X) && area.Up.CanShow(p.Y))
            ),
        ];

    private protected override (double Width, double Height) Size()
    {
        PlotArea area = Area();
        double more = Outside(area).Length > 0 ? 18 : 0;
        return (area.Left + area.Width + Margin, area.Bottom + 44 + more + Margin);
    }

    private protected override string Describe() =>
        Invariant($"{Wording.Count(Points.Count, "point")}: {YName} against {XName}")
        + string.Concat(Points.Take(40).Select(p => Invariant($"; {p.Name} at {Ticks.Label(p.X)}, {Ticks.Label(p.Y)}")))
        + ".";

    private protected override void Content(MarkupWriter svg, string id, bool onPage)
    {
        PlotArea area = Area();
        area.DrawAxes(svg);
        (ScatterPoint Point, int Index)[] shown =
        [
            .. Points
                .Select((p, i) => (Point: p, Index: i))
                .Where(p => area.Across.CanShow(p.Point.X) && area.Up.CanShow(p.Point.Y)),
        ];
        foreach ((ScatterPoint point, int index) in shown)
        {
            DrawPoint(svg, area, point, point.StandsOut ? Rgb.Of(0xa23b2a) : Categories.At(index));
        }

        PointLabels.Draw(
            svg,
            [.. shown.Select(p => (p.Point.Name, area.X(p.Point.X), area.Y(p.Point.Y)))],
            (area.Left, area.Top, area.Left + area.Width, area.Bottom)
        );
        if (Outside(area) is { Length: > 0 } outside)
        {
            string names = string.Join("; ", outside.Select(p => $"{p.Name} ({Ticks.Label(p.X)}, {Ticks.Label(p.Y)})"));
            svg.Text(
                area.Left,
                area.Bottom + 54,
                Lettering.Fit("Outside: " + names, 10, area.Width),
                ("font-size", 10),
                ("fill", Rgb.Axis)
            );
        }
    }

    private static void DrawPoint(MarkupWriter svg, PlotArea area, ScatterPoint point, Rgb colour)
    {
        (double x, double y) = (area.X(point.X), area.Y(point.Y));
        MarkupAttribute[] thin = [("stroke", colour), ("stroke-width", 1)];
        if (point.XError is { } across && area.Across.CanShow(point.X - across))
        {
            svg.Line(area.X(point.X - across), y, area.X(point.X + across), y, thin);
        }

        if (point.YError is { } up)
        {
            svg.Line(x, area.Y(point.Y - up), x, area.Y(point.Y + up), thin);
        }

        svg.Hover(
            "circle",
            Invariant(
                $"{point.Name}: {Ticks.Label(point.X)}{Error(point.XError)}, {Ticks.Label(point.Y)}{Error(point.YError)}"
            ),
            ("cx", Math.Round(x, 1)),
            ("cy", Math.Round(y, 1)),
            ("r", Radius),
            ("fill", point.IsHollow ? Rgb.White : colour),
            ("stroke", point.IsHollow ? colour : Rgb.White),
            ("stroke-width", point.IsHollow ? 1.5 : 0.75)
        );
    }

    private static string Error(double? error) => error is { } e ? $" ± {Ticks.Label(e, 2)}" : "";

    private static double[] Ends(double value, double? error) =>
        error is { } e ? [value - e, value, value + e] : [value];
}
