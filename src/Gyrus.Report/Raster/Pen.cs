using System.Numerics;

namespace Gyrus.Report.Raster;

/// <summary>The area that a pen covers along a line: closed contours for <see cref="Canvas.Fill"/>.</summary>
/// <param name="Width">In pixels.</param>
/// <param name="IsRound">Whether open ends are round; else they are flat.</param>
internal sealed record Pen(float Width, bool IsRound)
{
    private float Half => 0.5f * Width;

    /// <summary>The outline of a line with round corners.</summary>
    public IReadOnlyList<Vector2[]> Outline(Vector2[] line, bool isClosed)
    {
        Vector2[] points = Distinct(line, isClosed);
        if (points.Length < 2)
        {
            return points.Length == 1 && IsRound ? [Disc(points[0], Half)] : [];
        }

        if (isClosed && points.Length > 2)
        {
            Vector2[] back = [.. points.Reverse()];
            return [Side(points, isClosed: true), Side(back, isClosed: true)];
        }

        Vector2[] reverse = [.. points.Reverse()];
        return
        [
            [.. Side(points, isClosed: false), .. Side(reverse, isClosed: false)],
        ];
    }

    /// <summary>A circle as a polygon, finer for larger ones.</summary>
    public static Vector2[] Disc(Vector2 centre, float radius)
    {
        int corners = Math.Clamp((int)(4 * MathF.Sqrt(radius) * MathF.PI), 12, 120);
        return [.. Enumerable.Range(0, corners).Select(k => centre + (radius * Direction(2 * MathF.PI * k / corners)))];
    }

    /// <summary>The left side of a line, walked from its start to its end, and of an open one the cap there.</summary>
    private List<Vector2> SidePoints(Vector2[] points, bool isClosed)
    {
        var side = new List<Vector2>();
        int count = points.Length;
        for (int n = 0; n < count; n++)
        {
            bool isFirst = n == 0 && !isClosed;
            bool isLast = n == count - 1 && !isClosed;
            Vector2 after = isLast ? default : Normal(points[n], points[(n + 1) % count]);
            Vector2 before = isFirst ? after : Normal(points[(n + count - 1) % count], points[n]);
            if (isFirst || isLast)
            {
                side.Add(points[n] + (Half * before));
                if (isLast && IsRound)
                {
                    Arc(side, points[n], before, -before);
                }
            }
            else
            {
                Corner(side, points[n], before, after);
            }
        }

        return side;
    }

    private Vector2[] Side(Vector2[] points, bool isClosed) => [.. SidePoints(points, isClosed)];

    private void Corner(List<Vector2> side, Vector2 at, Vector2 before, Vector2 after)
    {
        float cosine = Vector2.Dot(before, after);
        float turn = (before.X * after.Y) - (before.Y * after.X);
        if (cosine > 0.7f)
        {
            side.Add(at + (Half / (1 + cosine) * (before + after)));
        }
        else if (turn < 0)
        {
            Arc(side, at, before, after);
        }
        else
        {
            side.AddRange([at + (Half * before), at, at + (Half * after)]);
        }
    }

    /// <summary>An arc around a point, turning the way that a left side turns around the outside of a corner.</summary>
    private void Arc(List<Vector2> side, Vector2 centre, Vector2 from, Vector2 to)
    {
        float start = MathF.Atan2(from.Y, from.X);
        float turn = MathF.Atan2((from.X * to.Y) - (from.Y * to.X), Vector2.Dot(from, to));
        turn = turn > 0 ? turn - (2 * MathF.PI) : turn;
        int steps = Math.Max(3, (int)MathF.Ceiling(-turn * MathF.Sqrt(Half) * 2));
        for (int k = 0; k <= steps; k++)
        {
            side.Add(centre + (Half * Direction(start + (turn * k / steps))));
        }
    }

    private static Vector2 Direction(float angle) => new(MathF.Cos(angle), MathF.Sin(angle));

    private static Vector2 Normal(Vector2 from, Vector2 to)
    {
        Vector2 along = Vector2.Normalize(to - from);
        return new Vector2(-along.Y, along.X);
    }

    private static Vector2[] Distinct(Vector2[] line, bool isClosed)
    {
        var points = new List<Vector2>(line.Length);
        foreach (Vector2 point in line)
        {
            if (points.Count == 0 || Vector2.DistanceSquared(points[^1], point) > 1e-6f)
            {
                points.Add(point);
            }
        }

        while (isClosed && points.Count > 1 && Vector2.DistanceSquared(points[0], points[^1]) <= 1e-6f)
        {
            points.RemoveAt(points.Count - 1);
        }

        return [.. points];
    }
}
