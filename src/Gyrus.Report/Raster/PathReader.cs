using System.Globalization;
using System.Numerics;

namespace Gyrus.Report.Raster;

/// <summary>Reads the path data that our figures write: M, L, C and Z with absolute numbers; curves become short lines.</summary>
internal static class PathReader
{
    /// <summary>The lines of a path, in pixels.</summary>
    public static List<(Vector2[] Points, bool IsClosed)> Read(string data, Matrix3x2 place)
    {
        var lines = new List<(Vector2[], bool)>();
        var line = new List<Vector2>();
        int at = 0;
        char command = 'M';
        while (at < data.Length)
        {
            if (char.IsAsciiLetter(data[at]))
            {
                command = data[at++];
                if (command is 'M' or 'Z')
                {
                    End(lines, line, command == 'Z');
                }

                continue;
            }

            if (data[at] is ' ' or ',')
            {
                at++;
                continue;
            }

            switch (command)
            {
                case 'M' or 'L':
                    line.Add(Point(data, ref at, place));
                    break;
                case 'C':
                    AddCurve(line, Point(data, ref at, place), Point(data, ref at, place), Point(data, ref at, place));
                    break;
                default:
                    throw new NotSupportedException(
                        $"A picture holds the path command '{command}', which is not drawn."
                    );
            }
        }

        End(lines, line, isClosed: false);
        return lines;
    }

    private static void End(List<(Vector2[], bool)> lines, List<Vector2> line, bool isClosed)
    {
        if (line.Count > 0)
        {
            lines.Add(([.. line], isClosed));
            line.Clear();
        }
    }

    private static void AddCurve(List<Vector2> line, Vector2 first, Vector2 second, Vector2 end)
    {
        Vector2 start = line[^1];
        float length = Vector2.Distance(start, first) + Vector2.Distance(first, second) + Vector2.Distance(second, end);
        int steps = Math.Clamp((int)(0.6f * MathF.Sqrt(length) * 2), 3, 40);
        for (int k = 1; k <= steps; k++)
        {
            float t = k / (float)steps;
            float s = 1 - t;
            line.Add((s * s * s * start) + (3 * s * s * t * first) + (3 * s * t * t * second) + (t * t * t * end));
        }
    }

    private static Vector2 Point(string data, ref int at, Matrix3x2 place)
    {
        float x = Number(data, ref at);
        float y = Number(data, ref at);
        return Vector2.Transform(new Vector2(x, y), place);
    }

    private static float Number(string data, ref int at)
    {
        while (data[at] is ' ' or ',')
        {
            at++;
        }

        int start = at++;
        while (at < data.Length && (char.IsAsciiDigit(data[at]) || data[at] == '.'))
        {
            at++;
        }

        return float.Parse(data.AsSpan(start, at - start), NumberStyles.Float, CultureInfo.InvariantCulture);
    }
}
