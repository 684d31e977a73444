using Gyrus.Imaging;
using Gyrus.Report.Figures;

namespace Gyrus.Report.Explorer;

/// <summary>A schematic brain in MNI space: the solid whose shadows are the silhouettes of <see cref="BrainOutline"/>.</summary>
/// <remarks>
/// Our own drawing, not a template made from people. With dₛ the distances in mm of a voxel's three projections from the edges
/// of their silhouettes (positive inside), its depth is 1 − √Σₛ max(0, 1 − dₛ/12)²: 0 on the surface, with rounded edges, and
/// 1 from 12 mm inside. A cleft parts the hemispheres. Voxels hold the depth from −½ to 1, moved to 0 … 1.5.
/// </remarks>
internal static class SchematicBrain
{
    /// <summary>The share of the volume's range at the surface.</summary>
    public const double Surface = 1 / 3.0;

    private const double VoxelMillimetres = 3;
    private const double Rounding = 12;
    private static readonly Lazy<Volume> Made = new(Make);

    /// <summary>Gets the lattice: 3 mm, RAS+, around the whole head of the MNI space.</summary>
    public static Grid Grid { get; } =
        new(
            52,
            65,
            55,
            new Affine([VoxelMillimetres, 0, 0, -76.5, 0, VoxelMillimetres, 0, -112, 0, 0, VoxelMillimetres, -78])
        );

    /// <summary>Gets the volume.</summary>
    public static Volume Volume => Made.Value;

    private static Volume Make()
    {
        BrainLine[] side = [.. BrainOutline.Lateral.Where(l => l.IsShape)];
        BrainLine[] back = [.. BrainOutline.Coronal.Where(l => l.IsShape)];
        BrainLine above = BrainOutline.Axial.Single(l => l.IsShape);
        double[] axial = Map(above, Axis.X, Axis.Y);

        // Stem, cerebellum and cerebrum come in this order from the side and from behind; only the cerebrum shows from above.
        double[][] parts = new double[3][];
        for (int part = 0; part < 3; part++)
        {
            parts[part] = Solid(
                Map(side[part], Axis.Y, Axis.Z),
                Map(back[part], Axis.X, Axis.Z),
                part == 2 ? axial : null
            );
        }

        double[] values = new double[Grid.Voxels];
        for (int v = 0; v < values.Length; v++)
        {
            double x = Axis.X.At(v % Grid.I);
            double cleft = 0.5 * Math.Exp(-(x * x) / 9);
            double depth = Math.Max(parts[2][v] - cleft, Math.Max(parts[0][v], parts[1][v]));
            values[v] = 0.5 + Math.Clamp(depth, -0.5, 1);
        }

        return new Volume(Grid, values);
    }

    private static double[] Solid(double[] side, double[] back, double[]? above)
    {
        double[] depths = new double[Grid.Voxels];
        for (int k = 0, v = 0; k < Grid.K; k++)
        {
            for (int j = 0; j < Grid.J; j++)
            {
                for (int i = 0; i < Grid.I; i++, v++)
                {
                    double sum = Shortfall(side[j + (Grid.J * k)]) + Shortfall(back[i + (Grid.I * k)]);
                    sum += above is null ? 0 : Shortfall(above[i + (Grid.I * j)]);
                    depths[v] = 1 - Math.Sqrt(sum);
                }
            }
        }

        return depths;
    }

    private static double Shortfall(double distance) => Math.Pow(Math.Max(0, 1 - (distance / Rounding)), 2);

    /// <summary>The distance from the edge of a silhouette, positive inside, at every point of a plane of the lattice.</summary>
    private static double[] Map(BrainLine shape, Axis across, Axis up)
    {
        double[] map = new double[across.Count * up.Count];
        for (int b = 0; b < up.Count; b++)
        {
            for (int a = 0; a < across.Count; a++)
            {
                map[a + (across.Count * b)] = shape.DepthAt(across.At(a), up.At(b));
            }
        }

        return map;
    }

    /// <summary>One axis of the lattice, in millimetres.</summary>
    private sealed record Axis(int Count, double Start)
    {
        public static Axis X { get; } = new(Grid.I, Grid.Affine[0, 3]);

        public static Axis Y { get; } = new(Grid.J, Grid.Affine[1, 3]);

        public static Axis Z { get; } = new(Grid.K, Grid.Affine[2, 3]);

        public double At(int index) => Start + (VoxelMillimetres * index);
    }
}
