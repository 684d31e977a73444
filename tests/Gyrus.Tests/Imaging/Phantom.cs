using Gyrus.Imaging;

namespace Gyrus.Tests.Imaging;

/// <summary>Small random images and atlases for the tests of this folder.</summary>
internal static class Phantom
{
    /// <summary>A grid of the given shape whose axes are turned by an angle about z and then about x.</summary>
    public static Grid Grid((int I, int J, int K) shape, double voxel, double angle, double shift = 0)
    {
        (double c, double s) = (Math.Cos(angle), Math.Sin(angle));
        double[] m = [c, -s * c, s * s, s, c * c, -c * s, 0, s, c];
        double[] rows = new double[12];
        (double x, double y, double z) = (
            voxel * (shape.I - 1) / 2,
            voxel * (shape.J - 1) / 2,
            voxel * (shape.K - 1) / 2
        );
        for (int r = 0; r < 3; r++)
        {
            for (int k = 0; k < 3; k++)
            {
                rows[(4 * r) + k] = angle == 0 ? (r == k ? voxel : 0) : voxel * m[(3 * r) + k];
            }

            double[] v = angle == 0 ? [r == 0 ? 1 : 0, r == 1 ? 1 : 0, r == 2 ? 1 : 0] : m[(3 * r)..((3 * r) + 3)];
            rows[(4 * r) + 3] = shift - ((v[0] * x) + (v[1] * y) + (v[2] * z));
        }

        return new Grid(shape.I, shape.J, shape.K, new Affine(rows));
    }

    /// <summary>Volumes of independent normal values about a mean.</summary>
    public static VolumeSeries Noise(Grid grid, int volumes, ulong seed, double mean = 0)
    {
        var rng = new Rng(seed);
        return new VolumeSeries(
            "noise",
            grid,
            Enumerable
                .Range(0, volumes)
                .Select(_ => Enumerable.Range(0, grid.Voxels).Select(_ => mean + rng.NextNormal()).ToArray())
        );
    }

    /// <summary>Overlapping Gaussian blobs, some with a negative rim, at random places in the middle of the grid.</summary>
    public static MapsAtlas Maps(Grid grid, int count, ulong seed)
    {
        var rng = new Rng(seed);
        var maps = new List<double[]>();
        for (int n = 0; n < count; n++)
        {
            double[] centre =
            [
                grid.I * (0.25 + (0.5 * rng.NextDouble())),
                grid.J * (0.25 + (0.5 * rng.NextDouble())),
                grid.K * (0.25 + (0.5 * rng.NextDouble())),
            ];
            maps.Add([.. Positions(grid).Select(p => Blob(p, centre))]);
        }

        return MapsAtlas.Read(new VolumeSeries("maps", grid, maps));
    }

    /// <summary>Labels 1 … count, each a slab of voxels around the middle of the grid.</summary>
    public static LabelsAtlas Labels(Grid grid, int count) =>
        LabelsAtlas.Create(
            "labels",
            new Volume(
                grid,
                [
                    .. Positions(grid)
                        .Select(p =>
                            p.I > 1 && p.I < grid.I - 2 && p.J > 1 && p.J < grid.J - 2
                                ? 1.0 + (p.K * count / grid.K)
                                : 0
                        ),
                ]
            )
        );

    private static IEnumerable<(int I, int J, int K)> Positions(Grid grid) =>
        Enumerable.Range(0, grid.Voxels).Select(v => (v % grid.I, v / grid.I % grid.J, v / grid.I / grid.J));

    private static double Blob((int I, int J, int K) p, double[] centre)
    {
        double d2 = Math.Pow(p.I - centre[0], 2) + Math.Pow(p.J - centre[1], 2) + Math.Pow(p.K - centre[2], 2);
        return d2 < 12 ? (1 - (d2 / 8)) * Math.Exp(-d2 / 6) : 0;
    }
}
