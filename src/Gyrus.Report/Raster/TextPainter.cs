using System.Globalization;
using System.Numerics;
using System.Text;
using System.Xml.Linq;
using Gyrus.Report.Drawing;

namespace Gyrus.Report.Raster;

/// <summary>Writes one line of text.</summary>
/// <remarks>
/// Words in scripts written from right to left are turned round as a whole; letters are not joined. A character without a
/// glyph is an empty box.
/// </remarks>
internal static class TextPainter
{
    /// <summary>The share of its size by which bold text is drawn wider on each side.</summary>
    private const float Boldness = 0.035f;

    public static void Paint(Canvas canvas, XElement element, Brush brush)
    {
        if (Brush.Colour(brush.Fill) is not { } colour)
        {
            return;
        }

        Typeface face = Typeface.Sans;
        int[] glyphs = [.. InOrderOfSight(element.Value).Select(face.GlyphOf)];
        float size = brush.FontSize;
        float gap = brush.IsBold ? 1.2f * Boldness : 0;
        float width = size * glyphs.Sum(g => face.Advance(g) + gap);
        float x =
            Brush.Number(element, "x")
            - (
                brush.Anchor switch
                {
                    "middle" => 0.5f * width,
                    "end" => width,
                    _ => 0,
                }
            );
        float y = Brush.Number(element, "y") + (size * Ems((string?)element.Attribute("dy")));
        var contours = new List<Vector2[]>();
        foreach (int glyph in glyphs)
        {
            Matrix3x2 place = new Matrix3x2(size, 0, 0, -size, x, y) * brush.Place;
            contours.AddRange(face.Outline(glyph).Select(c => Array.ConvertAll(c, p => Vector2.Transform(p, place))));
            x += size * (face.Advance(glyph) + gap);
        }

        float scale = brush.Scale;
        if (Brush.Colour(brush.Stroke) is { } halo)
        {
            Surround(canvas, contours, brush.StrokeWidth * scale, halo);
        }

        canvas.Fill(contours, colour);
        if (brush.IsBold)
        {
            Surround(canvas, contours, 2 * Boldness * size * scale, colour);
        }
    }

    private static void Surround(Canvas canvas, List<Vector2[]> contours, float width, Rgb colour)
    {
        var pen = new Pen(width, IsRound: true);
        foreach (Vector2[] contour in contours)
        {
            canvas.Fill(pen.Outline(contour, isClosed: true), colour);
        }
    }

    private static float Ems(string? shift) =>
        shift is null
            ? 0
            : float.Parse(shift.AsSpan(0, shift.Length - 2), NumberStyles.Float, CultureInfo.InvariantCulture);

    /// <summary>The characters from left to right, without those that only steer.</summary>
    private static IEnumerable<Rune> InOrderOfSight(string text)
    {
        var turned = new List<Rune>();
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format or UnicodeCategory.Control)
            {
                continue;
            }

            bool isTurned =
                rune.Value is (>= 0x590 and <= 0x8ff) or (>= 0xfb1d and <= 0xfdff) or (>= 0xfe70 and <= 0xfefc);
            if (isTurned || (turned.Count > 0 && Rune.IsWhiteSpace(rune)))
            {
                turned.Add(rune);
                continue;
            }

            foreach (Rune kept in Turn(turned))
            {
                yield return kept;
            }

            turned.Clear();
            yield return rune;
        }

        foreach (Rune kept in Turn(turned))
        {
            yield return kept;
        }
    }

    /// <summary>The run backwards; the spaces at its end stay there.</summary>
    private static IEnumerable<Rune> Turn(List<Rune> run)
    {
        int end = run.FindLastIndex(r => !Rune.IsWhiteSpace(r)) + 1;
        return run.Take(end).Reverse().Concat(run.Skip(end));
    }
}
