using System.Globalization;

namespace Gyrus.Report.Drawing;

/// <summary>Sizes of text without a font at hand: widths are those of a wide sans-serif, so that nothing overlaps.</summary>
internal static class Lettering
{
    public const double Title = 15;
    public const double Label = 11;
    public const string Fonts = "'Helvetica Neue', Helvetica, Arial, 'Liberation Sans', 'DejaVu Sans', sans-serif";

    /// <summary>An upper estimate of the width of a text, in the units of its size.</summary>
    public static double Width(string text, double size)
    {
        double width = 0;
        foreach (char c in text)
        {
            width += c switch
            {
                'i' or 'j' or 'l' or 'f' or 't' or 'r' or 'I' or '.' or ',' or ':' or '(' or ')' or ' ' or '\'' => 0.4,
                'm' or 'w' or 'M' or 'W' or '@' or '%' => 0.95,
                '−' or '+' or '=' or '<' or '>' => 0.84,
                >= '\u2e80' => 1,
                >= 'A' and <= 'Z' => 0.7,
                _ => 0.63,
            };
        }

        return size * width;
    }

    /// <summary>The text, cut to fit with an ellipsis in the middle, where region names differ least.</summary>
    public static string Fit(string text, double size, double width)
    {
        if (Width(text, size) <= width)
        {
            return text;
        }

        var letters = new StringInfo(text);
        int count = letters.LengthInTextElements;
        for (int kept = Math.Min(count - 1, (int)(width / (0.4 * size))); kept > 3; kept--)
        {
            int tail = kept / 3;
            string cut =
                letters.SubstringByTextElements(0, kept - tail) + "…" + letters.SubstringByTextElements(count - tail);
            if (Width(cut, size) <= width)
            {
                return cut;
            }
        }

        return letters.SubstringByTextElements(0, Math.Min(count, 2)) + "…";
    }
}
