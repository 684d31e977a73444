using Gyrus.Numerics;
using Gyrus.Report.Drawing;
using static System.FormattableString;

namespace Gyrus.Report.Figures;

/// <summary>How often values fall into equal bins.</summary>
public sealed record HistogramPlot : Figure
{
    private const double PlotWidth = 480;
    private const double PlotHeight = 220;

    /// <summary>Gets the values; those that are not finite are left out and counted.</summary>
    public required IReadOnlyList<double> Values { get; init; }

    /// <summary>Gets the number of bins. At least 1. Default 40.</summary>
    public int Bins
    {
        get;
        init =>
            field =
                value >= 1
                    ? value
                    : throw new ArgumentOutOfRangeException(
                        nameof(value),
                        Invariant($"Bins must be at least 1, but was {value}.")
                    );
    } = 40;

    /// <summary>Gets the name of the values, with their unit.</summary>
    public string XName { get; init; } = "";

    /// <summary>Gets what one count is, such as "edges".</summary>
    public string YName { get; init; } = "count";

    /// <summary>Gets places to mark with a dashed line, such as a threshold.</summary>
    public IReadOnlyList<double> Marks { get; init; } = [];

    /// <summary>The distribution of the edges of a symmetric matrix that are not zero, with the threshold marked.</summary>
    public static HistogramPlot OfEdges(string title, Matrix matrix, EdgeThreshold threshold)
    {
        double t = threshold.ValueFor(matrix);
        return new HistogramPlot
        {
            Title = title,
            Values = [.. EdgeThreshold.None.EdgesOf(matrix).Select(e => e.Value)],
            Marks = t > 0 ? [-t, t] : [],
            YName = "edges",
        };
    }

    private double[] Finite => [.. Values.Where(double.IsFinite)];

    private (Axis Across, int[] Counts) Count()
    {
        double[] finite = Finite;
        var across = Axis.Around(finite, 0) with { Name = XName, TickCount = 8 };
        int[] counts = new int[Bins];
        foreach (double value in finite)
        {
            counts[Math.Min(Bins - 1, (int)(Bins * across.Share(value)))]++;
        }

        return (across, counts);
    }

    private PlotArea Area(Axis across, int[] counts)
    {
        var up = new Axis
        {
            Low = 0,
            High = Math.Max(1, 1.05 * counts.Max()),
            Name = YName,
        };
        return new PlotArea(Margin + PlotArea.RoomFor(up), Top, PlotWidth, PlotHeight, across, up);
    }

    private protected override (double Width, double Height) Size()
    {
        (Axis across, int[] counts) = Count();
        PlotArea area = Area(across, counts);
        return (area.Left + area.Width + Margin, area.Bottom + 44 + Margin);
    }

    private protected override string Describe()
    {
        double[] finite = Finite;
        string missing =
            finite.Length < Values.Count ? Invariant($" Not finite and left out: {Values.Count - finite.Length}.") : "";
        return finite.Length == 0
            ? "Histogram without values." + missing
            : Invariant(
                $"Histogram of {Wording.Count(finite.Length, "value")} from {Ticks.Label(finite.Min())} to {Ticks.Label(finite.Max())}, mean {Ticks.Label(finite.Average())}."
            ) + missing;
    }

    private protected override void Content(MarkupWriter svg, string id, bool onPage)
    {
        (Axis across, int[] counts) = Count();
        PlotArea area = Area(across, counts);
        area.DrawAxes(svg);
        svg.Open("g", ("fill", Rgb.Of(0x5b7fa3)), ("stroke", Rgb.White), ("stroke-width", 0.75));
        double width = area.Width / Bins;
        for (int k = 0; k < Bins; k++)
        {
            if (counts[k] > 0)
            {
                double y = area.Y(counts[k]);
                svg.Hover(
                    "rect",
                    Invariant($"{counts[k]}"),
                    ("x", area.Left + (k * width)),
                    ("y", y),
                    ("width", width),
                    ("height", area.Bottom - y)
                );
            }
        }

        svg.Close();
        foreach (double mark in Marks.Where(m => m >= across.Low && m <= across.High))
        {
            svg.Line(
                area.X(mark),
                area.Top,
                area.X(mark),
                area.Bottom,
                ("stroke", Rgb.Of(0xa23b2a)),
                ("stroke-width", 1),
                ("stroke-dasharray", "4 3")
            );
        }
    }
}
