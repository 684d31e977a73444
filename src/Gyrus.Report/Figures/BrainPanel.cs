using Gyrus.Report.Drawing;
using Gyrus.Signals;

namespace Gyrus.Report.Figures;

/// <summary>One view of a glass brain and its place in the picture.</summary>
/// <param name="View">The direction.</param>
/// <param name="X">The left edge.</param>
/// <param name="Y">The upper edge.</param>
/// <param name="Scale">Units per millimetre.</param>
internal sealed record BrainPanel(BrainView View, double X, double Y, double Scale)
{
    private bool IsSide => View is BrainView.Sagittal or BrainView.Left or BrainView.Right;

    public double Width => Scale * WidthOf(View);

    public double Height => Scale * HeightOf(View);

    public BrainLine[] Lines =>
        View switch
        {
            BrainView.Sagittal => BrainOutline.Medial,
            BrainView.Coronal => BrainOutline.Coronal,
            BrainView.Axial => BrainOutline.Axial,
            _ => BrainOutline.Lateral,
        };

    /// <summary>What stands at the left and at the right of the picture.</summary>
    public (string Left, string Right, string Name) Signs =>
        View switch
        {
            BrainView.Left => ("", "", "left hemisphere"),
            BrainView.Right => ("", "", "right hemisphere"),
            BrainView.Sagittal => ("", "", "sagittal"),
            BrainView.Coronal => ("L", "R", "coronal"),
            _ => ("L", "R", "axial"),
        };

    public static double WidthOf(BrainView view) => view is BrainView.Coronal or BrainView.Axial ? 156 : 188;

    public static double HeightOf(BrainView view) => view == BrainView.Axial ? 188 : 162;

    /// <summary>A point of the view's plane, in pixels.</summary>
    public (double X, double Y) Place(double u, double v)
    {
        double left = IsSide ? -110 : -78;
        double top = View == BrainView.Axial ? 78 : 84;
        double along = View == BrainView.Left ? 78 - u : u - left;
        return (X + (Scale * along), Y + (Scale * (top - v)));
    }

    public (double X, double Y) Place(WorldPoint p) =>
        IsSide ? Place(p.Y, p.Z)
        : View == BrainView.Coronal ? Place(p.X, p.Z)
        : Place(p.X, p.Y);

    public bool Shows(WorldPoint p) =>
        View switch
        {
            BrainView.Left => p.X <= 0,
            BrainView.Right => p.X >= 0,
            _ => true,
        };

    /// <summary>Draws the brain, under everything else.</summary>
    public void DrawOutline(MarkupWriter svg)
    {
        svg.Open(
            "g",
            TenthsPath.Scale,
            ("fill", "none"),
            ("stroke", "#d2d2d0"),
            ("stroke-width", TenthsPath.Of(0.9)),
            ("stroke-linecap", "round"),
            ("stroke-linejoin", "round")
        );
        foreach (BrainLine line in Lines)
        {
            string path = line.ToPath(Place);
            if (line.IsShape)
            {
                svg.Element(
                    "path",
                    ("d", path),
                    ("fill", "#f6f6f5"),
                    ("stroke", "#9a9a98"),
                    ("stroke-width", TenthsPath.Of(1.1))
                );
            }
            else
            {
                svg.Element("path", ("d", path));
            }
        }

        svg.Close();
    }

    /// <summary>Draws the name of the view, and which side is which.</summary>
    public void DrawSigns(MarkupWriter svg)
    {
        (string left, string right, string name) = Signs;
        double middle = X + (0.5 * Width);
        svg.Text(middle, Y + Height + 12, name, ("text-anchor", "middle"), ("font-size", 10), ("fill", Rgb.Axis));
        if (left.Length > 0)
        {
            svg.Text(X + 4, Y + 12, left, ("font-size", 12), ("font-weight", "600"));
            svg.Text(X + Width - 4, Y + 12, right, ("font-size", 12), ("font-weight", "600"), ("text-anchor", "end"));
        }
    }
}
