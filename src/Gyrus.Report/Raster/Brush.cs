using System.Globalization;
using System.Numerics;
using System.Xml.Linq;
using Gyrus.Report.Drawing;

namespace Gyrus.Report.Raster;

/// <summary>How an element is drawn: its presentation attributes, those of the elements around it where it has none.</summary>
internal sealed record Brush
{
    public Matrix3x2 Place { get; init; } = Matrix3x2.Identity;

    public string Fill { get; init; } = "#000";

    public string Stroke { get; init; } = "none";

    public float StrokeWidth { get; init; } = 1;

    public float StrokeOpacity { get; init; } = 1;

    public float FillOpacity { get; init; } = 1;

    public bool IsRound { get; init; }

    public float[] Dashes { get; init; } = [];

    public bool IsCrisp { get; init; }

    public float FontSize { get; init; } = 11;

    public bool IsBold { get; init; }

    public string Anchor { get; init; } = "start";

    /// <summary>Gets how many pixels a unit is long here.</summary>
    public float Scale => Vector2.TransformNormal(Vector2.UnitX, Place).Length();

    /// <summary>The brush of an element inside this one.</summary>
    public Brush Within(XElement element) =>
        this with
        {
            Place = Transform((string?)element.Attribute("transform")) * Place,
            Fill = (string?)element.Attribute("fill") ?? Fill,
            Stroke = (string?)element.Attribute("stroke") ?? Stroke,
            StrokeWidth = Number(element, "stroke-width", StrokeWidth),
            StrokeOpacity = Number(element, "stroke-opacity", StrokeOpacity),
            FillOpacity = Number(element, "fill-opacity", FillOpacity),
            IsRound = element.Attribute("stroke-linecap") is { } cap ? cap.Value == "round" : IsRound,
            Dashes = element.Attribute("stroke-dasharray") is { } dashes
                ? [.. dashes.Value.Split(' ').Select(d => float.Parse(d, CultureInfo.InvariantCulture))]
                : Dashes,
            IsCrisp = element.Attribute("shape-rendering") is { } shape ? shape.Value == "crispEdges" : IsCrisp,
            FontSize = Number(element, "font-size", FontSize),
            IsBold = element.Attribute("font-weight") is { } weight ? weight.Value is "600" or "bold" : IsBold,
            Anchor = (string?)element.Attribute("text-anchor") ?? Anchor,
        };

    /// <summary>An attribute that is a number.</summary>
    public static float Number(XElement element, string name, float otherwise = 0) =>
        element.Attribute(name) is { } attribute
            ? float.Parse(attribute.Value, NumberStyles.Float, CultureInfo.InvariantCulture)
            : otherwise;

    /// <summary>The colour of "#rgb" or "#rrggbb"; null for "none" and for a gradient.</summary>
    public static Rgb? Colour(string text)
    {
        if (!text.StartsWith('#'))
        {
            return null;
        }

        string digits = text.Length == 4 ? string.Concat(text[1..].Select(c => new string(c, 2))) : text[1..];
        return Rgb.Of(int.Parse(digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture));
    }

    /// <summary>Reads "translate(x y)", "rotate(degrees)" and "scale(factor)", the last of which is applied first.</summary>
    private static Matrix3x2 Transform(string? text)
    {
        Matrix3x2 all = Matrix3x2.Identity;
        foreach (string step in (text ?? "").Split(')', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] parts = step.Split('(');
            float[] numbers =
            [
                .. parts[1]
                    .Split([' ', ','])
                    .Select(n => float.Parse(n, NumberStyles.Float, CultureInfo.InvariantCulture)),
            ];
            all =
                parts[0].Trim() switch
                {
                    "translate" => Matrix3x2.CreateTranslation(numbers[0], numbers[1]),
                    "rotate" => Matrix3x2.CreateRotation(numbers[0] * MathF.PI / 180),
                    "scale" => Matrix3x2.CreateScale(numbers[0]),
                    string other => throw new NotSupportedException(
                        $"A picture holds the transform '{other}', which is not drawn."
                    ),
                } * all;
        }

        return all;
    }
}
