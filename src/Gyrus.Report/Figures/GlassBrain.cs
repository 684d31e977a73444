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
        init =>
            field = value is { Count: > 0 } ? value : throw new ArgumentException("Views must name at least one view.");
    } = [BrainView.Left, BrainView.Coronal, BrainView.Right, BrainView.Axial];

    /// <summary>Gets the value m of the colour scale −m … m. Default: the largest |value| shown.</summary>
    public double? Limit
    {
        get;
        init =>
            field =
                value is null || (double.IsFinite(value.Value) && value > 0)
                    ? value
                    : throw new ArgumentOutOfRangeException(
                        nameof(value),
                        Invariant($"Limit must be a positive finite number, but was {value}.")
                    );
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

    private IReadOnlyList<Edge> ShownEdges()
    {
        if (Values.Rows != Regions.Count)
        {
            throw new ArgumentException(
                Invariant($"Expected a matrix of {Regions.Count} regions, but got {Values.Rows} × {Values.Columns}.")
            );
        }

        return
        [
            .. Threshold
                .EdgesOf(Values)
                .Where(e => Regions[e.First].Centre is not null && Regions[e.Second].Centre is not null),
        ];
    }

    private double[] Strengths(IReadOnlyList<Edge> edges)
    {
        double[] strengths = new double[Regions.Count];
        foreach (Edge edge in edges)
        {
            strengths[edge.First] += Math.Abs(edge.Value);
            strengths[edge.Second] += Math.Abs(edge.Value);
        }

        return strengths;
    }

    private double ScaleLimit(IReadOnlyList<Edge> edges)
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
