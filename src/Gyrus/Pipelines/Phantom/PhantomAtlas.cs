using Gyrus.Imaging;
using Gyrus.Numerics;
using Gyrus.Signals;

namespace Gyrus.Pipelines.Phantom;

/// <summary>Overlapping probabilistic maps: compact bumps spread evenly over the grey matter, mirrored left and right.</summary>
internal sealed class PhantomAtlas
{
    private const int Refinements = 12;

    /// <summary>Places <paramref name="count"/> maps in a brain.</summary>
    public PhantomAtlas(PhantomBrain brain, int count, ulong seed)
    {
        List<WorldPoint> centres = Place(brain, count, new Rng(seed));
        Regions = RegionNaming.Name(centres);
        Maps = [.. Regions.Select(r => Map(brain, r.Centre!.Value, Radius(r.Centre!.Value, centres, brain.Grid)))];
        Series = new PhantomMaps(brain, Maps);
    }

    /// <summary>Gets the regions, in pairs left and right; the midline one, if any, is the last.</summary>
    public IReadOnlyList<Region> Regions { get; }

    /// <summary>Gets the maps: positions in <see cref="PhantomBrain.Voxels"/> and weights in (0, 1].</summary>
    public (int Voxel, double Weight)[][] Maps { get; }

    /// <summary>Gets the maps as an image, one volume per region.</summary>
    public IVolumeSeries Series { get; }

    /// <summary>Farthest-point sampling of one hemisphere, then Lloyd's iteration; the other hemisphere mirrors it.</summary>
    private static List<WorldPoint> Place(PhantomBrain brain, int count, Rng rng)
    {
        bool odd = count % 2 == 1;
        var middle = new WorldPoint(0, -50, 28);
        WorldPoint[] right =
        [
            .. brain.Voxels.Where(v => v.At.X > 5 && v.Depth > 0.08 && v.Tissue.Grey > 0.5).Select(v => v.At),
        ];
        if (right.Length < 2 * count)
        {
            throw new ArgumentException(
                FormattableString.Invariant(
                    $"{count} regions do not fit a brain of {brain.Voxels.Length} voxels. Ask for fewer, or for smaller voxels."
                )
            );
        }

        List<WorldPoint> chosen = odd ? [middle] : [right[rng.NextInt(right.Length)]];
        int wanted = (count / 2) + (odd ? 1 : 0);
        double[] distance = [.. right.Select(p => Squared(p, chosen[0]))];
        while (chosen.Count < wanted)
        {
            chosen.Add(right[Array.IndexOf(distance, distance.Max())]);
            for (int i = 0; i < right.Length; i++)
            {
                distance[i] = Math.Min(distance[i], Squared(right[i], chosen[^1]));
            }
        }

        for (int pass = 0; pass < Refinements; pass++)
        {
            Refine(right, chosen, firstFree: odd ? 1 : 0);
        }

        // Regions of one network follow each other, and mirrored ones too, so that matrices show blocks.
        return
        [
            .. chosen
                .Select((c, i) => odd && i == 0 ? [middle] : (WorldPoint[])[c with { X = -c.X }, c])
                .OrderBy(group => RegionNaming.NetworkOf(group[^1]), StringComparer.Ordinal)
                .SelectMany(group => group),
        ];
    }

    private static void Refine(WorldPoint[] points, List<WorldPoint> centres, int firstFree)
    {
        var sums = new (double X, double Y, double Z, int Count)[centres.Count];
        foreach (WorldPoint p in points)
        {
            int nearest = 0;
            for (int c = 1; c < centres.Count; c++)
            {
                nearest = Squared(p, centres[c]) < Squared(p, centres[nearest]) ? c : nearest;
            }

            ref (double X, double Y, double Z, int Count) sum = ref sums[nearest];
            sum = (sum.X + p.X, sum.Y + p.Y, sum.Z + p.Z, sum.Count + 1);
        }

        for (int c = firstFree; c < centres.Count; c++)
        {
            (double x, double y, double z, int n) = sums[c];
            centres[c] = n == 0 ? centres[c] : new WorldPoint(x / n, y / n, z / n);
        }
    }

    /// <summary>0.8 of the way to the nearest other centre, so that neighbours overlap; at least 1.6 voxels.</summary>
    private static double Radius(WorldPoint centre, List<WorldPoint> centres, Grid grid)
    {
        double nearest = centres.Where(c => c != centre).Select(c => Squared(c, centre)).DefaultIfEmpty(900).Min();
        return Math.Max(0.8 * Math.Sqrt(nearest), 1.6 * grid.Affine.VoxelSizeMillimetres(0));
    }

    /// <summary>(1 − (r/R)²)² inside R.</summary>
    private static (int Voxel, double Weight)[] Map(PhantomBrain brain, WorldPoint centre, double radius)
    {
        var map = new List<(int, double)>();
        for (int v = 0; v < brain.Voxels.Length; v++)
        {
            double inside = 1 - (Squared(brain.Voxels[v].At, centre) / (radius * radius));
            if (inside > 0)
            {
                map.Add((v, inside * inside));
            }
        }

        return [.. map];
    }

    private static double Squared(WorldPoint a, WorldPoint b)
    {
        (double x, double y, double z) = (a.X - b.X, a.Y - b.Y, a.Z - b.Z);
        return (x * x) + (y * y) + (z * z);
    }
}
