namespace Gyrus.Report.Drawing;

/// <summary>The vertical scale from −limit to limit, or from 0, beside a picture.</summary>
internal sealed record ColourBar
{
    /// <summary>The width a bar takes with its numbers and its name.</summary>
    public const double Space = 108;

    /// <summary>The shortest bar with readable ticks.</summary>
    public const double LeastLength = 110;

    private const double Width = 12;

    public required double Limit { get; init; }

    /// <summary>Gets the lower end: −limit, or 0 when no value is negative.</summary>
    public double? Low { get; init; }

    private double Bottom => Low ?? -Limit;

    public required DivergingMap Map { get; init; }

    public string Name { get; init; } = "";

    /// <summary>Gets the size under which nothing is drawn: that part of the bar is grey.</summary>
    public double Threshold { get; init; }

    /// <summary>Gets a value indicating whether values beyond the limit exist and share its colour.</summary>
    public bool Clipped { get; init; }

    /// <summary>Gets a value indicating whether a swatch explains the colour of missing values.</summary>
    public bool Missing { get; init; }

    public void Draw(MarkupWriter svg, string id, double x, double y, double length)
    {
        svg.Open("linearGradient", ("id", id + "-bar"), ("x1", "0"), ("x2", "0"), ("y1", "1"), ("y2", "0"));
        for (int k = 0; k <= 16; k++)
        {
            svg.Element(
                "stop",
                ("offset", MarkupWriter.Number(k / 16.0)),
                ("stop-color", Map.At(Bottom + (k / 16.0 * (Limit - Bottom)), Limit))
            );
        }

        svg.Close();
        double Place(double value) => y + (length * (Limit - value) / (Limit - Bottom));
        svg.Element("rect", [("x", x), ("y", y), ("width", Width), ("height", length), ("fill", $"url(#{id}-bar)")]);
        if (Threshold > 0)
        {
            double t = Math.Min(Threshold, Limit);
            svg.Element(
                "rect",
                [("x", x), ("y", Place(t)), ("width", Width), ("height", Place(-t) - Place(t)), ("fill", "#eee")]
            );
        }

        svg.Element(
            "rect",
            [
                ("x", x),
                ("y", y),
                ("width", Width),
                ("height", length),
                ("fill", "none"),
                ("stroke", Rgb.Axis),
                ("stroke-width", 0.75),
            ]
        );
        double widest = 0;
        foreach (double tick in TickValues(length))
        {
            double at = Place(tick);
            widest = Math.Max(widest, Lettering.Width(TickLabel(tick), 10));
            svg.Line(x + Width, at, x + Width + 4, at, ("stroke", Rgb.Axis), ("stroke-width", 0.75));
            svg.Text(x + Width + 7, at, TickLabel(tick), ("dy", "0.35em"), ("font-size", 10));
        }

        if (Name.Length > 0)
        {
            string place =
                $"translate({MarkupWriter.Number(x + Width + 22 + widest)} {MarkupWriter.Number(y + (0.5 * length))}) rotate(-90)";
            string shown = Lettering.Fit(Name, 10.5, length);
            svg.TextElement(
                "text",
                shown,
                ("transform", place),
                ("text-anchor", "middle"),
                ("font-size", 10.5),
                ("fill", Rgb.Axis)
            );
        }

        if (Missing)
        {
            svg.Element(
                "rect",
                [("x", x), ("y", y + length + 12), ("width", Width), ("height", Width), ("fill", Rgb.Missing)]
            );
            svg.Text(x + Width + 7, y + length + 18, "missing", ("dy", "0.35em"), ("font-size", 10));
        }
    }

    private string Sign(double tick) =>
        !Clipped || Math.Abs(tick) < Limit ? ""
        : tick > 0 ? "≥ "
        : "≤ ";

    /// <summary>The ends, the threshold, and round numbers that keep their distance from these and from each other.</summary>
    private List<double> TickValues(double length)
    {
        double least = (Limit - Bottom) * 14 / length;
        List<double> values = [Bottom, Limit];
        double[] wanted = Threshold > 0 ? [-Threshold, Threshold, 0, .. Round()] : Round();
        foreach (double value in wanted)
        {
            if (value > Bottom && value < Limit && values.TrueForAll(v => Math.Abs(v - value) >= least))
            {
                values.Add(value);
            }
        }

        return values;
    }

    private double[] Round() => Ticks.Linear(Bottom, Limit, 5);

    private string TickLabel(double tick) => Sign(tick) + Ticks.Label(tick, 3);
}
