using System.Text.RegularExpressions;
using Gyrus.Numerics;
using Gyrus.Report.Drawing;
using Gyrus.Signals;
using static System.FormattableString;

namespace Gyrus.Report.Figures;

/// <summary>A connectome seen through a glass brain: regions at their MNI coordinates, edges coloured by sign and size.</summary>
/// <remarks>
/// Regions without a centre are left out and counted in the description. Node area grows with strength, the sum of |a|
/// over the shown edges; a region without a shown edge is a small ring. Colours are those of the networks, where known.
/// </remarks>
public sealed partial record GlassBrain : Figure
{
    /// <summary>Gets the connectome. Shape: regions × regions, symmetric; only the strict lower triangle is read.</summary>
    public required Matrix Values { get; init; }

    /// <summary>Gets the regions, one per row; centres in millimetres of MNI space.</summary>
    public required IReadOnlyList<Region> Regions { get; init; }

    /// <summary>Gets which edges are shown. Default: every edge that is not zero.</summary>
    public EdgeThreshold Threshold { get; init; } = EdgeThreshold.None;

    /// <summary>Gets the views, in the order drawn. Default: left, coronal, right, axial.</summary>
    public IReadOnlyList<BrainView> Views
    {
        get;
        init => field = PlotCheck.Views(value);
    } = [BrainView.Left, BrainView.Coronal, BrainView.Right, BrainView.Axial];

    /// <summary>Gets the value m of the colour scale −m … m. Default: the largest |value| shown.</summary>
    public double? Limit
    {
        get;
        init => field = PlotCheck.Limit(value);
    }

    /// <summary>Gets the colour of each node, as #rgb or #rrggbb. Default: that of its network, or dark grey.</summary>
    public IReadOnlyList<string> NodeColours
    {
        get;
        init =>
            field = value.FirstOrDefault(c => !HexColour().IsMatch(c)) is { } other
                ? throw new ArgumentException($"A colour of a node must be #rgb or #rrggbb, but was '{other}'.")
                : value;
    } = [];

    /// <summary>Gets the size of each node, at least 0, proportional to its area. Default: the sum of |a| over its shown edges.</summary>
    public IReadOnlyList<double> NodeSizes { get; init; } = [];

    /// <summary>Gets how many nodes get their names, the largest first; a name without a free place is left out. Default: none.</summary>
    public int LabelledNodes
    {
        get;
        init => field = PlotCheck.Names(value);
    }

    /// <summary>Gets what the colours mean, such as "partial correlation". Default: no name.</summary>
    public string ScaleName { get; init; } = "";

    /// <summary>Reads a set of views: "ortho", or letters of l, r, x, y, z such as "lyrz" and "xz".</summary>
    /// <exception cref="FormatException">The text names no set of views.</exception>
    public static IReadOnlyList<BrainView> ParseViews(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string letters = text == "ortho" ? "xyz" : text;
        FormatException Unknown() =>
            new($"Views must be 'ortho' or letters of l, r, x, y, z, each once (such as lyrz), but were '{text}'.");
        if (letters.Length == 0 || letters.Distinct().Count() != letters.Length)
        {
            throw Unknown();
        }

        return
        [
            .. letters.Select(letter =>
                letter switch
                {
                    'l' => BrainView.Left,
                    'r' => BrainView.Right,
                    'x' => BrainView.Sagittal,
                    'y' => BrainView.Coronal,
                    'z' => BrainView.Axial,
                    _ => throw Unknown(),
                }
            ),
        ];
    }

    [GeneratedRegex("^#([0-9a-fA-F]{3}|[0-9a-fA-F]{6})$")]
    private static partial Regex HexColour();

    /// <summary>The edges above the threshold between regions that have a place, weakest first.</summary>
    internal IReadOnlyList<Edge> ShownEdges()
    {
        if (Values.Rows != Regions.Count)
        {
            throw new ArgumentException(
                Invariant($"Expected a matrix of {Regions.Count} regions, but got {Values.Rows} × {Values.Columns}.")
            );
        }

        RequireOnePerRegion(NodeColours.Count, "colour");
        RequireOnePerRegion(NodeSizes.Count, "size");
        return
        [
            .. Threshold
                .EdgesOf(Values)
                .Where(e => Regions[e.First].Centre is not null && Regions[e.Second].Centre is not null),
        ];
    }

    private void RequireOnePerRegion(int count, string what)
    {
        if (count != 0 && count != Regions.Count)
        {
            throw new ArgumentException(
                Invariant($"Expected one {what} per region ({Regions.Count}), but got {count}.")
            );
        }
    }

    /// <summary>The sizes of the nodes: those given, else Σ|a| over their shown edges.</summary>
    internal double[] Sizes(IReadOnlyList<Edge> edges) =>
        NodeSizes.Count > 0
            ? [.. NodeSizes.Select(s => double.IsFinite(s) ? Math.Max(0, s) : 0)]
            : NodeStrengths.Of(edges, Regions.Count);

    /// <summary>The end m of the scale −m … m.</summary>
    internal double ScaleLimit(IReadOnlyList<Edge> edges)
    {
        double limit = Limit ?? edges.Select(e => Math.Abs(e.Value)).Where(double.IsFinite).DefaultIfEmpty(1).Max();
        return limit > 0 ? limit : 1;
    }

    private protected override string Describe()
    {
        var edges = ShownEdges();
        int placeless = Regions.Count(r => r.Centre is null);
        string text = Invariant(
            $"{Wording.Count(edges.Count, "edge")} between {Wording.Count(Regions.Count, "region")}, |value| at least {Ticks.Label(Threshold.ValueFor(Values))} (threshold {Threshold})"
        );
        text += Invariant($": {edges.Count(e => e.Value > 0)} positive, {edges.Count(e => e.Value < 0)} negative.");
        text +=
            placeless > 0 ? Invariant($" Without coordinates and left out: {Wording.Count(placeless, "region")}.") : "";
        string strongest = string.Join(
            "; ",
            edges
                .Reverse()
                .Take(3)
                .Select(e => Invariant($"{Regions[e.First].Name} – {Regions[e.Second].Name} {Ticks.Label(e.Value)}"))
        );
        return strongest.Length == 0 ? text : $"{text} Strongest: {strongest}.";
    }
}
