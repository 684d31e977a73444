using Gyrus.Report.Drawing;
using Gyrus.Report.Raster;
using static System.FormattableString;

namespace Gyrus.Report.Figures;

/// <summary>A picture as a pure function of its inputs: the same figure gives the same bytes.</summary>
/// <remarks>
/// The SVG stands alone (no font file, no script, no address), prints on white paper, carries a title and a description
/// for readers who do not see it, and treats every name in it as text.
/// </remarks>
public abstract record Figure
{
    private protected Figure() { }

    /// <summary>Gets the title, drawn above the picture and read by screen readers.</summary>
    public required string Title { get; init; }

    /// <summary>Gets the text alternative: what a reader who does not see the picture should know. By default it is made from the values.</summary>
    public string? Description { get; init; }

    /// <summary>The figure as one SVG document in UTF-8, with tooltips where they are not too many.</summary>
    public string ToSvg() => "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + Draw("figure", onPage: false) + "\n";

    /// <summary>The figure as a PNG file, drawn without a browser or a font of the machine: the same bytes everywhere.</summary>
    /// <param name="scale">Pixels per unit of the SVG, 0.25 to 8. Default 2: crisp on paper and on fine screens.</param>
    public byte[] ToPng(double scale = 2)
    {
        if (scale is not (>= 0.25 and <= 8))
        {
            throw new ArgumentOutOfRangeException(
                nameof(scale),
                Invariant($"The scale of a PNG must be between 0.25 and 8, but was {scale}.")
            );
        }

        Canvas canvas = Painter.Paint(Draw("figure", onPage: false), scale);
        return PngImage.EncodeColour(canvas.Width, canvas.Pixels, (int)Math.Round(scale * UnitsPerMetre));
    }

    /// <summary>The <c>svg</c> element.</summary>
    /// <param name="id">The start of every id in the picture: unique on a page.</param>
    /// <param name="onPage">Whether the report's script shows the values: then they are stored compactly instead of as tooltips.</param>
    internal string Draw(string id, bool onPage)
    {
        (double width, double height) = Size();
        var svg = new MarkupWriter();
        svg.Open(
            "svg",
            ("xmlns", "http://www.w3.org/2000/svg"),
            ("viewBox", $"0 0 {MarkupWriter.Number(width)} {MarkupWriter.Number(height)}"),
            ("width", width),
            ("height", height),
            ("role", "img"),
            ("aria-labelledby", $"{id}-title {id}-desc"),
            ("font-family", Lettering.Fonts),
            ("font-size", Lettering.Label),
            ("fill", Rgb.Black)
        );
        svg.TextElement("title", Title, ("id", id + "-title"));
        svg.TextElement("desc", Description ?? Describe(), ("id", id + "-desc"));
        svg.Element("rect", ("width", width), ("height", height), ("fill", Rgb.White));
        svg.Text(
            Margin,
            Margin + 12,
            Lettering.Fit(Title, 1.1 * Lettering.Title, width - (2 * Margin)),
            ("font-size", Lettering.Title),
            ("font-weight", "600")
        );
        Content(svg, id, onPage);
        svg.Close();
        return svg.ToString();
    }

    /// <summary>The unit of an SVG is 1/96 inch.</summary>
    private const double UnitsPerMetre = 96 / 0.0254;

    /// <summary>The empty border on every side.</summary>
    private protected const double Margin = 16;

    /// <summary>Where the content starts, under the title.</summary>
    private protected const double Top = 48;

    private protected abstract (double Width, double Height) Size();

    private protected abstract string Describe();

    private protected abstract void Content(MarkupWriter svg, string id, bool onPage);
}
