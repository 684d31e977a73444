using System.Numerics;
using System.Xml.Linq;
using Gyrus.Report.Drawing;

namespace Gyrus.Report.Raster;

/// <summary>Turns the SVG that our figures write into pixels. It is no SVG reader: what our figures do not use is refused.</summary>
internal sealed class Painter
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";
    private readonly Canvas _canvas;
    private readonly Dictionary<string, (float Offset, Rgb Colour)[]> _gradients = [];

    private Painter(Canvas canvas) => _canvas = canvas;

    /// <summary>Paints a picture at a number of pixels per unit.</summary>
    public static Canvas Paint(string svg, double scale)
    {
        XElement root = XDocument.Parse(svg).Root!;
        var canvas = new Canvas(
            (int)Math.Ceiling(scale * Brush.Number(root, "width")),
            (int)Math.Ceiling(scale * Brush.Number(root, "height"))
        );
        var painter = new Painter(canvas);
        var brush = new Brush { Place = Matrix3x2.CreateScale((float)scale) };
        painter.PaintAll(root, brush.Within(root));
        return canvas;
    }

    private void PaintAll(XElement parent, Brush brush)
    {
        foreach (XElement element in parent.Elements())
        {
            Brush own = brush.Within(element);
            switch (element.Name.LocalName)
            {
                case "g" or "a":
                    PaintAll(element, own);
                    break;
                case "rect":
                    PaintRectangle(element, own);
                    break;
                case "circle":
                    PaintCircle(element, own);
                    break;
                case "path":
                    PaintPath(element, own);
                    break;
                case "text":
                    TextPainter.Paint(_canvas, element, own);
                    break;
                case "image":
                    PaintImage(element, own.Place);
                    break;
                case "linearGradient":
                    _gradients["url(#" + element.Attribute("id")!.Value + ")"] =
                    [
                        .. element
                            .Elements(Svg + "stop")
                            .Select(s =>
                                (Brush.Number(s, "offset"), Brush.Colour(s.Attribute("stop-color")!.Value)!.Value)
                            ),
                    ];
                    break;
                case "title" or "desc":
                    break;
                default:
                    throw new NotSupportedException(
                        $"A picture holds the element '{element.Name.LocalName}', which is not drawn."
                    );
            }
        }
    }

    private void PaintRectangle(XElement element, Brush brush)
    {
        (Vector2 low, Vector2 high) = Corners(element, brush.Place);
        if (brush.IsCrisp)
        {
            (low, high) = (Vector2.Round(low), Vector2.Round(high));
        }

        if (_gradients.TryGetValue(brush.Fill, out var stops))
        {
            PaintGradient(low, high, stops);
            brush = brush with { Fill = "none" };
        }

        Vector2[] corners = [low, new(high.X, low.Y), high, new(low.X, high.Y)];
        PaintShape([(corners, true)], brush);
    }

    /// <summary>A gradient runs upwards: the first colour is at the bottom.</summary>
    private void PaintGradient(Vector2 low, Vector2 high, (float Offset, Rgb Colour)[] stops)
    {
        for (float y = low.Y; y < high.Y; y = MathF.Floor(y) + 1)
        {
            float end = Math.Min(high.Y, MathF.Floor(y) + 1);
            float share = (high.Y - (0.5f * (y + end))) / (high.Y - low.Y);
            int n = Math.Max(1, Array.FindIndex(stops, s => s.Offset >= share));
            float t = (share - stops[n - 1].Offset) / (stops[n].Offset - stops[n - 1].Offset);
            Vector2[] strip = [new(low.X, y), new(high.X, y), new(high.X, end), new(low.X, end)];
            _canvas.Fill([strip], Between(stops[n - 1].Colour, stops[n].Colour, t));
        }
    }

    private static Rgb Between(Rgb a, Rgb b, float t) =>
        new(
            (byte)(a.Red + (t * (b.Red - a.Red))),
            (byte)(a.Green + (t * (b.Green - a.Green))),
            (byte)(a.Blue + (t * (b.Blue - a.Blue)))
        );

    private void PaintCircle(XElement element, Brush brush)
    {
        var centre = Vector2.Transform(
            new Vector2(Brush.Number(element, "cx"), Brush.Number(element, "cy")),
            brush.Place
        );
        PaintShape([(Pen.Disc(centre, brush.Scale * Brush.Number(element, "r")), true)], brush);
    }

    private void PaintPath(XElement element, Brush brush) =>
        PaintShape(PathReader.Read(element.Attribute("d")!.Value, brush.Place), brush);

    private void PaintShape(List<(Vector2[] Points, bool IsClosed)> lines, Brush brush)
    {
        if (Brush.Colour(brush.Fill) is { } fill)
        {
            _canvas.Fill([.. lines.Select(l => l.Points)], fill, brush.FillOpacity);
        }

        if (Brush.Colour(brush.Stroke) is { } stroke && brush.StrokeWidth > 0)
        {
            var pen = new Pen(brush.Scale * brush.StrokeWidth, brush.IsRound);
            // All parts of one path are one shape: where they cross, a translucent stroke is not darker.
            Vector2[][] outlines =
            [
                .. lines
                    .SelectMany(l => Dashing.Cut(l.Points, l.IsClosed, brush.Dashes, brush.Scale))
                    .SelectMany(l => pen.Outline(l.Points, l.IsClosed)),
            ];
            _canvas.Fill(outlines, stroke, brush.StrokeOpacity);
        }
    }

    private void PaintImage(XElement element, Matrix3x2 place)
    {
        (Vector2 low, Vector2 high) = Corners(element, place);
        const string Start = "data:image/png;base64,";
        (int width, Rgb[] pixels) = PngImage.Decode(
            Convert.FromBase64String(element.Attribute("href")!.Value[Start.Length..])
        );
        int height = pixels.Length / width;
        for (int y = (int)MathF.Round(low.Y); y < (int)MathF.Round(high.Y); y++)
        {
            int row = Math.Clamp((int)((y + 0.5f - low.Y) / (high.Y - low.Y) * height), 0, height - 1);
            for (int x = (int)MathF.Round(low.X); x < (int)MathF.Round(high.X); x++)
            {
                int column = Math.Clamp((int)((x + 0.5f - low.X) / (high.X - low.X) * width), 0, width - 1);
                _canvas.Set(x, y, pixels[(row * width) + column]);
            }
        }
    }

    private static (Vector2 Low, Vector2 High) Corners(XElement element, Matrix3x2 place)
    {
        var low = new Vector2(Brush.Number(element, "x"), Brush.Number(element, "y"));
        var size = new Vector2(Brush.Number(element, "width"), Brush.Number(element, "height"));
        return (Vector2.Transform(low, place), Vector2.Transform(low + size, place));
    }
}
