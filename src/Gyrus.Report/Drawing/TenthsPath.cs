using System.Globalization;
using System.Text;

namespace Gyrus.Report.Drawing;

/// <summary>Path data in tenths of a unit, in relative steps: less than half as long as absolute numbers with a decimal.</summary>
/// <remarks>It belongs into a group with <see cref="Scale"/>; strokes there are ten times as wide (<see cref="Of"/>).</remarks>
internal sealed class TenthsPath
{
    private readonly StringBuilder _text = new();
    private (int X, int Y) _at;
    private char _command;

    /// <summary>Gets the transform of the group in which such paths stand.</summary>
    public static MarkupAttribute Scale => ("transform", "scale(.1)");

    /// <summary>A length in tenths.</summary>
    public static double Of(double length) => Math.Round(10 * length, 1);

    /// <summary>A line through points.</summary>
    public void Line(params ReadOnlySpan<(double X, double Y)> points)
    {
        Move(points[0]);
        // After a move, further pairs are lines.
        foreach ((double X, double Y) point in points[1..])
        {
            StepTo(Rounded(point));
        }
    }

    /// <summary>Starts a line.</summary>
    public void Move((double X, double Y) point)
    {
        // Relative at the start of a path too, where it is the same as absolute: else the lines that follow were absolute.
        Command('m');
        StepTo(Rounded(point));
    }

    /// <summary>A cubic Bézier curve from where the path is.</summary>
    public void Curve((double X, double Y) first, (double X, double Y) second, (double X, double Y) end)
    {
        Command('c');
        Step(Rounded(first));
        Smooth(second, end);
    }

    /// <summary>A curve whose first control point is the mirror image of the last one before it.</summary>
    public void SmoothCurve((double X, double Y) second, (double X, double Y) end)
    {
        Command('s');
        Smooth(second, end);
    }

    /// <summary>Joins the end to the start; nothing follows.</summary>
    public void Close() => Command('z');

    /// <inheritdoc/>
    public override string ToString() => _text.ToString();

    private void Smooth((double X, double Y) second, (double X, double Y) end)
    {
        Step(Rounded(second));
        StepTo(Rounded(end));
    }

    private static (int X, int Y) Rounded((double X, double Y) point) =>
        ((int)Math.Round(10 * point.X), (int)Math.Round(10 * point.Y));

    private void StepTo((int X, int Y) point)
    {
        Step(point);
        _at = point;
    }

    private void Step((int X, int Y) point)
    {
        Number(point.X - _at.X);
        Number(point.Y - _at.Y);
    }

    /// <summary>A curve of the same kind needs no letter of its own.</summary>
    private void Command(char command)
    {
        if (command != _command || command is 'm')
        {
            _text.Append(command);
        }

        _command = command;
    }

    private void Number(int value)
    {
        if (value >= 0 && _text.Length > 0 && char.IsAsciiDigit(_text[^1]))
        {
            _text.Append(' ');
        }

        _text.Append(value.ToString(CultureInfo.InvariantCulture));
    }
}
