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
        string[] missing = [.. atlas.Regions.Where((_, r) => rows.Voxels(r).Length == 0).Select(r => r.Name)];
        if (missing.Length > 0 && present.Length > 0)
        {
            string message = Invariant(
                $"{atlas.Name}: {missing.Length} of {rows.Count} regions have no voxel in the image{(options.Mask is null ? "" : " and mask")}: {RegionTable.Quote(missing)}."
            );
            if (options.EmptyRegions == EmptyRegions.Fail)
            {
                throw new ArgumentException(message);
            }

            warnings.Add(message + " They are left out.");
        }

        return present;
    }

    /// <summary>Warns of regions of which a good part lies outside the image.</summary>
    public static void WarnOfCutRegions(IAtlas atlas, IReadOnlyList<Region> present, Grid image, List<string> warnings)
    {
        bool[] inside = ResamplingMap.Create(image, atlas.Grid, Interpolation.Nearest).Inside();
        if (Array.TrueForAll(inside, x => x))
        {
            return;
        }

        SparseRows rows = atlas.On(atlas.Grid);
        var cut = new List<string>();
        for (int r = 0; r < rows.Count; r++)
        {
            double share = rows.Magnitude(r, inside) / rows.Magnitude(r);
            if (share < CutOff && present.Contains(atlas.Regions[r]))
            {
                cut.Add(Invariant($"{atlas.Regions[r].Name} ({100 * share:0} % inside)"));
            }
        }

        if (cut.Count > 0)
        {
            warnings.Add(
                Invariant(
                    $"{atlas.Name}: {cut.Count} of {rows.Count} regions are cut off by the edge of the image: {RegionTable.Quote(cut)}."
                )
            );
        }
    }

    /// <summary>The error when no region has a voxel.</summary>
    public static ArgumentException NoOverlap(RegionExtractor options, IAtlas atlas, Grid image) =>
        new(
            Invariant(
                $"{atlas.Name}: no region has a voxel in the image{(options.Mask is null ? "" : " and mask")}. The image spans {ExtractionGeometry.Extent(image)}; the atlas spans {ExtractionGeometry.Extent(atlas.Grid)}. Check that both are in one space."
            )
        );
}
