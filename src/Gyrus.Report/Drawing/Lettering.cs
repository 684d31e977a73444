using System.Globalization;

namespace Gyrus.Report.Drawing;

/// <summary>Sizes of text without a font at hand: widths are those of a wide sans-serif, so that nothing overlaps.</summary>
internal static class Lettering
{
    public const double Title = 15;
    public const double Label = 11;
    public const double Small = 9.5;
    public const string Fonts = "'Helvetica Neue', Helvetica, Arial, 'Liberation Sans', 'DejaVu Sans', sans-serif";

    /// <summary>An upper estimate of the width of a text, in the units of its size.</summary>
    public static double Width(string text, double size) => size * 0.61 * new StringInfo(text).LengthInTextElements;

    /// <summary>The text, cut to fit with an ellipsis in the middle, where region names differ least.</summary>
    public static string Fit(string text, double size, double width)
    {
        int most = Math.Max(3, (int)(width / (0.61 * size)));
        var letters = new StringInfo(text);
        int count = letters.LengthInTextElements;
        if (count <= most)
        {
            return text;
        }

        int head = most * 2 / 3;
        int tail = most - head - 1;
        return letters.SubstringByTextElements(0, head)
            + "…"
            + (tail > 0 ? letters.SubstringByTextElements(count - tail) : "");
    }
}
