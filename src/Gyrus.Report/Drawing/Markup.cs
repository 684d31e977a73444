using System.Buffers;
using System.Text;

namespace Gyrus.Report.Drawing;

/// <summary>Makes any text inert inside XML and HTML, as content and between double quotes.</summary>
internal static class Markup
{
    private static readonly SearchValues<char> Special = SearchValues.Create([
        .. "&<>\"'\u007f\ufffe\uffff",
        .. Enumerable.Range(0, ' ').Select(c => (char)c),
        .. Enumerable.Range(0xd800, 0x800).Select(c => (char)c),
    ]);

    /// <summary>
    /// Escapes &amp;, &lt;, &gt;, " and ', and writes U+FFFD for what XML 1.0 cannot hold: control characters, lone
    /// surrogates, U+FFFE and U+FFFF. Tabs and line feeds become references, so that attributes keep them.
    /// </summary>
    public static string Escape(string text)
    {
        if (!text.AsSpan().ContainsAny(Special))
        {
            return text;
        }

        var escaped = new StringBuilder(text.Length + 16);
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                escaped.Append(c).Append(text[++i]);
                continue;
            }

            _ = c switch
            {
                '&' => escaped.Append("&amp;"),
                '<' => escaped.Append("&lt;"),
                '>' => escaped.Append("&gt;"),
                '"' => escaped.Append("&quot;"),
                '\'' => escaped.Append("&#39;"),
                '\t' => escaped.Append("&#9;"),
                '\n' => escaped.Append("&#10;"),
                < ' ' or '\u007f' or '\ufffe' or '\uffff' => escaped.Append('\ufffd'),
                _ => escaped.Append(char.IsSurrogate(c) ? '\ufffd' : c),
            };
        }

        return escaped.ToString();
    }
}
