using Gyrus.Numerics;
using Gyrus.Report.Drawing;
using Gyrus.Signals;
using static System.FormattableString;

namespace Gyrus.Report.Figures;

/// <summary>One value per region, as coloured nodes in a glass brain: node strengths, loadings, any statistic.</summary>
/// <remarks>Values of one sign run from 0 to the limit; of both signs, from −limit to limit. What is not finite is grey.</remarks>
public sealed record MarkerPlot : Figure
{
    private const double BarGap = 12;

    /// <summary>Gets the regions; centres in millimetres of MNI space. A region without a centre is left out.</summary>
    public required IReadOnlyList<Region> Regions { get; init; }

    /// <summary>Gets the values, one per region.</summary>
    public required IReadOnlyList<double> Values { get; init; }

    /// <summary>Gets the views, in the order drawn. Default: left, coronal, right, axial.</summary>
    public IReadOnlyList<BrainView> Views
    {
        get;
        init => field = PlotCheck.Views(value);
    } = [BrainView.Left, BrainView.Coronal, BrainView.Right, BrainView.Axial];

    /// <summary>Gets the end of the colour scale. Default: the largest |value|.</summary>
    public double? Limit
    {
        get;
        init => field = PlotCheck.Limit(value);
    }

    /// <summary>Gets how many nodes get their names, the largest |value| first. Default: none.</summary>
    public int LabelledNodes
    {
        get;
        init => field = PlotCheck.Names(value);
    }

    /// <summary>Gets what the colours mean. Default: no name.</summary>
    public string ScaleName { get; init; } = "";

    /// <summary>The strength of each node: Σ|a| over its edges above a threshold.</summary>
    /// <exception cref="ArgumentException">The matrix has not one row per region.</exception>
    public static MarkerPlot OfStrengths(
        string title,
        Matrix matrix,
        IReadOnlyList<Region> regions,
        EdgeThreshold threshold
    )
    {
        ArgumentNullException.ThrowIfNull(matrix);
        ArgumentNullException.ThrowIfNull(regions);
        return matrix.Rows == regions.Count
            ? new MarkerPlot
            {
                Title = title,
                Regions = regions,
                Values = NodeStrengths.Of(threshold.EdgesOf(matrix), regions.Count),
                ScaleName = "node strength",
            }
            : throw new ArgumentException(
                Invariant($"Expected a matrix of {regions.Count} regions, but got {matrix.Rows} × {matrix.Columns}.")
            );
    }

    private double ScaleLimit
    {
        get
        {
            double limit = Limit ?? Values.Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty(1).Max();
            return limit > 0 ? limit : 1;
        }
    }

    private BrainPanels Arrange() => BrainPanels.Arrange(Views, Margin, Top + 14);

    private protected override (double Width, double Height) Size()
    {
        BrainPanels at = Arrange();
        return ((2 * Margin) + at.Width + BarGap + ColourBar.Space, at.Bottom + 8);
    }

    private protected override string Describe()
    {
        RequireOneValuePerRegion();
        double[] finite = [.. Values.Where(double.IsFinite)];
        int placeless = Regions.Count(r => r.Centre is null);
        string range =
            finite.Length == 0
                ? "none is a number."
                : Invariant($"from {Ticks.Label(finite.Min())} to {Ticks.Label(finite.Max())}.");
        string largest = string.Join(
            "; ",
            ByStrength().Take(3).Select(i => $"{Regions[i].Name} {Ticks.Label(Values[i])}")
        );
        return Invariant($"Values of {Wording.Count(Regions.Count, "region")}, {range}")
            + (largest.Length > 0 ? $" Largest: {largest}." : "")
            + (
                placeless > 0
                    ? Invariant($" Without coordinates and left out: {Wording.Count(placeless, "region")}.")
                    : ""
            );
    }

    private void RequireOneValuePerRegion()
    {
        if (Values.Count != Regions.Count)
        {
            throw new ArgumentException(
                Invariant($"Expected one value per region ({Regions.Count}), but got {Values.Count}.")
            );
        }
    }

    private IEnumerable<int> ByStrength() =>
        Enumerable
            .Range(0, Regions.Count)
            .Where(i => double.IsFinite(Values[i]))
            .OrderByDescending(i => Math.Abs(Values[i]));

    private protected override void Content(MarkupWriter svg, string id, bool onPage)
    {
        BrainPanels at = Arrange();
        foreach (BrainPanel panel in at.Panels)
        {
            panel.DrawOutline(svg);
            DrawNodes(svg, panel);
            panel.DrawSigns(svg);
        }

        double limit = ScaleLimit;
        new ColourBar
        {
            Limit = limit,
            Low = Values.Any(v => v < 0) ? -limit : 0,
            Map = DivergingMap.Lines,
            Name = ScaleName,
            Clipped = Values.Any(v => Math.Abs(v) > limit * (1 + 1e-12)),
            Missing = Values.Any(v => !double.IsFinite(v)),
        }.Draw(svg, id, Margin + at.Width + 18, at.Panels[0].Y, Math.Min(180, at.Panels[0].Height - 30));
    }

    private void DrawNodes(MarkupWriter svg, BrainPanel panel)
    {
        double limit = ScaleLimit;
        var drawn = new List<NodeLabels.Node>();
        svg.Open("g", ("stroke", Rgb.White), ("stroke-width", 0.8));
        int[] order = [.. ByStrength()];
        foreach (int i in Enumerable.Range(0, Regions.Count).Except(order).Concat(order.Reverse()))
        {
            if (Regions[i].Centre is not { } centre || !panel.Shows(centre))
            {
                continue;
            }

            bool isNumber = double.IsFinite(Values[i]);
            (double x, double y) = panel.Place(centre);
            double radius = isNumber ? 2.4 + (3.2 * Math.Sqrt(Math.Min(1, Math.Abs(Values[i]) / limit))) : 2.4;
            drawn.Add(new NodeLabels.Node(Regions[i].Name, x, y, radius));
            svg.Hover(
                "circle",
                $"{Regions[i].Name}: {Ticks.Label(Values[i])}",
                ("cx", Math.Round(x, 1)),
                ("cy", Math.Round(y, 1)),
                ("r", Math.Round(radius, 1)),
                ("fill", isNumber ? DivergingMap.Lines.At(Values[i], limit) : Rgb.Missing)
            );
        }

        svg.Close();
        drawn.Reverse();
        NodeLabels.Draw(svg, panel, drawn, LabelledNodes);
    }
}
