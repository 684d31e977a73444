using System.Numerics;

namespace Gyrus.Report.Raster;

/// <summary>Cuts a line into dashes.</summary>
internal static class Dashing
{
    /// <summary>The dashes; the line itself when there is no pattern.</summary>
    /// <param name="points">The line, in pixels.</param>
    /// <param name="isClosed">Whether its end joins its start.</param>
    /// <param name="pattern">Lengths of dash and gap in turn, in units of the picture.</param>
    /// <param name="scale">Pixels per unit.</param>
    public static IEnumerable<(Vector2[] Points, bool IsClosed)> Cut(
        Vector2[] points,
        bool isClosed,
        float[] pattern,
        float scale
    )
    {
        if (pattern.Length == 0)
        {
            yield return (points, isClosed);
            yield break;
        }

        (int place, float left) = (0, scale * pattern[0]);
        List<Vector2> dash = [points[0]];
        foreach (Vector2 end in isClosed ? points.Skip(1).Append(points[0]) : points.Skip(1))
        {
            Vector2 start = dash.Count > 0 ? dash[^1] : points[0];
            for (float length = Vector2.Distance(start, end); length > left; length = Vector2.Distance(start, end))
            {
                start += left / length * (end - start);
                dash.Add(start);
                if (place % 2 == 0)
                {
                    yield return ([.. dash], false);
                }

                place++;
                left = scale * pattern[place % pattern.Length];
                dash = [start];
            }

            left -= Vector2.Distance(start, end);
            dash.Add(end);
        }

        if (place % 2 == 0 && dash.Count > 1)
        {
            yield return ([.. dash], false);
        }
    }
}
