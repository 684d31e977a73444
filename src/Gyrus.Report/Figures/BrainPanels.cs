namespace Gyrus.Report.Figures;

/// <summary>The views of a glass brain in rows, all at one scale, so that sizes compare.</summary>
/// <param name="Panels">The views.</param>
/// <param name="Width">Of the widest row, without margins.</param>
/// <param name="Bottom">Where the next thing can stand.</param>
internal sealed record BrainPanels(IReadOnlyList<BrainPanel> Panels, double Width, double Bottom)
{
    /// <summary>Room under each row for the names of its views.</summary>
    private const double NameHeight = 26;

    private const double Space = 14;
    private const double MostWidth = 880;
    private const double MostScale = 1.7;

    /// <summary>Rows of at most four views.</summary>
    public static BrainPanels Arrange(IReadOnlyList<BrainView> views, double left, double top)
    {
        int perRow = views.Count > 4 ? 3 : Math.Max(1, views.Count);
        BrainView[][] rows = [.. views.Chunk(perRow)];
        double widest = rows.Max(r => r.Sum(BrainPanel.WidthOf));
        double scale = Math.Min(MostScale, (MostWidth - (Space * (perRow - 1))) / widest);
        var panels = new List<BrainPanel>();
        double y = top;
        foreach (BrainView[] row in rows)
        {
            double height = scale * row.Max(BrainPanel.HeightOf);
            double x = left;
            foreach (BrainView view in row)
            {
                panels.Add(new BrainPanel(view, x, y + (0.5 * (height - (scale * BrainPanel.HeightOf(view)))), scale));
                x += (scale * BrainPanel.WidthOf(view)) + Space;
            }

            y += height + NameHeight;
        }

        return new BrainPanels(panels, (scale * widest) + (Space * (rows.Max(r => r.Length) - 1)), y);
    }
}
