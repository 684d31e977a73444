using Gyrus.Report.Drawing;
using static System.FormattableString;

namespace Gyrus.Report.Figures;

/// <content>The drawing.</content>
public sealed partial record MatrixPlot
{
    private const int MostCellsWithTooltip = 60;
    private const int MostNamesShown = 60;
    private const double LongestLabel = 150;
    private const double Strip = 5;
    private const byte NoColour = 0;

    private sealed record Layout(double Cell, double Left, double Bottom, double FontSize)
    {
        public int Rows { get; init; }

        public int Columns { get; init; }

        public double Width => Cell * Columns;

        public double Height => Cell * Rows;
    }

    private IReadOnlyList<string> ColumnNames => ColumnLabels.Count > 0 || !IsSquare ? ColumnLabels : Labels;

    private bool HasNetworks => IsSquare && Networks.Count == Values.Rows && Values.Rows > 0;

    private bool NamesNetworks => HasNetworks && Values.Rows > MostNamesShown && ScatteredNetworks.Length == 0;

    private static void CheckCount(IReadOnlyCollection<string?> names, int expected, string what)
    {
        if (names.Count != 0 && names.Count != expected)
        {
            throw new ArgumentException(Invariant($"Expected {what} ({expected}), but got {names.Count}."));
        }
    }

    private Layout Measure()
    {
        CheckCount(Labels, Values.Rows, "one label per row");
        CheckCount(ColumnLabels, Values.Columns, "one label per column");
        CheckCount(Networks, Values.Rows, "one network per row");
        int most = Math.Max(1, Math.Max(Values.Rows, Values.Columns));
        double cell = most <= 560 ? Math.Clamp(560 / most, 1, 28) : 560.0 / most;
        double font = NamesNetworks ? Lettering.Label : Math.Clamp(cell - 1, 8, Lettering.Label);
        double names = Longest(NamesNetworks ? NetworkRuns().Select(r => r.Name) : Labels, font);
        double columns = Longest(NamesNetworks ? NetworkRuns().Select(r => r.Name) : ColumnNames, font);
        double strip = HasNetworks ? Strip + 3 : 0;
        return new Layout(cell, Margin + names + 6 + strip, columns + 8 + strip, font)
        {
            Rows = Values.Rows,
            Columns = Values.Columns,
        };
    }

    private static double Longest(IEnumerable<string> labels, double font) =>
        Math.Min(LongestLabel, labels.Select(l => Lettering.Width(l, font)).DefaultIfEmpty(0).Max());

    private List<(int Start, int Count, string Name)> NetworkRuns()
    {
        var runs = new List<(int Start, int Count, string Name)>();
        for (int i = 0; i < Networks.Count; i++)
        {
            string name = Networks[i] ?? "";
            if (runs.Count > 0 && runs[^1].Name == name)
            {
                runs[^1] = runs[^1] with { Count = runs[^1].Count + 1 };
            }
            else
            {
                runs.Add((i, 1, name));
            }
        }

        return runs;
    }

    private double TreeSpace => Tree is null ? 0 : TreeWidth;

    /// <summary>Networks that do not lie side by side are named by their colours.</summary>
    private string[] ScatteredNetworks =>
        HasNetworks && NetworkRuns().Count > Networks.Distinct().Count() ? NetworkOrder.Of(Networks) : [];

    private double LegendHeight(Layout at) =>
        ScatteredNetworks is { Length: > 0 } names ? 10 + Legend.HeightOf(names, LegendWidth(at)) : 0;

    private double LegendWidth(Layout at) => at.Width + TreeSpace + ColourBar.Space;

    private protected override (double Width, double Height) Size()
    {
        Layout at = Measure();
        return (
            Math.Max(240, at.Left + at.Width + TreeSpace + ColourBar.Space + Margin),
            Top + Math.Max(at.Height, ColourBar.LeastLength) + at.Bottom + LegendHeight(at) + Margin
        );
    }

