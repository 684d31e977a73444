using Gyrus.Report.Drawing;
using static System.FormattableString;

namespace Gyrus.Report.Figures;

/// <summary>Two connectomes of the same regions, one above the other, with one scale of colours and one of node sizes.</summary>
/// <remarks>Each keeps its own threshold and title; the views, the limit and the name of the scale are those of the first.</remarks>
public sealed record GlassBrainPair : Figure
{
    private const double SubtitleHeight = 20;

    /// <summary>Gets the upper connectome.</summary>
    public required GlassBrain First { get; init; }

    /// <summary>Gets the lower connectome.</summary>
    public required GlassBrain Second { get; init; }

    private (BrainPanels First, BrainPanels Second) Arrange()
    {
        var first = BrainPanels.Arrange(First.Views, Margin, Top + SubtitleHeight + 14);
        return (first, BrainPanels.Arrange(First.Views, Margin, first.Bottom + SubtitleHeight + 14));
    }

    private static double LegendWidth(BrainPanels at) => at.Width + 12 + ColourBar.Space;

    private string[] NetworkNames() => First.NetworkNames();

    private protected override (double Width, double Height) Size()
    {
        BrainPanels at = Arrange().Second;
        return ((2 * Margin) + LegendWidth(at), at.Bottom + Legend.HeightOf(NetworkNames(), LegendWidth(at)) + 8);
    }

    private protected override string Describe()
    {
        HashSet<(int, int)> first = [.. First.ShownEdges().Select(e => (e.First, e.Second))];
        HashSet<(int, int)> second = [.. Second.ShownEdges().Select(e => (e.First, e.Second))];
        int both = first.Count(second.Contains);
        return Invariant(
            $"Two connectomes at one scale. {First.Title}: {Wording.Count(first.Count, "edge")}; {Second.Title}: {Wording.Count(second.Count, "edge")}; in both: {both}."
        );
    }

    private protected override void Content(MarkupWriter svg, string id, bool onPage)
    {
        (BrainPanels first, BrainPanels second) = Arrange();
        Edge[] edges = [.. First.ShownEdges().Concat(Second.ShownEdges()).OrderBy(e => Math.Abs(e.Value))];
        double limit = First.ScaleLimit(edges);
        double largest = First
            .Sizes(First.ShownEdges())
            .Concat(Second.Sizes(Second.ShownEdges()))
            .DefaultIfEmpty(0)
            .Max();
        DrawOne(svg, First, first, (limit, largest));
        DrawOne(svg, Second with { Views = First.Views }, second, (limit, largest));
        if (edges.Length > 0)
        {
            First
                .Bar(edges, limit)
                .Draw(svg, id, Margin + first.Width + 18, first.Panels[0].Y, Math.Min(200, first.Panels[0].Height));
        }

        Legend.Draw(svg, NetworkNames(), Margin, second.Bottom, LegendWidth(second));
    }

    private static void DrawOne(
        MarkupWriter svg,
        GlassBrain brain,
        BrainPanels at,
        (double Limit, double Largest) scale
    )
    {
        double top = at.Panels.Min(p => p.Y) - 12;
        string title = Lettering.Fit(brain.Title, 12 * 1.1, at.Width);
        svg.Text(Margin, top, title, ("font-size", 12), ("font-weight", "600"));
        brain.DrawPanels(svg, at.Panels, scale.Limit, scale.Largest);
    }
}
