using Gyrus.Signals;
using static System.FormattableString;

namespace Gyrus.Imaging;

/// <summary>Which regions of an atlas have voxels in an image, and which are cut off by its edge.</summary>
internal static class RegionCoverage
{
    // Below this share of a region inside the image, its signal may not be the region's.
    private const double CutOff = 0.75;

    /// <summary>The regions that have voxels, as indices; the others fail or are named in a warning.</summary>
    public static int[] Present(RegionExtractor options, IAtlas atlas, SparseRows rows, List<string> warnings)
    {
        int[] present = [.. Enumerable.Range(0, rows.Count).Where(r => rows.Voxels(r).Length > 0)];
        Region[] missing = [.. atlas.Regions.Where((_, r) => rows.Voxels(r).Length == 0)];
        if (missing.Length > 0 && present.Length > 0)
        {
            bool isSeeds = atlas.Kind == RegionKind.Spheres;
            string message = Invariant(
                $"{atlas.Name}: {missing.Length} of {rows.Count} {(isSeeds ? "seeds" : "regions")} have no voxel in the image{(options.Mask is null ? "" : " and mask")}: {(isSeeds ? Places(missing) : RegionTable.Quote([.. missing.Select(r => r.Name)]))}."
            );
            if ((options.EmptyRegions ?? (isSeeds ? EmptyRegions.Fail : EmptyRegions.Drop)) == EmptyRegions.Fail)
            {
                throw new ArgumentException(
                    isSeeds
                        ? message
                            + " Check that seeds and image are in one space, or leave such seeds out (EmptyRegions = Drop)."
                        : message
                );
            }

            warnings.Add(message + " They are left out.");
        }

        return present;
    }

    /// <summary>Warns of regions of which a good part lies outside the image.</summary>
    public static void WarnOfCutRegions(IAtlas atlas, IReadOnlyList<Region> present, Grid image, List<string> warnings)
    {
        double[] shares = atlas switch
        {
            SpheresAtlas spheres => spheres.Shares(image),
            VoxelsAtlas => [],
            _ => Shares(atlas, atlas.Grid!, image),
        };
        var here = present.ToHashSet();
        var cut = new List<string>();
        for (int r = 0; r < shares.Length; r++)
        {
            if (shares[r] < CutOff && here.Contains(atlas.Regions[r]))
            {
                cut.Add(Invariant($"{atlas.Regions[r].Name} ({100 * shares[r]:0} % inside)"));
            }
        }

        if (cut.Count > 0)
        {
            warnings.Add(
                Invariant(
                    $"{atlas.Name}: {cut.Count} of {shares.Length} regions are cut off by the edge of the image: {RegionTable.Quote(cut)}."
                )
            );
        }
    }

    /// <summary>The error when no region has a voxel.</summary>
    public static ArgumentException NoOverlap(RegionExtractor options, IAtlas atlas, Grid image) =>
        new(
            Invariant(
                $"{atlas.Name}: no region has a voxel in the image{(options.Mask is null ? "" : " and mask")}. The image spans {ExtractionGeometry.Extent(image)}; {(atlas.Grid is { } grid ? "the atlas spans " + ExtractionGeometry.Extent(grid) : "the seeds are " + Places(atlas.Regions))}. Check that both are in one space."
            )
        );

    private static double[] Shares(IAtlas atlas, Grid grid, Grid image)
    {
        bool[] inside = ResamplingMap.Create(image, grid, Interpolation.Nearest).Inside();
        if (Array.TrueForAll(inside, x => x))
        {
            return [];
        }

        SparseRows rows = atlas.On(grid);
        return [.. Enumerable.Range(0, rows.Count).Select(r => rows.Magnitude(r, inside) / rows.Magnitude(r))];
    }

    /// <summary>Seeds by name and place: the first twelve, and how many more.</summary>
    private static string Places(IReadOnlyList<Region> seeds) =>
        string.Join(
            ", ",
            seeds
                .Take(12)
                .Select(s => Invariant($"'{s.Name}' at ({s.Centre?.X:0.#}, {s.Centre?.Y:0.#}, {s.Centre?.Z:0.#})"))
        ) + (seeds.Count > 12 ? Invariant($" and {seeds.Count - 12} more") : "");
}
