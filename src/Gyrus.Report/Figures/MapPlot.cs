using Gyrus.Numerics;
using Gyrus.Report.Drawing;
using static System.FormattableString;

namespace Gyrus.Report.Figures;

/// <summary>Values over two axes, from white at 0 to red at the largest, blue where negative; cells without a value are grey. A place field.</summary>
public sealed record MapPlot : Figure
{
    private const double Longer = 360;

    /// <summary>Gets the values: rows along the horizontal axis, columns along the vertical one, upwards; NaN is drawn grey.</summary>
    public required Matrix Values { get; init; }

    /// <summary>Gets the places of the rows, evenly spaced; as many as rows, at least two.</summary>
    public required IReadOnlyList<double> X { get; init; }

    /// <summary>Gets the places of the columns, evenly spaced; as many as columns, at least two.</summary>
    public required IReadOnlyList<double> Y { get; init; }

    /// <summary>Gets the name of the horizontal axis, with its unit.</summary>
    public string XName { get; init; } = "";

    /// <summary>Gets the name of the vertical axis, with its unit.</summary>
    public string YName { get; init; } = "";

    /// <summary>Gets what the values are, with their unit.</summary>
    public string ScaleName { get; init; } = "";

    private double[] Finite => [.. Values.AsSpan().ToArray().Where(double.IsFinite).DefaultIfEmpty(0)];

    private double Limit => Finite.Max(Math.Abs) is > 0 and var largest ? largest : 1;

    private bool HasNegative => Finite.Min() < 0;

    /// <summary>An axis whose ends are the edges of the cells.</summary>
    private static Axis AxisOf(IReadOnlyList<double> places, string name)
    {
        double half = 0.5 * (places[^1] - places[0]) / (places.Count - 1);
        return half > 0
            ? new Axis
            {
                Low = places[0] - half,
                High = places[^1] + half,
                Name = name,
            }
            : Axis.Around(places) with
            {
                Name = name,
            };
    }

    private PlotArea Area()
    {
        if (X.Count != Values.Rows || Y.Count != Values.Columns || X.Count < 2 || Y.Count < 2)
        {
            throw new ArgumentException(
                Invariant(
                    $"Expected one place per row ({Values.Rows}) and column ({Values.Columns}), at least two, but got {X.Count} and {Y.Count}."
                )
            );
        }

        Axis across = AxisOf(X, XName);
        Axis up = AxisOf(Y, YName);
        return new PlotArea(Margin + PlotArea.RoomFor(up), Top, Longer, Longer, across, up);
    }

    private protected override (double Width, double Height) Size()
    {
        PlotArea area = Area();
        return (area.Left + area.Width + ColourBar.Space + Margin, area.Bottom + 44 + Margin);
    }

    private protected override string Describe() =>
        Invariant(
            $"{ScaleName} over {XName} and {YName}, from {Ticks.Label(Finite.Min())} to {Ticks.Label(Finite.Max())}; colours from {(HasNegative ? "blue over " : "")}white at 0 to red at {Ticks.Label(Limit)}, grey where there is no value."
        );

    private protected override void Content(MarkupWriter svg, string id, bool onPage)
    {
        PlotArea area = Area();
        area.DrawAxes(svg);
        double limit = Limit;
        byte[] pixels = new byte[Values.Rows * Values.Columns];
        for (int row = 0; row < Values.Columns; row++)
        {
            for (int i = 0; i < Values.Rows; i++)
            {
                double value = Values[i, Values.Columns - 1 - row];
                pixels[(row * Values.Rows) + i] = double.IsFinite(value)
                    ? (byte)(1 + DivergingMap.IndexOf(value, limit))
                    : (byte)0;
            }
        }

        Rgb[] palette = [Rgb.Missing, .. DivergingMap.Areas.Colours];
        int scale = onPage ? 1 : Math.Clamp(480 / Math.Max(Values.Rows, Values.Columns), 1, 8);
        svg.Element(
            "image",
            ("x", area.Left),
            ("y", area.Top),
            ("width", area.Width),
            ("height", area.Height),
            ("preserveAspectRatio", "none"),
            ("image-rendering", "pixelated"),
            ("href", PngImage.ToDataAddress(PngImage.Encode(Values.Rows, pixels, palette, scale)))
        );
        new ColourBar
        {
            Limit = limit,
            Low = HasNegative ? null : 0,
            Name = ScaleName,
            Map = DivergingMap.Areas,
            Missing = Values.AsSpan().ContainsAnyExceptInRange(double.MinValue, double.MaxValue),
        }.Draw(svg, id, area.Left + area.Width + 18, area.Top, 240);
    }
}
