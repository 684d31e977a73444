using Gyrus.Report.Drawing;
using static System.FormattableString;

namespace Gyrus.Report.Figures;

/// <summary>Lines over one axis: spectra, motion, convergence.</summary>
public sealed record LinePlot : Figure
{
    private const double PlotWidth = 560;
    private const double PlotHeight = 260;
    private const double MarkRow = 13;

    /// <summary>Gets the lines.</summary>
    public required IReadOnlyList<LineSeries> Series { get; init; }

    /// <summary>Gets the name of the horizontal axis, with its unit.</summary>
    public string XName { get; init; } = "";

    /// <summary>Gets the name of the vertical axis, with its unit.</summary>
    public string YName { get; init; } = "";

    /// <summary>Gets a value indicating whether the horizontal axis is logarithmic; values of 0 and less are then left out.</summary>
    public bool IsXLogarithmic { get; init; }

    /// <summary>Gets a value indicating whether the vertical axis is logarithmic; values of 0 and less are then left out.</summary>
    public bool IsYLogarithmic { get; init; }

    /// <summary>Gets places on the horizontal axis that are marked by a dashed line with its label. Default: none.</summary>
    public IReadOnlyList<LineMark> Marks { get; init; } = [];

    private string[] Names => Series.Count > 1 ? [.. Series.Select(s => s.Name)] : [];

    private PlotArea Area()
    {
        var across = Axis.Around([.. Series.SelectMany(s => s.X), .. Marks.Select(m => m.X)], 0.02, IsXLogarithmic) with
        {
            Name = XName,
            TickCount = 8,
        };
        var up = Axis.Around(Series.SelectMany(Heights), 0.05, IsYLogarithmic) with { Name = YName };
        return new PlotArea(
            Margin + PlotArea.RoomFor(up),
            Top + (MarkRow * MarkRows().Count),
            PlotWidth,
            PlotHeight,
            across,
            up
        );
    }

    /// <summary>The values of a line with its errors and its band.</summary>
    private static IEnumerable<double> Heights(LineSeries s) =>
        s
            .Y.Concat(s.Y.Zip(s.Errors ?? [], (y, e) => y - e))
            .Concat(s.Y.Zip(s.Errors ?? [], (y, e) => y + e))
            .Concat(s.Band?.SelectMany(b => (double[])[b.Lower, b.Upper]) ?? []);

    /// <summary>The labels of the marks, each in a row of its own above the plot, so that none covers another.</summary>
    private List<LineMark> MarkRows() => [.. Marks.Where(m => double.IsFinite(m.X) && (!IsXLogarithmic || m.X > 0))];

    private protected override (double Width, double Height) Size()
    {
        PlotArea area = Area();
        double width = area.Left + area.Width + Margin;
        return (width, area.Bottom + 44 + Legend.HeightOf(Names, area.Width) + Margin);
    }

    private protected override string Describe() =>
        Invariant($"{Wording.Count(Series.Count, "line")} of {YName} over {XName}")
        + string.Concat(
            Series
                .Take(8)
                .Where(s => s.Y.Any(double.IsFinite))
                .Select(s =>
                    Invariant(
                        $"; {s.Name}: {Ticks.Label(s.Y.Where(double.IsFinite).Min())} to {Ticks.Label(s.Y.Where(double.IsFinite).Max())}"
                    )
                )
        )
        + ".";

    private protected override void Content(MarkupWriter svg, string id, bool onPage)
    {
        PlotArea area = Area();
        area.DrawAxes(svg);
        DrawMarks(svg, area);
        for (int i = 0; i < Series.Count; i++)
        {
            DrawBand(svg, area, Series[i], Categories.At(i));
            svg.Hover(
                "path",
                Series[i].Name,
                ("d", area.PathOf(Series[i].X, Series[i].Y)),
                ("fill", "none"),
                ("stroke", Categories.At(i)),
                ("stroke-width", 1.3),
                ("stroke-linejoin", "round")
            );
            DrawErrors(svg, area, Series[i], Categories.At(i));
        }

        Legend.Draw(svg, Names, area.Left, area.Bottom + 44, area.Width);
    }

    private void DrawMarks(MarkupWriter svg, PlotArea area)
    {
        foreach ((int row, LineMark mark) in MarkRows().Index())
        {
            (double x, double y) = (area.X(mark.X), area.Top - 6 - (MarkRow * row));
            bool left = x > area.Left + (0.5 * area.Width);
            svg.Line(
                x,
                y - 8,
                x,
                area.Bottom,
                ("stroke", Rgb.Of(0xa23b2a)),
                ("stroke-width", 0.9),
                ("stroke-dasharray", "4 3")
            );
            svg.Text(
                x + (left ? -5 : 5),
                y,
                Lettering.Fit(mark.Label, 10, 0.8 * area.Width),
                ("text-anchor", left ? "end" : "start"),
                ("font-size", 10),
                ("fill", Rgb.Of(0xa23b2a))
            );
        }
    }

    /// <summary>The band as one area: forwards along its upper end, backwards along its lower one.</summary>
    private static void DrawBand(MarkupWriter svg, PlotArea area, LineSeries series, Rgb colour)
    {
        if (series.Band is not { } band)
        {
            return;
        }

        int[] shown =
        [
            .. Enumerable
                .Range(0, Math.Min(band.Count, series.X.Count))
                .Where(k =>
                    area.Across.CanShow(series.X[k]) && area.Up.CanShow(band[k].Lower) && area.Up.CanShow(band[k].Upper)
                ),
        ];
        double[] x = [.. shown.Select(k => series.X[k]), .. shown.Reverse().Select(k => series.X[k])];
        double[] y = [.. shown.Select(k => band[k].Upper), .. shown.Reverse().Select(k => band[k].Lower)];
        svg.Element("path", [("d", area.PathOf(x, y) + "Z"), ("fill", colour), ("fill-opacity", 0.18)]);
    }

    private static void DrawErrors(MarkupWriter svg, PlotArea area, LineSeries series, Rgb colour)
    {
        for (int k = 0; k < (series.Errors?.Count ?? 0); k++)
        {
            (double x, double y, double error) = (series.X[k], series.Y[k], series.Errors![k]);
            if (area.Across.CanShow(x) && area.Up.CanShow(y))
            {
                svg.Element(
                    "circle",
                    ("cx", Math.Round(area.X(x), 1)),
                    ("cy", Math.Round(area.Y(y), 1)),
                    ("r", 2.5),
                    ("fill", colour)
                );
                if (area.Up.CanShow(y - error) && area.Up.CanShow(y + error))
                {
                    svg.Line(
                        area.X(x),
                        area.Y(y - error),
                        area.X(x),
                        area.Y(y + error),
                        ("stroke", colour),
                        ("stroke-width", 1)
                    );
                }
            }
        }
    }
}
