using Gyrus.Covariance;
using Gyrus.Report.Drawing;
using static System.FormattableString;

namespace Gyrus.Report.Figures;

/// <summary>The search for a penalty: test log-likelihood over α on a logarithmic axis, mean and folds, the choice marked.</summary>
/// <remarks>
/// Scores that are not finite are left out and counted. Darker points belong to later refinements of the grid. Where a
/// grid was refined, a second panel shows the means of the refined range alone, on a scale of its own.
/// </remarks>
public sealed record CrossValidationPlot : Figure
{
    private const double PlotWidth = 460;
    private const double CloseWidth = 250;
    private const double PlotHeight = 300;

    /// <summary>Gets every penalty tried.</summary>
    public required IReadOnlyList<PenaltyScore> Scores { get; init; }

    /// <summary>Gets the penalty chosen.</summary>
    public required double Chosen { get; init; }

    private PenaltyScore[] Sorted => [.. Scores.OrderBy(s => s.Penalty).ThenBy(s => s.Refinement)];

    private static double MeanOf(PenaltyScore score) => score.FoldScores.Count == 0 ? double.NaN : score.MeanScore;

    private PlotArea Area()
    {
        var across = Axis.Around([.. Scores.Select(s => s.Penalty), Chosen], 0.05, isLogarithmic: true) with
        {
            Name = "penalty α",
        };
        var up = Axis.Around(Scores.SelectMany(s => s.FoldScores.Append(MeanOf(s))), 0.08) with
        {
            Name = "test log-likelihood",
        };
        return new PlotArea(Margin + PlotArea.RoomFor(up), Top + 14, PlotWidth, PlotHeight, across, up);
    }

    /// <summary>The panel of the refined range, or null where there is none.</summary>
    private PlotArea? CloseArea(PlotArea area)
    {
        PenaltyScore[] refined =
        [
            .. Scores.Where(s => s.Refinement > 0 && s.Penalty > 0 && double.IsFinite(MeanOf(s))),
        ];
        if (refined.Length < 3)
        {
            return null;
        }

        var across = Axis.Around(refined.Select(s => s.Penalty), 0.06, isLogarithmic: true) with
        {
            Name = "penalty α, refined range",
        };
        var up = Axis.Around(refined.Select(MeanOf), 0.1) with { Name = "mean" };
        double left = area.Left + area.Width + 22 + PlotArea.RoomFor(up);
        return new PlotArea(left, area.Top, CloseWidth, area.Height, across, up);
    }

    private protected override (double Width, double Height) Size()
    {
        PlotArea area = Area();
        PlotArea last = CloseArea(area) ?? area;
        return (last.Left + last.Width + Margin, area.Bottom + 44 + 20 + Margin);
    }

    private protected override string Describe()
    {
        int missing = Scores.Sum(s => s.FoldScores.Count(f => !double.IsFinite(f)));
        int refinements = Scores.Select(s => s.Refinement).DefaultIfEmpty(-1).Max() + 1;
        string best = Scores.Where(s => double.IsFinite(MeanOf(s))).OrderByDescending(MeanOf).FirstOrDefault()
            is { } top
            ? Invariant(
                $" The largest mean score is {Ticks.Label(top.MeanScore, 7)} at α = {Ticks.Label(top.Penalty)}."
            )
            : "";
        return Invariant(
                $"Penalties tried: {Scores.Count} in {Wording.Count(refinements, "grid")}, with {Wording.Count(Scores.Select(s => s.FoldScores.Count).DefaultIfEmpty(0).Max(), "fold")}; chosen α = {Ticks.Label(Chosen)}."
            )
            + best
            + (missing > 0 ? Invariant($" Not finite and left out: {Wording.Count(missing, "fold score")}.") : "");
    }

    private protected override void Content(MarkupWriter svg, string id, bool onPage)
    {
        PlotArea area = Area();
        PenaltyScore[] sorted = Sorted;
        double[] penalties = [.. sorted.Select(s => s.Penalty)];
        area.DrawAxes(svg);
        DrawFolds(svg, area, sorted, penalties);
        DrawMeans(svg, area, sorted);
        if (CloseArea(area) is { } close)
        {
            close.DrawAxes(svg);
            DrawMeans(svg, close, sorted);
        }

        DrawLegend(svg, area);
    }

