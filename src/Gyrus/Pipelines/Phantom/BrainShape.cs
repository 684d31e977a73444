using Gyrus.Imaging;

namespace Gyrus.Pipelines.Phantom;

/// <summary>A brain made of ellipsoids: two hemispheres, temporal lobes, cerebellum, brain stem; ventricles inside.</summary>
/// <remarks>
/// Sums, products and square roots only, so that every machine computes the same bits. Millimetres, MNI-like, mirrored
/// exactly at x = 0.
/// </remarks>
internal static class BrainShape
{
    private static readonly Ellipsoid[] Parts =
    [
        new(27, -17, 12, 44, 87, 62),
        new(44, -12, -20, 24, 44, 22),
        new(21, -66, -36, 31, 28, 22),
        new(0, -28, -38, 13, 15, 26),
    ];

    private static readonly Ellipsoid Ventricle = new(9, -12, 14, 8, 28, 9);
    private static readonly Ellipsoid Nuclei = new(18, -6, 4, 14, 20, 12);

    /// <summary>The lattice of a voxel size; 4 mm gives 40 × 48 × 38 voxels.</summary>
    public static Grid GridOf(double voxelMillimetres)
    {
        double v = voxelMillimetres;
        (int i, int j, int k) = (Steps(160 / v), Steps(192 / v), Steps(152 / v));
        double x = -0.5 * (i - 1) * v;
        double y = -18 - (0.5 * (j - 1) * v);
        double z = 6 - (0.5 * (k - 1) * v);
        return new Grid(i, j, k, new Affine([v, 0, 0, x, 0, v, 0, y, 0, 0, v, z]));
    }

    /// <summary>How deep a point lies: above 0 inside, 1 in the middle of a hemisphere.</summary>
    public static double Depth(double x, double y, double z)
    {
        x = Math.Abs(x);
        double depth = double.NegativeInfinity;
        foreach (Ellipsoid part in Parts)
        {
            // The lower half of the hemispheres is shallow; the temporal lobes hang below it.
            double zRadius = part.Rz > 60 && z < part.Z ? 40 : part.Rz;
            depth = SmoothMaximum(depth, part.Depth(x, y, z, zRadius));
        }

        return depth;
    }

    /// <summary>The parts of grey matter, white matter and cerebrospinal fluid at a point of a depth; they sum to 1.</summary>
    public static Tissue TissueAt(double x, double y, double z, double depth)
    {
        x = Math.Abs(x);
        double fluid = Step(Ventricle.Depth(x, y, z, Ventricle.Rz), 0, 0.5);
        double nuclei = Step(Nuclei.Depth(x, y, z, Nuclei.Rz), 0, 0.5);
        double white = Step(depth, 0.4, 0.65) * (1 - nuclei) * (1 - fluid);
        return new Tissue(1 - fluid - white, white, fluid);
    }

    /// <summary>0 below <paramref name="from"/>, 1 above <paramref name="to"/>, a smooth cubic between.</summary>
    public static double Step(double value, double from, double to)
    {
        double t = Math.Clamp((value - from) / (to - from), 0, 1);
        return t * t * (3 - (2 * t));
    }

    private static int Steps(double length) => Math.Max(4, (int)Math.Round(length));

    private static double SmoothMaximum(double a, double b)
    {
        const double Blend = 0.15;
        double near = Math.Max(Blend - Math.Abs(a - b), 0) / Blend;
        return Math.Max(a, b) + (near * near * Blend / 4);
    }

    private readonly record struct Ellipsoid(double X, double Y, double Z, double Rx, double Ry, double Rz)
    {
        public double Depth(double x, double y, double z, double zRadius)
        {
            (double u, double v, double w) = ((x - X) / Rx, (y - Y) / Ry, (z - Z) / zRadius);
            return 1 - (u * u) - (v * v) - (w * w);
        }
    }
}
