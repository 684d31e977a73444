namespace Gyrus.Report.Drawing;

/// <summary>Rows of coloured dots with names.</summary>
internal static class Legend
{
    private const double Line = 18;
    private const double Longest = 180;

    public static double HeightOf(IReadOnlyList<string> names, double width) =>
        names.Count == 0 ? 0 : Line * (1 + Places(names, width)[^1].Row);

    public static void Draw(MarkupWriter svg, IReadOnlyList<string> names, double x, double y, double width)
    {
        (double X, int Row)[] places = Places(names, width);
        for (int i = 0; i < names.Count; i++)
        {
            (double left, double middle) = (x + places[i].X, y + (Line * (places[i].Row + 0.5)));
            svg.Element("circle", ("cx", left + 4), ("cy", middle), ("r", 4), ("fill", Categories.At(i)));
            svg.Text(left + 12, middle, Lettering.Fit(names[i], 10, Longest), ("dy", "0.35em"), ("font-size", 10));
        }
    }

    private static (double X, int Row)[] Places(IReadOnlyList<string> names, double width)
    {
        var places = new (double X, int Row)[names.Count];
        (double at, int row) = (0, 0);
        for (int i = 0; i < names.Count; i++)
        {
            double needed = 26 + Math.Min(Longest, Lettering.Width(names[i], 10));
            (at, row) = at > 0 && at + needed > width ? (0, row + 1) : (at, row);
            places[i] = (at, row);
            at += needed;
        }

        return places;
    }
}
