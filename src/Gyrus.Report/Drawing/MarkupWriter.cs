using System.Globalization;
using System.Text;

namespace Gyrus.Report.Drawing;

/// <summary>Writes SVG and HTML elements. Every attribute and text goes through <see cref="Markup"/>, so no name can become markup.</summary>
/// <remarks>
/// Only presentation attributes are written, never <c>style</c>: the picture then also shows on a page whose content
/// security policy forbids inline styles.
/// </remarks>
internal sealed class MarkupWriter
{
    private readonly StringBuilder _text = new();
    private readonly Stack<string> _open = new();

    /// <summary>A number with at most two decimals, without a negative zero.</summary>
    public static string Number(double value)
    {
        string text = Math.Round(value, 2).ToString(CultureInfo.InvariantCulture);
        return text == "-0" ? "0" : text;
    }

    /// <summary>Opens an element that <see cref="Close"/> ends.</summary>
    public void Open(string name, params ReadOnlySpan<MarkupAttribute> attributes)
    {
        Start(name, attributes);
        _text.Append('>');
        _open.Push(name);
    }

    /// <summary>Writes text as content of the open element.</summary>
    public void Content(string text) => _text.Append(Markup.Escape(text));

    /// <summary>Writes markup that this project made: never a name or a value from outside.</summary>
    public void Raw(string markup) => _text.Append(markup);

    /// <summary>Ends the innermost open element.</summary>
    public void Close() => _text.Append("</").Append(_open.Pop()).Append('>');

    /// <summary>Writes an element without content; in HTML only for those that have none, such as <c>meta</c>.</summary>
    public void Element(string name, params ReadOnlySpan<MarkupAttribute> attributes)
    {
        Start(name, attributes);
        _text.Append("/>");
    }

    /// <summary>Writes an element whose only content is a tooltip.</summary>
    public void Hover(string name, string tooltip, params ReadOnlySpan<MarkupAttribute> attributes)
    {
        Start(name, attributes);
        _text.Append("><title>").Append(Markup.Escape(tooltip)).Append("</title></").Append(name).Append('>');
    }

    /// <summary>Writes a line of text at its anchor.</summary>
    public void Text(double x, double y, string text, params ReadOnlySpan<MarkupAttribute> attributes) =>
        TextElement("text", text, [("x", x), ("y", y), .. attributes]);

    /// <summary>Writes an element with text as its content, such as <c>title</c> and <c>desc</c>.</summary>
    public void TextElement(string name, string text, params ReadOnlySpan<MarkupAttribute> attributes)
    {
        Start(name, attributes);
        _text.Append('>').Append(Markup.Escape(text)).Append("</").Append(name).Append('>');
    }

    /// <summary>Writes a straight line.</summary>
    public void Line(double x1, double y1, double x2, double y2, params ReadOnlySpan<MarkupAttribute> attributes) =>
        Element("path", [("d", Invariant($"M{Number(x1)} {Number(y1)}L{Number(x2)} {Number(y2)}")), .. attributes]);

    /// <inheritdoc/>
    public override string ToString() => _text.ToString();

    private void Start(string name, ReadOnlySpan<MarkupAttribute> attributes)
    {
        _text.Append('<').Append(name);
        foreach (MarkupAttribute attribute in attributes)
        {
            _text.Append(' ').Append(attribute.Name).Append("=\"").Append(Markup.Escape(attribute.Value)).Append('"');
        }
    }

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
