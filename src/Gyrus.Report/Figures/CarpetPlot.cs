using Gyrus.Report.Drawing;
using Gyrus.Signals;
using static System.FormattableString;

namespace Gyrus.Report.Figures;

/// <summary>Every region's signal as a row of greys over time, z-scored per region and cut at ±2; traces above it if given.</summary>
/// <remarks>
/// Rows are grouped by network where known. Values that are not finite are white. More samples than fit are averaged in bins.
/// Source: Power (2017), NeuroImage 154:150, doi:10.1016/j.neuroimage.2016.08.009.
/// </remarks>
public sealed record CarpetPlot : Figure
{
    private const double PlotWidth = 620;
    private const double TraceHeight = 64;
    private const double Cut = 2;
    private const int MostColumns = 1240;

    /// <summary>Steps of 4/14 standard deviations: finer ones are not told apart in a row of noise, and cost much in a page.</summary>
    private const int Greys = 15;

    /// <summary>Gets the signals.</summary>
    public required RegionSignals Signals { get; init; }

    /// <summary>Gets traces drawn above the carpet, such as framewise displacement: one value per sample.</summary>
    /// <remarks>Each trace has a panel; its name is the name of the vertical axis.</remarks>
    public IReadOnlyList<LineSeries> Traces { get; init; } = [];

    /// <summary>A trace with one value per volume, at the times of the volumes of <paramref name="signals"/>.</summary>
    /// <exception cref="ArgumentException">There is not one value per volume.</exception>
    public static LineSeries TraceOf(string name, IReadOnlyList<double> values, RegionSignals signals)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentNullException.ThrowIfNull(signals);
        if (values.Count != signals.Samples)
        {
            throw new ArgumentException(
                Invariant($"Expected one value per volume ({signals.Samples}) in '{name}', but got {values.Count}.")
            );
        }

