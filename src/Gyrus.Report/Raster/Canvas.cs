using System.Numerics;
using Gyrus.Report.Drawing;

namespace Gyrus.Report.Raster;

/// <summary>White paper of pixels on which closed shapes are filled, each pixel in proportion to its covered area.</summary>
internal sealed class Canvas
{
    private readonly byte[] _pixels;

    public Canvas(int width, int height)
    {
        (Width, Height) = (width, height);
        _pixels = new byte[3 * width * height];
        _pixels.AsSpan().Fill(byte.MaxValue);
    }

    public int Width { get; }

    public int Height { get; }

    /// <summary>Gets red, green and blue of each pixel, row after row.</summary>
    public ReadOnlySpan<byte> Pixels => _pixels;

    /// <summary>Fills what the contours wind around; where they go around in opposite directions is a hole.</summary>
    public void Fill(IReadOnlyList<Vector2[]> contours, Rgb colour, float opacity = 1)
    {
        (Vector2 low, Vector2 high) = Bounds(contours);
        int left = Math.Clamp((int)MathF.Floor(low.X), 0, Width);
        int right = Math.Clamp((int)MathF.Ceiling(high.X), 0, Width);
        int top = Math.Clamp((int)MathF.Floor(low.Y), 0, Height);
        int bottom = Math.Clamp((int)MathF.Ceiling(high.Y), 0, Height);
        if (right <= left || bottom <= top)
        {
            return;
        }

        var coverage = new Coverage(right - left, bottom - top);
        var origin = new Vector2(left, top);
        foreach (Vector2[] contour in contours)
        {
            for (int n = 0; n < contour.Length; n++)
            {
                coverage.AddEdge(contour[n] - origin, contour[(n + 1) % contour.Length] - origin);
            }
        }

        for (int y = top; y < bottom; y++)
        {
            float covered = 0;
            ReadOnlySpan<float> changes = coverage.Row(y - top);
            for (int x = left; x < right; x++)
            {
                covered += changes[x - left];
                float share = opacity * Math.Min(1, Math.Abs(covered));
                if (share > 1e-3f)
                {
                    Blend(x, y, colour, share);
                }
            }
        }
    }

    /// <summary>Sets one pixel; outside of the paper nothing happens.</summary>
    public void Set(int x, int y, Rgb colour)
    {
        if (x >= 0 && x < Width && y >= 0 && y < Height)
        {
            Blend(x, y, colour, 1);
        }
    }

    private void Blend(int x, int y, Rgb colour, float share)
    {
        Span<byte> pixel = _pixels.AsSpan(3 * ((y * Width) + x), 3);
        pixel[0] = Mix(pixel[0], colour.Red, share);
        pixel[1] = Mix(pixel[1], colour.Green, share);
        pixel[2] = Mix(pixel[2], colour.Blue, share);
    }

    private static byte Mix(byte below, byte above, float share) => (byte)(below + ((above - below) * share) + 0.5f);

    private static (Vector2 Low, Vector2 High) Bounds(IReadOnlyList<Vector2[]> contours)
    {
        (Vector2 low, Vector2 high) = (new Vector2(float.MaxValue), new Vector2(float.MinValue));
        foreach (Vector2[] contour in contours)
        {
            foreach (Vector2 point in contour)
            {
                (low, high) = (Vector2.Min(low, point), Vector2.Max(high, point));
            }
        }

        return (low, high);
    }
}
