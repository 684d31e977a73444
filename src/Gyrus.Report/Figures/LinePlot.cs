using Gyrus.Report.Drawing;
using static System.FormattableString;

namespace Gyrus.Report.Figures;

/// <summary>Lines over one axis: spectra, motion, convergence.</summary>
public sealed record LinePlot : Figure
{
    private const double PlotWidth = 560;
    private const double PlotHeight = 260;

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

    private string[] Names => Series.Count > 1 ? [.. Series.Select(s => s.Name)] : [];

    private PlotArea Area()
    {
        var across = Axis.Around(Series.SelectMany(s => s.X), 0.02, IsXLogarithmic) with
        {
            Name = XName,
            TickCount = 8,
        };
        var up = Axis.Around(Series.SelectMany(s => s.Y), 0.05, IsYLogarithmic) with { Name = YName };
        return new PlotArea(Margin + PlotArea.RoomFor(up), Top, PlotWidth, PlotHeight, across, up);
    }

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
        for (int i = 0; i < Series.Count; i++)
        {
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