    private protected override void Content(MarkupWriter svg, string id, bool onPage)
    {
        Layout at = Measure();
        if (at.Rows == 0 || at.Columns == 0)
        {
            svg.Text(Margin, Top + 16, "No values.", ("fill", Rgb.Axis));
            return;
        }

        double limit = ScaleLimit();
        if (!onPage && Math.Max(at.Rows, at.Columns) <= MostCellsWithTooltip)
        {
            DrawCells(svg, at, limit);
        }
        else
        {
            DrawImage(svg, at, limit, id, onPage);
        }

        DrawNetworks(svg, at);
        svg.Element(
            "rect",
            [
                ("x", at.Left),
                ("y", Top),
                ("width", at.Width),
                ("height", at.Height),
                ("fill", "none"),
                ("stroke", Rgb.Axis),
                ("stroke-width", 0.75),
            ]
        );
        DrawLabels(svg, at);
        DrawTree(svg, at);
        Legend.Draw(svg, ScatteredNetworks, at.Left, Top + at.Height + at.Bottom + 10, LegendWidth(at));
        new ColourBar
        {
            Limit = limit,
            Name = ScaleName,
            Map = DivergingMap.Areas,
            Clipped = LargestOf(withDiagonal: true) > limit * (1 + 1e-12),
            Missing = Values.AsSpan().ContainsAnyExceptInRange(double.MinValue, double.MaxValue),
        }.Draw(
            svg,
            id,
            at.Left + at.Width + TreeSpace + 18,
            Top,
            Math.Max(ColourBar.LeastLength, Math.Min(at.Height, 260))
        );
    }

    private void DrawCells(MarkupWriter svg, Layout at, double limit)
    {
        svg.Open("g", ("shape-rendering", "crispEdges"));
        for (int i = 0; i < at.Rows; i++)
        {
            for (int j = 0; j < at.Columns; j++)
            {
                svg.Hover(
                    "rect",
                    $"{Name(Labels, i)} – {Name(ColumnNames, j)}: {Ticks.Label(Values[i, j])}",
                    ("x", at.Left + (j * at.Cell)),
                    ("y", Top + (i * at.Cell)),
                    ("width", at.Cell),
                    ("height", at.Cell),
                    ("fill", DivergingMap.Areas.At(Shown(i, j), limit))
                );
            }
        }

        svg.Close();
    }

    private void DrawImage(MarkupWriter svg, Layout at, double limit, string id, bool onPage)
    {
        byte[] pixels = Pixels(limit);
        bool mirrored = onPage && IsSymmetric() && !pixels.Contains(NoColour);
        if (mirrored)
        {
            for (int i = 0; i < at.Rows; i++)
            {
                pixels.AsSpan((i * at.Columns) + i + 1, at.Columns - i - 1).Clear(); // NoColour
            }
        }

        // A page stays small; a file keeps its edges in programs that smooth images.
        int scale = onPage ? 1 : Math.Clamp(480 / Math.Max(at.Rows, at.Columns), 1, 8);
        Rgb[] palette = [Rgb.Missing, .. DivergingMap.Areas.Colours];
        byte[] png = PngImage.Encode(at.Columns, pixels, palette, scale, isFirstClear: mirrored);
        List<MarkupAttribute> attributes =
        [
            ("x", at.Left),
            ("y", Top),
            ("width", at.Width),
            ("height", at.Height),
            ("preserveAspectRatio", "none"),
            ("image-rendering", "pixelated"),
            ("href", PngImage.ToDataAddress(png)),
        ];
        if (onPage)
        {
            attributes.AddRange(StoredValues(pixels, limit, isTriangle: mirrored));
        }

        if (mirrored)
        {
            // What is above the diagonal is the mirror image of what is below it.
            (string left, string top) = (MarkupWriter.Number(at.Left - Top), MarkupWriter.Number(Top - at.Left));
            attributes.Insert(0, ("id", id + "-half"));
            svg.Element("image", [.. attributes]);
            svg.Element("use", ("href", $"#{id}-half"), ("transform", $"matrix(0 1 1 0 {left} {top})"));
        }
        else
        {
            svg.Element("image", [.. attributes]);
        }
    }

