using Gyrus.Numerics;
using Gyrus.Signals;

namespace Gyrus.Imaging;

/// <summary>Spheres around seeds, points in mm: each region is the voxels whose centres lie within a radius.</summary>
/// <remarks>
/// <para>
/// On the grid of an image a sphere holds the voxels with ‖centre − seed‖ ≤ radius, and always the voxel nearest to the seed
/// (the indices rounded, halves to even), so that a small sphere is not lost between voxels. Without a radius it is that voxel
/// alone. A mask takes voxels away, the nearest one too.
/// </para>
/// <para>
/// As in nilearn's NiftiSpheresMasker, but no voxel joins because its coordinates, cut to whole millimetres, equal the seed's,
/// and means of integer images are not cut to integers.
/// </para>
/// </remarks>
public sealed class SpheresAtlas : IAtlas
{
    // A voxel at just the radius is inside however the affine rounds: grids of 4 mm and spheres of 8 mm meet there.
    private const double Rounding = 1e-9;

    private const int Lattice = 6;

    private SpheresAtlas(string name, IReadOnlyList<Region> regions, double? radius)
    {
        (Name, Regions, RadiusMillimetres) = (name, regions, radius);
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <summary>Gets the radius in mm, or null for the nearest voxel alone.</summary>
    public double? RadiusMillimetres { get; }

    /// <summary>Gets the seeds, in the order they came in; each has its point as centre.</summary>
    public IReadOnlyList<Region> Regions { get; }

    /// <inheritdoc/>
    Grid? IAtlas.Grid => null;

    /// <inheritdoc/>
    IReadOnlyList<string> IAtlas.Warnings => [];

    /// <inheritdoc/>
    RegionKind IAtlas.Kind => RegionKind.Spheres;

    /// <summary>Puts a sphere around each seed.</summary>
    /// <param name="name">What the seeds are called in messages: the file name, mostly.</param>
    /// <param name="seeds">At least one; each with a centre and a name of its own.</param>
    /// <param name="radiusMillimetres">The radius in mm, positive; null for the nearest voxel alone.</param>
    /// <exception cref="ArgumentException">No seed, one without a centre, or two of one name.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The radius is not positive.</exception>
    public static SpheresAtlas Create(string name, IReadOnlyList<Region> seeds, double? radiusMillimetres = null)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(seeds);
        if (radiusMillimetres is { } radius)
        {
            Require.Positive(radius, nameof(RadiusMillimetres));
        }

        if (seeds.Count == 0)
        {
            throw new ArgumentException($"{name}: expected seeds, but there is none.");
        }

        Region? nowhere = seeds.FirstOrDefault(s => s.Centre is not { } c || !double.IsFinite(c.X + c.Y + c.Z));
        if (nowhere is not null)
        {
            throw new ArgumentException(
                $"{name}: expected x, y and z of every seed, but '{nowhere.Name}' has no finite ones."
            );
        }

        RegionTable.RequireUniqueNames(name, seeds);
        return new SpheresAtlas(name, seeds, radiusMillimetres);
    }

    /// <inheritdoc/>
    SparseRows IAtlas.On(Grid target)
    {
        Affine toVoxels = target.Affine.Inverse();
        int[][] voxels = [.. Regions.Select(seed => Inside(target, toVoxels, seed.Centre!.Value))];
        return new SparseRows(voxels, Array.ConvertAll(voxels, v => Enumerable.Repeat(1.0, v.Length).ToArray()));
    }

    /// <summary>Which share of each sphere lies within the voxels of a grid, from a lattice of points in the sphere.</summary>
    internal double[] Shares(Grid grid)
    {
        Affine toVoxels = grid.Affine.Inverse();
        double radius = RadiusMillimetres ?? 0;
        (double X, double Y, double Z)[] ball = [.. Ball()];
        return
        [
            .. Regions.Select(seed =>
            {
                WorldPoint at = seed.Centre!.Value;
                int inside = ball.Count(p =>
                {
                    (double i, double j, double k) = toVoxels.Apply(
                        at.X + (radius * p.X),
                        at.Y + (radius * p.Y),
                        at.Z + (radius * p.Z)
                    );
                    return IsWithin(i, grid.I) && IsWithin(j, grid.J) && IsWithin(k, grid.K);
                });
                return inside / (double)ball.Length;
            }),
        ];
    }

    private static bool IsWithin(double index, int size) => index >= -0.5 && index <= size - 0.5;

    private static IEnumerable<(double X, double Y, double Z)> Ball() =>
        from x in Enumerable.Range(-Lattice, (2 * Lattice) + 1)
        from y in Enumerable.Range(-Lattice, (2 * Lattice) + 1)
        from z in Enumerable.Range(-Lattice, (2 * Lattice) + 1)
        where (x * x) + (y * y) + (z * z) <= Lattice * Lattice
        select (x / (double)Lattice, y / (double)Lattice, z / (double)Lattice);

    /// <summary>The voxels of one sphere, ascending.</summary>
    private int[] Inside(Grid grid, Affine toVoxels, WorldPoint seed)
    {
        (double x, double y, double z) = toVoxels.Apply(seed.X, seed.Y, seed.Z);
        double radius = RadiusMillimetres ?? 0;
        (int Low, int High) i = Reach(toVoxels, 0, (x, radius), grid.I);
        (int Low, int High) j = Reach(toVoxels, 1, (y, radius), grid.J);
        (int Low, int High) k = Reach(toVoxels, 2, (z, radius), grid.K);
        int nearest = Nearest(grid, (x, y, z));
        double most = RadiusMillimetres is null ? -1 : radius * radius * (1 + Rounding);
        var inside = new List<int>();
        for (int c = k.Low; c <= k.High; c++)
        {
            for (int b = j.Low; b <= j.High; b++)
            {
                for (int a = i.Low; a <= i.High; a++)
                {
                    int voxel = a + (grid.I * (b + (grid.J * c)));
                    (double u, double v, double w) = grid.Affine.Apply(a, b, c);
                    double squared =
                        ((u - seed.X) * (u - seed.X)) + ((v - seed.Y) * (v - seed.Y)) + ((w - seed.Z) * (w - seed.Z));
                    if (voxel == nearest || squared <= most)
                    {
                        inside.Add(voxel);
                    }
                }
            }
        }

        return [.. inside];
    }

    /// <summary>The indices along an axis that a sphere can reach: it is as wide there as the row of the inverse is long.</summary>
    private static (int Low, int High) Reach(Affine toVoxels, int axis, (double Centre, double Radius) sphere, int size)
    {
        double length = Math.Sqrt(
            (toVoxels[axis, 0] * toVoxels[axis, 0])
                + (toVoxels[axis, 1] * toVoxels[axis, 1])
                + (toVoxels[axis, 2] * toVoxels[axis, 2])
        );
        double reach = (sphere.Radius * length) + 1;
        return (
            (int)Math.Clamp(Math.Floor(sphere.Centre - reach), 0, size),
            (int)Math.Clamp(Math.Ceiling(sphere.Centre + reach), -1, size - 1)
        );
    }

    private static int Nearest(Grid grid, (double X, double Y, double Z) at)
    {
        double i = Math.Round(at.X, MidpointRounding.ToEven);
        double j = Math.Round(at.Y, MidpointRounding.ToEven);
        double k = Math.Round(at.Z, MidpointRounding.ToEven);
        bool inside = i >= 0 && i < grid.I && j >= 0 && j < grid.J && k >= 0 && k < grid.K;
        return inside ? (int)i + (grid.I * ((int)j + (grid.J * (int)k))) : -1;
    }
}
