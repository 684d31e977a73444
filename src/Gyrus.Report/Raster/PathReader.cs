using System.Globalization;
using System.Numerics;

namespace Gyrus.Report.Raster;

/// <summary>Reads the path data that our figures write: M, L, C, S and Z, absolute or relative; curves become short lines.</summary>
internal sealed class PathReader
{
    private readonly string _data;
    private readonly Matrix3x2 _place;
    private readonly List<(Vector2[], bool)> _lines = [];
    private readonly List<Vector2> _line = [];
    private int _next;

    /// <summary>Where the path is, where its line began, and the last control point, before the transform.</summary>
    private (Vector2 At, Vector2 Start, Vector2 Control) _pen;

    private PathReader(string data, Matrix3x2 place) => (_data, _place) = (data, place);

    /// <summary>The lines of a path, in pixels.</summary>
    public static List<(Vector2[] Points, bool IsClosed)> Read(string data, Matrix3x2 place)
    {
        var reader = new PathReader(data, place);
        reader.ReadAll();
        return reader._lines;
    }

    private void ReadAll()
    {
        char command = 'M';
        while (_next < _data.Length)
        {
            char c = _data[_next];
            if (char.IsAsciiLetter(c))
            {
                command = c;
                _next++;
                if (command is 'M' or 'm' or 'Z' or 'z')
                {
                    End(isClosed: command is 'Z' or 'z');
                }
            }
            else if (c is ' ' or ',')
            {
                _next++;
            }
            else
            {
                Follow(command);
            }
        }

        End(isClosed: false);
    }

    private void Follow(char command)
    {
        // What is relative is so to the point where the command begins.
        Vector2 from = char.IsAsciiLetterLower(command) ? _pen.At : Vector2.Zero;
        switch (char.ToUpperInvariant(command))
        {
            case 'M' or 'L':
                LineTo(from + Pair());
                break;
            case 'C':
                CurveTo(from + Pair(), from + Pair(), from + Pair());
                break;
            case 'S':
                CurveTo((2 * _pen.At) - _pen.Control, from + Pair(), from + Pair());
                break;
            default:
                throw new NotSupportedException($"A picture holds the path command '{command}', which is not drawn.");
        }
    }

    private void End(bool isClosed)
    {
        if (_line.Count > 0)
        {
            _lines.Add(([.. _line], isClosed));
            _line.Clear();
        }

        Vector2 at = isClosed ? _pen.Start : _pen.At;
        _pen = (at, at, at);
    }

    private void LineTo(Vector2 point)
    {
        _pen = (point, _line.Count == 0 ? point : _pen.Start, point);
        _line.Add(Vector2.Transform(point, _place));
    }

    private void CurveTo(Vector2 firstControl, Vector2 secondControl, Vector2 to)
    {
        Vector2 start = _line[^1];
        Vector2 first = Vector2.Transform(firstControl, _place);
        Vector2 second = Vector2.Transform(secondControl, _place);
        Vector2 end = Vector2.Transform(to, _place);
        float length = Vector2.Distance(start, first) + Vector2.Distance(first, second) + Vector2.Distance(second, end);
        int steps = Math.Clamp((int)(0.6f * MathF.Sqrt(length) * 2), 3, 40);
        for (int k = 1; k <= steps; k++)
        {
            float t = k / (float)steps;
            float s = 1 - t;
            _line.Add((s * s * s * start) + (3 * s * s * t * first) + (3 * s * t * t * second) + (t * t * t * end));
        }

        _pen = (to, _pen.Start, secondControl);
    }

    private Vector2 Pair()
    {
        float x = Number();
        return new Vector2(x, Number());
    }

    private float Number()
    {
        while (_data[_next] is ' ' or ',')
        {
            _next++;
        }

        int start = _next++;
        while (_next < _data.Length && (char.IsAsciiDigit(_data[_next]) || _data[_next] == '.'))
        {
            _next++;
        }

        return float.Parse(_data.AsSpan(start, _next - start), NumberStyles.Float, CultureInfo.InvariantCulture);
    }
}