    /// <summary>Row after row: 1 + the index of the colour, or <see cref="NoColour"/> where a value is missing.</summary>
    private byte[] Pixels(double limit)
    {
        byte[] pixels = new byte[Values.Rows * Values.Columns];
        for (int i = 0; i < pixels.Length; i++)
        {
            double value = Shown(i / Values.Columns, i % Values.Columns);
            pixels[i] = double.IsNaN(value) ? NoColour : (byte)(1 + DivergingMap.IndexOf(value, limit));
        }

        return pixels;
    }

    private static string Name(IReadOnlyList<string> names, int index) =>
        index < names.Count ? names[index] : MarkupWriter.Number(index + 1);

    private void DrawNetworks(MarkupWriter svg, Layout at)
    {
        if (!HasNetworks)
        {
            return;
        }

        var runs = NetworkRuns();
        string[] distinct = NetworkOrder.Of(runs.Select(r => r.Name));
        foreach ((int start, int count, string name) in runs)
        {
            int place = Array.IndexOf(distinct, name);
            Rgb colour = place < 0 ? Rgb.Missing : Categories.At(place);
            (double from, double length) = (start * at.Cell, count * at.Cell);
            svg.Hover(
                "rect",
                name,
                ("x", at.Left - Strip - 3),
                ("y", Top + from),
                ("width", Strip),
                ("height", length),
                ("fill", colour)
            );
            svg.Hover(
                "rect",
                name,
                ("x", at.Left + from),
                ("y", Top + at.Height + 3),
                ("width", length),
                ("height", Strip),
                ("fill", colour)
            );
            if (start > 0 && runs.Count <= at.Rows / 2)
            {
                svg.Line(
                    at.Left,
                    Top + from,
                    at.Left + at.Width,
                    Top + from,
                    ("stroke", Rgb.Black),
                    ("stroke-width", 0.6)
                );
                svg.Line(
                    at.Left + from,
                    Top,
                    at.Left + from,
                    Top + at.Height,
                    ("stroke", Rgb.Black),
                    ("stroke-width", 0.6)
                );
            }
        }
    }

    private void DrawLabels(MarkupWriter svg, Layout at)
    {
        double gap = HasNetworks ? Strip + 8 : 5;
        svg.Open("g", ("font-size", at.FontSize), ("text-anchor", "end"));
        foreach ((double centre, string name) in Named(Labels, at))
        {
            Label(svg, name, at.FontSize, ("x", at.Left - gap), ("y", Top + centre), ("dy", "0.35em"));
        }

        foreach ((double centre, string name) in Named(ColumnNames, at))
        {
            string place =
                $"translate({MarkupWriter.Number(at.Left + centre)} {MarkupWriter.Number(Top + at.Height + gap)}) rotate(-90)";
            Label(svg, name, at.FontSize, ("transform", place), ("dy", "0.35em"));
        }

        svg.Close();
    }

    /// <summary>The labels that fit: all, every n-th, or the networks of a large matrix.</summary>
    private IEnumerable<(double Centre, string Name)> Named(IReadOnlyList<string> names, Layout at)
    {
        if (NamesNetworks)
        {
            return NetworkRuns()
                .Where(r => r.Count * at.Cell >= at.FontSize)
                .Select(r => ((r.Start + (0.5 * r.Count)) * at.Cell, r.Name));
        }

        int step = Math.Max(1, (int)Math.Ceiling((at.FontSize + 0.5) / at.Cell));
        return Enumerable.Range(0, names.Count).Where(i => i % step == 0).Select(i => ((i + 0.5) * at.Cell, names[i]));
    }

    private static void Label(
        MarkupWriter svg,
        string name,
        double font,
        params ReadOnlySpan<MarkupAttribute> attributes
    )
    {
        string shown = Lettering.Fit(name, font, LongestLabel);
        if (shown == name)
        {
            svg.TextElement("text", shown, attributes);
            return;
        }

        svg.Open("g");
        svg.TextElement("title", name);
        svg.TextElement("text", shown, attributes);
        svg.Close();
    }
}
