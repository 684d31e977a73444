using System.Globalization;
using Gyrus.Report.Drawing;

namespace Gyrus.Report.Figures;

/// <summary>One smooth curve of the outline, through its points.</summary>
/// <param name="Points">Pairs of millimetres, one after the other.</param>
/// <param name="IsClosed">Whether the end joins the start.</param>
/// <param name="IsShape">Whether it is a filled silhouette, not an inner line.</param>
internal sealed record BrainLine(double[] Points, bool IsClosed, bool IsShape)
{
    /// <summary>A silhouette through points written as "y,z y,z …".</summary>
    public static BrainLine Shape(string points) => new(Read(points), IsClosed: true, IsShape: true);

    /// <summary>An open inner line.</summary>
    public static BrainLine Inner(string points) => new(Read(points), IsClosed: false, IsShape: false);

    /// <summary>A closed inner line.</summary>
    public static BrainLine InnerClosed(string points) => new(Read(points), IsClosed: true, IsShape: false);

    /// <summary>A silhouette given by its right half, from top to bottom.</summary>
    public static BrainLine SymmetricShape(string right) => new(Symmetric(Read(right)), IsClosed: true, IsShape: true);

    /// <summary>A closed inner line given by its right half.</summary>
    public static BrainLine SymmetricInner(string right) => new(Symmetric(Read(right)), IsClosed: true, IsShape: false);

    /// <summary>An open inner line of the right half and its mirror image.</summary>
    public static BrainLine[] Mirrored(string points)
    {
        double[] right = Read(points);
        double[] left = [.. right.Select((v, i) => i % 2 == 0 ? -v : v)];
        return [new(right, IsClosed: false, IsShape: false), new(left, IsClosed: false, IsShape: false)];
    }

    /// <summary>The curve as SVG path data in tenths (<see cref="TenthsPath"/>): a Catmull-Rom spline, written as cubic Bézier curves.</summary>
    public string ToPath(Func<double, double, (double X, double Y)> place)
    {
        int count = Points.Length / 2;
        (double X, double Y)[] at =
        [
            .. Enumerable.Range(0, count).Select(i => place(Points[2 * i], Points[(2 * i) + 1])),
        ];
        (double X, double Y) At(int i) => IsClosed ? at[(i + count) % count] : at[Math.Clamp(i, 0, count - 1)];
        var path = new TenthsPath();
        path.Move(at[0]);
        for (int i = 0; i < (IsClosed ? count : count - 1); i++)
        {
            ((double X, double Y) a, (double X, double Y) b, (double X, double Y) c, (double X, double Y) d) = (
                At(i - 1),
                At(i),
                At(i + 1),
                At(i + 2)
            );
            (double X, double Y) second = (c.X - ((d.X - b.X) / 6), c.Y - ((d.Y - b.Y) / 6));
            if (i == 0)
            {
                path.Curve((b.X + ((c.X - a.X) / 6), b.Y + ((c.Y - a.Y) / 6)), second, c);
            }
            else
            {
                // Where two pieces of such a spline meet, their control points mirror each other.
                path.SmoothCurve(second, c);
            }
        }

        if (IsClosed)
        {
            path.Close();
        }

        return path.ToString();
    }

    /// <summary>The distance of a point from the polygon of a closed curve's points, positive inside.</summary>
    public double DepthAt(double x, double y)
    {
        double nearest = double.PositiveInfinity;
        bool inside = false;
        for (int i = 0, j = Points.Length - 2; i < Points.Length; j = i, i += 2)
        {
            (double ax, double ay, double bx, double by) = (Points[i], Points[i + 1], Points[j], Points[j + 1]);
            (double dx, double dy) = (bx - ax, by - ay);
            if (ay > y != by > y && x < ax + (dx * (y - ay) / dy))
            {
                inside = !inside;
            }

            double along = Math.Clamp(
                (((x - ax) * dx) + ((y - ay) * dy)) / Math.Max((dx * dx) + (dy * dy), 1e-12),
                0,
                1
            );
            (double px, double py) = (x - ax - (along * dx), y - ay - (along * dy));
            nearest = Math.Min(nearest, Math.Sqrt((px * px) + (py * py)));
        }

        return inside ? nearest : -nearest;
    }

    private static double[] Read(string points) =>
        [
            .. points
                .Split([' ', ',', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries)
                .Select(n => double.Parse(n, CultureInfo.InvariantCulture)),
        ];

    private static double[] Symmetric(double[] right)
    {
        var points = new List<double>(right);
        for (int i = right.Length - 2; i >= 0; i -= 2)
        {
            if (right[i] != 0)
            {
                points.AddRange([-right[i], right[i + 1]]);
            }
        }

        return [.. points];
    }
}
