using Gyrus.Report.Drawing;
using static System.FormattableString;

namespace Gyrus.Report.Figures;

/// <summary>Named values as horizontal bars, in the order given: degrees, strengths, sizes.</summary>
public sealed record BarPlot : Figure
{
    private const double Row = 17;
    private const double PlotWidth = 400;
    private const double LongestLabel = 180;

    /// <summary>Gets the names, one per value.</summary>
    public required IReadOnlyList<string> Labels { get; init; }

    /// <summary>Gets the values. One that is not finite has no bar.</summary>
    public required IReadOnlyList<double> Values { get; init; }

    /// <summary>Gets the name of the values, with their unit.</summary>
    public string XName { get; init; } = "";

    /// <summary>Gets a value that the bars are compared with, drawn as a dashed line, or null (default) for none.</summary>
    public double? Threshold { get; init; }

    /// <summary>Gets a value that the axis reaches at least, such as 1 for shares, or null (default) for none.</summary>
    public double? Reach { get; init; }

    /// <summary>The <paramref name="count"/> largest values, largest first; ties in the order given.</summary>
    public static BarPlot OfLargest(string title, IReadOnlyList<string> labels, IReadOnlyList<double> values, int count)
    {
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentNullException.ThrowIfNull(values);
        int[] order =
        [
            .. Enumerable
                .Range(0, Math.Min(labels.Count, values.Count))
                .Where(i => double.IsFinite(values[i]))
                .OrderByDescending(i => values[i])
                .Take(count),
        ];
        return new BarPlot
        {
            Title = title,
            Labels = [.. order.Select(i => labels[i])],
            Values = [.. order.Select(i => values[i])],
        };
    }

    private int Count =>
        Labels.Count == Values.Count
            ? Values.Count
            : throw new ArgumentException(
                Invariant($"Expected one label per bar ({Values.Count}), but got {Labels.Count}.")
            );

    private PlotArea Area()
    {
        double names = Math.Min(LongestLabel, Labels.Select(l => Lettering.Width(l, 10)).DefaultIfEmpty(0).Max());
        var across = Axis.Around([0, .. Values, Threshold ?? 0, Reach ?? 0], 0.02) with { Name = XName };
        var up = new Axis { Low = 0, High = Math.Max(1, Count) };
        return new PlotArea(
            Margin + names + 8,
            Top + (Threshold is null ? 0 : 12),
            PlotWidth,
            Row * Math.Max(1, Count),
            across,
            up
        );
    }

    private protected override (double Width, double Height) Size()
    {
        PlotArea area = Area();
        return (area.Left + area.Width + Margin + 8, area.Bottom + 40 + Margin);
    }

    private protected override string Describe() =>
        Count == 0
            ? "Bars without values."
            : Invariant($"{Wording.Count(Count, "bar")} of {XName}: ")
                + string.Join(
                    "; ",
                    Enumerable.Range(0, Math.Min(5, Count)).Select(i => $"{Labels[i]} {Ticks.Label(Values[i])}")
                )
                + ".";

    private protected override void Content(MarkupWriter svg, string id, bool onPage)
    {
        PlotArea area = Area();
        svg.Open("g", ("font-size", 10));
        foreach ((double tick, string label) in area.Across.TickMarks())
        {
            svg.Line(area.X(tick), area.Top, area.X(tick), area.Bottom, ("stroke", "#e4e4e4"), ("stroke-width", 0.75));
            svg.Text(area.X(tick), area.Bottom + 15, label, ("text-anchor", "middle"));
        }

        for (int i = 0; i < Count; i++)
        {
            double y = area.Top + (Row * i);
            svg.Text(
                area.Left - 6,
                y + (0.5 * Row),
                Lettering.Fit(Labels[i], 10, LongestLabel),
                ("dy", "0.35em"),
                ("text-anchor", "end")
            );
            if (double.IsFinite(Values[i]))
            {
                (double from, double to) = (area.X(Math.Min(0, Values[i])), area.X(Math.Max(0, Values[i])));
                svg.Hover(
                    "rect",
                    $"{Labels[i]}: {Ticks.Label(Values[i])}",
                    ("x", from),
                    ("y", y + 2.5),
                    ("width", to - from),
                    ("height", Row - 5),
                    ("fill", Rgb.Of(Values[i] < 0 ? 0x3b6ea5 : 0x5b7fa3))
                );
            }
        }

        svg.Line(area.X(0), area.Top, area.X(0), area.Bottom, ("stroke", Rgb.Axis), ("stroke-width", 0.75));
        DrawThreshold(svg, area);
        svg.Text(
            area.Left + (0.5 * area.Width),
            area.Bottom + 33,
            Lettering.Fit(XName, Lettering.Label, area.Width),
            ("text-anchor", "middle"),
            ("font-size", Lettering.Label)
        );
        svg.Close();
    }

    private void DrawThreshold(MarkupWriter svg, PlotArea area)
    {
        if (Threshold is { } threshold)
        {
            double x = area.X(threshold);
            svg.Line(
                x,
                area.Top - 6,
                x,
                area.Bottom,
                ("stroke", Rgb.Of(0xa23b2a)),
                ("stroke-width", 1),
                ("stroke-dasharray", "4 3")
            );
            svg.Text(
                x,
                area.Top - 8,
                "threshold " + Ticks.Label(threshold),
                ("text-anchor", "middle"),
                ("font-size", 10),
                ("fill", Rgb.Of(0xa23b2a))
            );
        }
    }
}