        double step = signals.RepetitionTimeSeconds ?? 1;
        return new LineSeries(name, [.. Enumerable.Range(0, values.Count).Select(t => t * step)], values);
    }

    private bool HasSeconds => Signals.RepetitionTimeSeconds is not null;

    private Axis Time =>
        new()
        {
            Low = 0,
            High = Math.Max(1, Signals.Samples) * (Signals.RepetitionTimeSeconds ?? 1),
            Name = HasSeconds ? "time (s)" : "volume",
            TickCount = 8,
        };

    private double Left => Margin + Traces.Select(t => PlotArea.RoomFor(UpOf(t))).DefaultIfEmpty(30).Max();

    private double CarpetTop => Top + (Traces.Count * (TraceHeight + 16));

    private double CarpetHeight => Math.Clamp(2.0 * Signals.Regions.Count, 60, 420);

    private static Axis UpOf(LineSeries trace) => Axis.Around(trace.Y, 0.05) with { Name = trace.Name, TickCount = 2 };

    private protected override (double Width, double Height) Size() =>
        (
            Left + PlotWidth + Margin + 8,
            CarpetTop + CarpetHeight + 44 + Legend.HeightOf(Networks(), PlotWidth) + Margin
        );

    private string[] Networks() => NetworkOrder.Of(Signals.Regions.Select(r => r.Network));

    private protected override string Describe() =>
        Invariant($"{Wording.Count(Signals.Regions.Count, "region")} over {Wording.Count(Signals.Samples, "volume")}")
        + (HasSeconds ? Invariant($" of {Ticks.Label(Signals.RepetitionTimeSeconds!.Value)} s") : "")
        + $" ({Signals.Subject}); black is 2 standard deviations below a region's mean, white 2 above.";

    private protected override void Content(MarkupWriter svg, string id, bool onPage)
    {
        for (int k = 0; k < Traces.Count; k++)
        {
            var area = new PlotArea(
                Left,
                Top + (k * (TraceHeight + 16)),
                PlotWidth,
                TraceHeight,
                Time,
                UpOf(Traces[k])
            );
            area.DrawAxes(svg, withAcross: false);
            svg.Element(
                "path",
                ("d", area.PathOf(Traces[k].X, Traces[k].Y)),
                ("fill", "none"),
                ("stroke", Categories.At(k)),
                ("stroke-width", 1.1)
            );
        }

        if (Signals.Samples == 0 || Signals.Regions.Count == 0)
        {
            svg.Text(Left, CarpetTop + 16, "No samples.", ("fill", Rgb.Axis));
            return;
        }

        string[] networks = Networks();
        int[] order = [.. Enumerable.Range(0, Signals.Regions.Count).OrderBy(i => Rank(i, networks))];
        DrawCarpet(svg, order);
        DrawStrips(svg, order, networks);
        DrawTime(svg);
        Legend.Draw(svg, networks, Left, CarpetTop + CarpetHeight + 44, PlotWidth);
    }

    private int Rank(int region, string[] networks) =>
        Signals.Regions[region].Network is { Length: > 0 } network ? Array.IndexOf(networks, network) : networks.Length;

    private void DrawCarpet(MarkupWriter svg, int[] order)
    {
        int columns = Math.Min(Signals.Samples, MostColumns);
        byte[] pixels = new byte[columns * order.Length];
        for (int row = 0; row < order.Length; row++)
        {
            FillRow(Signals.Values.Column(order[row]), pixels.AsSpan(row * columns, columns));
        }

        Rgb[] palette =
        [
            .. Enumerable.Range(0, Greys).Select(g => Oklch.ToRgb(0.15 + (0.82 * g / (Greys - 1)), 0, 0)),
            Rgb.White,
        ];
        svg.Element(
            "image",
            ("x", Left),
            ("y", CarpetTop),
            ("width", PlotWidth),
            ("height", CarpetHeight),
            ("preserveAspectRatio", "none"),
            ("image-rendering", "pixelated"),
            ("href", PngImage.ToDataAddress(PngImage.Encode(columns, pixels, palette)))
        );
    }

    private static void FillRow(ReadOnlySpan<double> signal, Span<byte> row)
    {
        (double mean, double deviation) = MomentsOf(signal);
        for (int c = 0; c < row.Length; c++)
        {
            int from = (int)((long)c * signal.Length / row.Length);
            int to = Math.Max(from + 1, (int)((long)(c + 1) * signal.Length / row.Length));
            double sum = 0;
            foreach (double value in signal[from..to])
            {
                sum += value;
            }

            double z = ((sum / (to - from)) - mean) / deviation;
            row[c] = double.IsFinite(z)
                ? (byte)Math.Round((Greys - 1) * (Math.Clamp(z, -Cut, Cut) + Cut) / (2 * Cut))
                : (byte)Greys;
        }
    }

    private static (double Mean, double Deviation) MomentsOf(ReadOnlySpan<double> signal)
    {
        (int count, double sum, double squares) = (0, 0, 0);
        foreach (double value in signal)
        {
            (count, sum) = double.IsFinite(value) ? (count + 1, sum + value) : (count, sum);
        }

        double mean = sum / Math.Max(1, count);
        foreach (double value in signal)
        {
            squares += double.IsFinite(value) ? (value - mean) * (value - mean) : 0;
        }

        double deviation = Math.Sqrt(squares / Math.Max(1, count - 1));
        return (mean, deviation > 1e-12 * Math.Max(1, Math.Abs(mean)) ? deviation : double.PositiveInfinity);
    }

    private void DrawStrips(MarkupWriter svg, int[] order, string[] networks)
    {
        if (networks.Length == 0)
        {
            return;
        }

        double row = CarpetHeight / order.Length;
        int start = 0;
        foreach (var run in order.GroupBy(i => Rank(i, networks)))
        {
            int count = run.Count();
            Rgb colour = run.Key < networks.Length ? Categories.At(run.Key) : Rgb.Missing;
            svg.Element(
                "rect",
                [
                    ("x", Left - 9),
                    ("y", CarpetTop + (start * row)),
                    ("width", 6),
                    ("height", count * row),
                    ("fill", colour),
                ]
            );
            start += count;
        }
    }

    private void DrawTime(MarkupWriter svg)
    {
        double bottom = CarpetTop + CarpetHeight;
        Axis time = Time;
        svg.Element(
            "rect",
            [
                ("x", Left),
                ("y", CarpetTop),
                ("width", PlotWidth),
                ("height", CarpetHeight),
                ("fill", "none"),
                ("stroke", Rgb.Axis),
                ("stroke-width", 0.75),
            ]
        );
        svg.Open("g", ("font-size", 10), ("text-anchor", "middle"));
        foreach ((double tick, string label) in time.TickMarks())
        {
            double x = Left + (PlotWidth * time.Share(tick));
            svg.Line(x, bottom, x, bottom + 4, ("stroke", Rgb.Axis), ("stroke-width", 0.75));
            svg.Text(x, bottom + 16, label);
        }

        svg.Text(Left + (0.5 * PlotWidth), bottom + 33, time.Name, ("font-size", Lettering.Label));
        string place =
            $"translate({MarkupWriter.Number(Left - 18)} {MarkupWriter.Number(CarpetTop + (0.5 * CarpetHeight))}) rotate(-90)";
        svg.TextElement(
            "text",
            Wording.Count(Signals.Regions.Count, "region"),
            ("transform", place),
            ("font-size", Lettering.Label)
        );
        svg.Close();
    }
}
