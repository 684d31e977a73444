using System.Text;
using Gyrus.Report.Drawing;

namespace Gyrus.Report.Figures;

/// <summary>One smooth curve of the outline, through its points.</summary>
/// <param name="Points">Pairs of millimetres, one after the other.</param>
/// <param name="IsClosed">Whether the end joins the start.</param>
/// <param name="IsShape">Whether it is a filled silhouette, not an inner line.</param>
internal sealed record BrainLine(double[] Points, bool IsClosed, bool IsShape)
{
    public static BrainLine Shape(double[] points) => new(points, IsClosed: true, IsShape: true);

    public static BrainLine Inner(double[] points) => new(points, IsClosed: false, IsShape: false);

    public static BrainLine InnerClosed(double[] points) => new(points, IsClosed: true, IsShape: false);

    public static BrainLine SymmetricShape(double[] right) => Shape(Symmetric(right));

    public static BrainLine SymmetricInner(double[] right) => InnerClosed(Symmetric(right));

    public static BrainLine[] Mirrored(double[] points) =>
        [Inner(points), Inner([.. points.Select((v, i) => i % 2 == 0 ? -v : v)])];

    /// <summary>The curve as SVG path data: a Catmull-Rom spline, written as cubic Bézier curves.</summary>
    public string ToPath(Func<double, double, (double X, double Y)> place)
    {
        int count = Points.Length / 2;
        (double X, double Y)[] at =
        [
            .. Enumerable.Range(0, count).Select(i => place(Points[2 * i], Points[(2 * i) + 1])),
        ];
        (double X, double Y) At(int i) => IsClosed ? at[(i + count) % count] : at[Math.Clamp(i, 0, count - 1)];
        var path = new StringBuilder().Append('M').Append(Pair(at[0]));
        for (int i = 0; i < (IsClosed ? count : count - 1); i++)
        {
            ((double X, double Y) a, (double X, double Y) b, (double X, double Y) c, (double X, double Y) d) = (
                At(i - 1),
                At(i),
                At(i + 1),
                At(i + 2)
            );
            path.Append('C').Append(Pair((b.X + ((c.X - a.X) / 6), b.Y + ((c.Y - a.Y) / 6))));
            path.Append(' ').Append(Pair((c.X - ((d.X - b.X) / 6), c.Y - ((d.Y - b.Y) / 6))));
            path.Append(' ').Append(Pair(c));
        }

        return (IsClosed ? path.Append('Z') : path).ToString();
    }

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

    private static string Pair((double X, double Y) point) =>
        $"{MarkupWriter.Number(Math.Round(point.X, 1))} {MarkupWriter.Number(Math.Round(point.Y, 1))}";
}
