namespace Gyrus.Report.Drawing;

/// <summary>Colours for groups without order: hues far apart, with two lightnesses so that neighbours differ in grey too.</summary>
internal static class Categories
{
    private static readonly Rgb[] Table =
    [
        Oklch.ToRgb(0.52, 0.13, 250),
        Oklch.ToRgb(0.70, 0.15, 60),
        Oklch.ToRgb(0.54, 0.12, 165),
        Oklch.ToRgb(0.62, 0.18, 350),
        Oklch.ToRgb(0.76, 0.10, 220),
        Oklch.ToRgb(0.50, 0.17, 25),
        Oklch.ToRgb(0.74, 0.13, 130),
        Oklch.ToRgb(0.50, 0.17, 300),
        Oklch.ToRgb(0.80, 0.14, 95),
        Oklch.ToRgb(0.45, 0.07, 200),
        Oklch.ToRgb(0.76, 0.10, 320),
        Oklch.ToRgb(0.42, 0.06, 75),
    ];

    /// <summary>The colour of group <paramref name="index"/>; after 12 groups the colours repeat, so legends must name them.</summary>
    public static Rgb At(int index) => Table[index % Table.Length];
}
