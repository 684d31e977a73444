using System.Numerics;

namespace Gyrus.Report.Raster;

/// <summary>
/// The share of each pixel that lies inside closed contours, as changes along each row: their running sum is the signed area
/// covered. An edge changes the pixels it passes by the area to its right within them, and so everything right of it by its height.
/// </summary>
internal sealed class Coverage(int width, int height)
{
    private readonly float[] _changes = new float[(width + 1) * height];

    public ReadOnlySpan<float> Row(int y) => _changes.AsSpan(y * (width + 1), width + 1);

    public void AddEdge(Vector2 a, Vector2 b)
    {
        if (a.Y == b.Y)
        {
            return;
        }

        float sign = a.Y < b.Y ? 1 : -1;
        (Vector2 from, Vector2 to) = a.Y < b.Y ? (a, b) : (b, a);
        float slope = (to.X - from.X) / (to.Y - from.Y);
        int last = Math.Min(height - 1, (int)MathF.Ceiling(to.Y) - 1);
        for (int y = Math.Max(0, (int)MathF.Floor(from.Y)); y <= last; y++)
        {
            float start = Math.Max(y, from.Y);
            float end = Math.Min(y + 1, to.Y);
            if (end > start)
            {
                float x = from.X + ((start - from.Y) * slope);
                AddWithinRow(y, x, x + ((end - start) * slope), sign * (end - start));
            }
        }
    }

    /// <summary>The part of an edge within one row of pixels, split where it passes from pixel to pixel.</summary>
    private void AddWithinRow(int y, float from, float to, float rise)
    {
        (float left, float right) = from <= to ? (from, to) : (to, from);
        Span<float> row = _changes.AsSpan(y * (width + 1), width + 1);
        if (right - left < 1e-6f || right <= 0 || left >= width)
        {
            Add(row, 0.5f * (left + right), 0.5f * (left + right), rise);
            return;
        }

        float risePerPixel = rise / (right - left);
        for (float x = left; x < right; )
        {
            float next = Math.Min(right, MathF.Floor(x) + 1);
            Add(row, x, next, risePerPixel * (next - x));
            x = next;
        }
    }

    private void Add(Span<float> row, float from, float to, float rise)
    {
        float middle = Math.Clamp(0.5f * (from + to), 0, width);
        int pixel = Math.Min((int)middle, width - 1);
        float share = middle - pixel;
        row[pixel] += rise * (1 - share);
        row[pixel + 1] += rise * share;
    }
}
