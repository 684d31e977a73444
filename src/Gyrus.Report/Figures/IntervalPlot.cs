using Gyrus.Report.Drawing;
using static System.FormattableString;

namespace Gyrus.Report.Figures;

/// <summary>Values with intervals, one row each, against a line at 0 (a forest plot), with single values behind.</summary>
/// <remarks>
/// The axis is made for the bulk of the rows and of the single values; a row beyond it is an arrow at its end with the value in numbers, a single
/// value beyond it a ring at the end.
/// </remarks>
public sealed record IntervalPlot : Figure
{
    private const double Row = 19;
    private const double PlotWidth = 420;
    private const double LongestLabel = 210;

    /// <summary>Gets the rows, top to bottom.</summary>
    public required IReadOnlyList<IntervalRow> Rows { get; init; }

    /// <summary>Gets the name of the values, with their unit.</summary>
    public string XName { get; init; } = "";

    private PlotArea Area()
    {
        double names = Math.Min(LongestLabel, Rows.Select(r => Lettering.Width(r.Label, 10)).DefaultIfEmpty(0).Max());
        double[] bulk = RobustRange.Bulk(Rows.Select(r => r.Mean));
        HashSet<double> kept = [.. bulk];
        IntervalRow[] shown = [.. Rows.Where(r => kept.Contains(r.Mean))];
        double[] points = RobustRange.Bulk(shown.SelectMany(r => r.Points).Where(double.IsFinite));
        var across = Axis.Around([0, .. shown.SelectMany(Ends), .. bulk, .. points], 0.04) with { Name = XName };
        var up = new Axis { Low = 0, High = Math.Max(1, Rows.Count) };
        return new PlotArea(Margin + names + 8, Top, PlotWidth, Row * Math.Max(1, Rows.Count), across, up);
    }

    private static double[] Ends(IntervalRow row) => [row.Mean - (row.HalfWidth ?? 0), row.Mean + (row.HalfWidth ?? 0)];

    private protected override (double Width, double Height) Size()
    {
        PlotArea area = Area();
        return (area.Left + area.Width + Margin + 8, area.Bottom + 40 + Margin);
    }

    private protected override string Describe() =>
        Rows.Count == 0
            ? "Intervals without values."
            : Invariant($"{Wording.Count(Rows.Count, "row")} of {XName}: ")
                + string.Join("; ", Rows.Take(12).Select(Words))
                + (Rows.Count > 12 ? Invariant($" and {Rows.Count - 12} more.") : ".");

    private static string Words(IntervalRow row) =>
        row.HalfWidth is { } half
            ? $"{row.Label} {Ticks.Label(row.Mean)} ± {Ticks.Label(half)}"
            : $"{row.Label} {Ticks.Label(row.Mean)}";

    private protected override void Content(MarkupWriter svg, string id, bool onPage)
    {
        PlotArea area = Area();
        svg.Open("g", ("font-size", 10));
        foreach ((double tick, string label) in area.Across.TickMarks())
        {
            svg.Line(area.X(tick), area.Top, area.X(tick), area.Bottom, ("stroke", "#e4e4e4"), ("stroke-width", 0.75));
            svg.Text(area.X(tick), area.Bottom + 15, label, ("text-anchor", "middle"));
        }

        svg.Line(area.X(0), area.Top, area.X(0), area.Bottom, ("stroke", Rgb.Axis), ("stroke-width", 1));
        for (int i = 0; i < Rows.Count; i++)
        {
            DrawRow(svg, area, Rows[i], area.Top + (Row * (i + 0.5)));
        }

        svg.Text(
            area.Left + (0.5 * area.Width),
            area.Bottom + 33,
            Lettering.Fit(XName, Lettering.Label, area.Width),
            ("text-anchor", "middle"),
            ("font-size", Lettering.Label)
        );
        svg.Close();
    }

    private static void DrawRow(MarkupWriter svg, PlotArea area, IntervalRow row, double y)
    {
        svg.Text(
            area.Left - 6,
            y,
            Lettering.Fit(row.Label, 10, LongestLabel),
            ("dy", "0.35em"),
            ("text-anchor", "end"),
            ("font-weight", row.StandsOut ? "600" : "400")
        );
        if (!double.IsFinite(row.Mean))
        {
            svg.Text(area.X(0) + 6, y, "no value", ("dy", "0.35em"), ("fill", Rgb.Axis));
            return;
        }

        if (!area.Across.CanShow(row.Mean))
        {
            DrawBeyond(svg, area, row, y);
            return;
        }

        foreach (double point in row.Points.Where(double.IsFinite))
        {
            DrawPoint(svg, area, point, y);
        }

        Rgb ink = Rgb.Of(row.StandsOut ? 0xa23b2a : 0x24507a);
        if (row.HalfWidth is { } half)
        {
            double left = Math.Max(area.Left, area.X(row.Mean - half));
            double right = Math.Min(area.Left + area.Width, area.X(row.Mean + half));
            svg.Line(left, y, right, y, ("stroke", ink), ("stroke-width", 1.6));
        }

        svg.Hover("circle", Words(row), ("cx", Math.Round(area.X(row.Mean), 1)), ("cy", y), ("r", 3.6), ("fill", ink));
    }

    private static void DrawPoint(MarkupWriter svg, PlotArea area, double point, double y)
    {
        const string grey = "#b9c4cf";
        bool isInside = area.Across.CanShow(point);
        double x = area.X(Math.Clamp(point, area.Across.Low, area.Across.High));
        svg.Element(
            "circle",
            [
                ("cx", Math.Round(x, 1)),
                ("cy", y),
                ("r", 2.2),
                ("fill", isInside ? grey : "none"),
                ("stroke", isInside ? "none" : grey),
            ]
        );
    }

    private static void DrawBeyond(MarkupWriter svg, PlotArea area, IntervalRow row, double y)
    {
        bool isLow = row.Mean < area.Across.Low;
        (double tip, int side) = isLow ? (area.Left + 2, 1) : (area.Left + area.Width - 2, -1);
        string path = FormattableString.Invariant(
            $"M{tip + (7 * side):0.#} {y - 4:0.#}L{tip:0.#} {y:0.#}L{tip + (7 * side):0.#} {y + 4:0.#}"
        );
        svg.Element("path", [("d", path), ("fill", "none"), ("stroke", Rgb.Of(0x24507a)), ("stroke-width", 1.6)]);
        svg.Text(
            tip + (12 * side),
            y,
            Words(row)[(row.Label.Length + 1)..],
            ("dy", "0.35em"),
            ("text-anchor", isLow ? "start" : "end"),
            ("fill", Rgb.Axis)
        );
    }
}
