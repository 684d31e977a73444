using System.Text;

namespace Gyrus.Report.Drawing;

/// <summary>A rectangle with two axes: thin lines, light rules, ticks outside.</summary>
internal sealed record PlotArea(double Left, double Top, double Width, double Height, Axis Across, Axis Up)
{
    private static readonly MarkupAttribute[] Thin = [("stroke", Rgb.Axis), ("stroke-width", 0.75)];

    public double Bottom => Top + Height;

    public double X(double value) => Left + (Width * Across.Share(value));

    public double Y(double value) => Bottom - (Height * Up.Share(value));

    /// <summary>Room left of the area for the numbers and the name of an axis.</summary>
    public static double RoomFor(Axis up) =>
        26 + up.TickMarks().Select(t => Lettering.Width(t.Label, 10)).DefaultIfEmpty(0).Max();

    public void DrawAxes(MarkupWriter svg, bool withAcross = true)
    {
        svg.Open("g", ("font-size", 10));
        foreach ((double tick, string label) in Up.TickMarks())
        {
            svg.Line(Left, Y(tick), Left + Width, Y(tick), ("stroke", "#e4e4e4"), ("stroke-width", 0.75));
            svg.Text(Left - 7, Y(tick), label, ("dy", "0.35em"), ("text-anchor", "end"));
        }

        svg.Line(Left, Top, Left, Bottom, Thin);
        svg.Line(Left, Bottom, Left + Width, Bottom, Thin);
        if (withAcross)
        {
            foreach ((double tick, string label) in Across.TickMarks())
            {
                svg.Line(X(tick), Bottom, X(tick), Bottom + 4, Thin);
                svg.Text(X(tick), Bottom + 16, label, ("text-anchor", "middle"));
            }
        }

        svg.Close();
        DrawNames(svg, withAcross);
    }

    private void DrawNames(MarkupWriter svg, bool withAcross)
    {
        if (withAcross)
        {
            svg.Text(
                Left + (0.5 * Width),
                Bottom + 34,
                Lettering.Fit(Across.Name, Lettering.Label, Width),
                ("text-anchor", "middle")
            );
        }

        string place =
            $"translate({MarkupWriter.Number(Left - RoomFor(Up) + 8)} {MarkupWriter.Number(Top + (0.5 * Height))}) rotate(-90)";
        svg.TextElement(
            "text",
            Lettering.Fit(Up.Name, Lettering.Label, Height + 20),
            ("transform", place),
            ("text-anchor", "middle")
        );
    }

    /// <summary>A line through points; it is broken where a value cannot be shown.</summary>
    public string PathOf(IReadOnlyList<double> x, IReadOnlyList<double> y)
    {
        var path = new StringBuilder();
        bool pen = false;
        for (int i = 0; i < Math.Min(x.Count, y.Count); i++)
        {
            if (!Across.CanShow(x[i]) || !Up.CanShow(y[i]))
            {
                pen = false;
                continue;
            }

            path.Append(pen ? 'L' : 'M').Append(Short(X(x[i]))).Append(' ').Append(Short(Y(y[i])));
            pen = true;
        }

        return path.ToString();
    }

    private static string Short(double value) => MarkupWriter.Number(Math.Round(value, 1));
}