    private void DrawMeans(MarkupWriter svg, PlotArea area, PenaltyScore[] sorted)
    {
        double[] penalties = [.. sorted.Select(s => s.Penalty)];
        DrawChoice(svg, area);
        svg.Element(
            "path",
            ("d", area.PathOf(penalties, [.. sorted.Select(MeanOf)])),
            ("fill", "none"),
            ("stroke", Rgb.Of(0x24507a)),
            ("stroke-width", 1.6),
            ("stroke-linejoin", "round")
        );
        DrawPoints(svg, area, sorted);
    }

    private static void DrawFolds(MarkupWriter svg, PlotArea area, PenaltyScore[] sorted, double[] penalties)
    {
        int folds = sorted.Select(s => s.FoldScores.Count).DefaultIfEmpty(0).Max();
        svg.Open("g", ("fill", "none"), ("stroke", "#b9c4cf"), ("stroke-width", 0.9), ("stroke-linejoin", "round"));
        for (int f = 0; f < folds; f++)
        {
            double[] scores = [.. sorted.Select(s => f < s.FoldScores.Count ? s.FoldScores[f] : double.NaN)];
            svg.Hover("path", Invariant($"fold {f + 1}"), ("d", area.PathOf(penalties, scores)));
        }

        svg.Close();
    }

    private void DrawChoice(MarkupWriter svg, PlotArea area)
    {
        if (!area.Across.CanShow(Chosen))
        {
            return;
        }

        double x = area.X(Chosen);
        svg.Line(
            x,
            area.Top,
            x,
            area.Bottom,
            ("stroke", Rgb.Of(0xa23b2a)),
            ("stroke-width", 1),
            ("stroke-dasharray", "4 3")
        );
        string anchor =
            x < area.Left + 60 ? "start"
            : x > area.Left + area.Width - 60 ? "end"
            : "middle";
        svg.Text(
            x,
            area.Top - 5,
            "chosen α = " + Ticks.Label(Chosen),
            ("text-anchor", anchor),
            ("font-size", 10.5),
            ("fill", Rgb.Of(0xa23b2a))
        );
    }

    private static void DrawPoints(MarkupWriter svg, PlotArea area, PenaltyScore[] sorted)
    {
        svg.Open("g", ("stroke", Rgb.Of(0x24507a)), ("stroke-width", 1));
        foreach (PenaltyScore score in sorted.OrderBy(s => s.Refinement))
        {
            if (!area.Across.CanShow(score.Penalty) || !area.Up.CanShow(MeanOf(score)))
            {
                continue;
            }

            svg.Hover(
                "circle",
                Invariant(
                    $"α = {Ticks.Label(score.Penalty)}, mean {Ticks.Label(score.MeanScore, 7)}, grid {score.Refinement + 1}"
                ),
                ("cx", area.X(score.Penalty)),
                ("cy", area.Y(MeanOf(score))),
                ("r", 3.4),
                ("fill", Shade(score.Refinement))
            );
        }

        svg.Close();
    }

    private void DrawLegend(MarkupWriter svg, PlotArea area)
    {
        double y = area.Bottom + 54;
        double x = area.Left;
        svg.Open("g", ("font-size", 10));
        svg.Line(x, y, x + 18, y, ("stroke", "#b9c4cf"), ("stroke-width", 0.9));
        svg.Text(x + 24, y, "one fold", ("dy", "0.35em"));
        svg.Line(x + 88, y, x + 106, y, ("stroke", Rgb.Of(0x24507a)), ("stroke-width", 1.6));
        svg.Text(x + 112, y, "mean of the folds", ("dy", "0.35em"));
        x += 226;
        foreach (int refinement in Scores.Select(s => s.Refinement).Distinct().Order().Take(5))
        {
            svg.Element(
                "circle",
                [("cx", x), ("cy", y), ("r", 3.4), ("fill", Shade(refinement)), ("stroke", Rgb.Of(0x24507a))]
            );
            svg.Text(x + 8, y, Invariant($"grid {refinement + 1}"), ("dy", "0.35em"));
            x += 62;
        }

        svg.Close();
    }

    private static Rgb Shade(int refinement) =>
        Oklch.ToRgb(Math.Max(0.42, 1 - (0.19 * refinement)), refinement == 0 ? 0 : 0.09, 250);
}
