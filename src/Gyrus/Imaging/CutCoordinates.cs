using Gyrus.Numerics;
using Gyrus.Signals;

namespace Gyrus.Imaging;

/// <summary>Where to cut an image, and the one point that stands for a map or a label, in mm.</summary>
/// <remarks>
/// The rules are those of nilearn's find_xyz_cut_coords, find_probabilistic_atlas_cut_coords, find_parcellation_cut_coords
/// and find_cut_slices, so that nodes lie where nilearn draws them. Where those are at fault these differ:
/// docs/methods/coordinates.md. Parts of images are connected through faces (6-connectivity).
/// </remarks>
public static partial class CutCoordinates
{
    private const double Percent = 80;
    private const int FewVoxels = 50;

    /// <summary>Voxels beyond the midline up to this share of a label are rims of a label of the other side.</summary>
    private const double RimShare = 0.2;

    /// <summary>The centre of the largest activation of a statistical image or of a weighted map.</summary>
    /// <remarks>
    /// With n non-zero values: the largest part of {|v| ≥ t}; within it, if more than 50 voxels exceed |mean v|, the largest
    /// part of those; then the centre of mass of |v|. Values that are not finite count as 0.
    /// </remarks>
    /// <param name="image">The image.</param>
    /// <param name="threshold">The threshold t, at least 0. Default: the ⌊0.8·n⌋-th of the sorted |v| ≠ 0, counted from 0. Above every |v|, the whole image counts.</param>
    /// <returns>The point, or null when the image is zero everywhere.</returns>
    public static WorldPoint? OfActivation(Volume image, double? threshold = null)
    {
        ArgumentNullException.ThrowIfNull(image);
        double[] values = image.Values.ToArray();
        NonFinite.Clear(values);
        (int[] voxels, double[] weights) = SparseRows.Row(values);
        return OfWeights(
            voxels,
            weights,
            image.Grid,
            threshold is { } t ? Require.NotNegative(t, nameof(threshold)) : null
        );
    }

    /// <summary>The centre of the largest activation of each map; null for a map that is zero everywhere.</summary>
    public static IReadOnlyList<WorldPoint?> OfMaps(IVolumeSeries maps)
    {
        ArgumentNullException.ThrowIfNull(maps);
        var centres = new List<WorldPoint?>(maps.Count);
        double[] map = new double[maps.Grid.Voxels];
        using IVolumeReader reader = maps.Open();
        while (reader.ReadNext(map))
        {
            NonFinite.Clear(map);
            (int[] voxels, double[] weights) = SparseRows.Row(map);
            centres.Add(OfWeights(voxels, weights, maps.Grid));
        }

        return centres;
    }

    /// <summary>The centre of each label: the centre of mass of its largest part within one hemisphere.</summary>
    /// <remarks>
    /// A voxel is left when the next voxel to its right is not beyond x = 0, and right otherwise. A label with less than a fifth of
    /// its voxels on one side is a label of the other, and taken whole whatever hemisphere is asked for.
    /// </remarks>
    /// <param name="labels">Integers of any sign; values that are not finite are background.</param>
    /// <param name="hemisphere">The hemisphere that stands for a label with voxels in both. Default: left.</param>
    /// <param name="background">The value that is no label. Default 0.</param>
    /// <returns>One centre per label, by ascending label.</returns>
    /// <exception cref="ArgumentException">A value is not an integer, or every voxel is background.</exception>
    public static IReadOnlyList<LabelCentre> OfLabels(
        Volume labels,
        Hemisphere hemisphere = Hemisphere.Left,
        int background = 0
    )
    {
        var atlas = LabelsAtlas.Create("labels", labels, background: background);
        SparseRows rows = ((IAtlas)atlas).On(atlas.Grid);
        return
        [
            .. atlas.Regions.Select(
                (region, r) => new LabelCentre(region.Label, OfVoxels(rows.Voxels(r), atlas.Grid, hemisphere))
            ),
        ];
    }

    /// <summary>The centre of a label from its voxels, of which there is at least one.</summary>
    internal static WorldPoint OfVoxels(ReadOnlySpan<int> voxels, Grid grid, Hemisphere hemisphere)
    {
        (List<int> left, List<int> right) = ([], []);
        double step = Enumerable.Range(0, 3).Max(axis => Math.Abs(grid.Affine[0, axis]));
        foreach (int voxel in voxels)
        {
            (Place(voxel, grid).X + step <= 1e-6 * step ? left : right).Add(voxel);
        }

        bool isOfOneSide = Math.Min(left.Count, right.Count) < RimShare * voxels.Length;
        int[] used = isOfOneSide ? voxels.ToArray() : [.. hemisphere == Hemisphere.Left ? left : right];
        int[] part = [.. LargestPart(used, grid).Select(n => used[n])];
        return CentreOfMass(part, Enumerable.Repeat(1.0, part.Length).ToArray(), grid);
    }

    /// <summary>The centre of a map from its non-zero weights; null when there are none.</summary>
    internal static WorldPoint? OfWeights(int[] voxels, double[] weights, Grid grid, double? threshold = null)
    {
        if (voxels.Length == 0)
        {
            return null;
        }

        double limit = threshold ?? PercentileOf(weights);
        int[] above = [.. Enumerable.Range(0, voxels.Length).Where(n => Math.Abs(weights[n]) >= limit)];
        if (above.Length == 0)
        {
            return CentreOfMass(voxels, weights, grid);
        }

        (voxels, weights) = Largest(voxels, weights, above, grid);
        double second = Math.Abs(weights.Average());
        int[] strong = [.. Enumerable.Range(0, voxels.Length).Where(n => Math.Abs(weights[n]) > second)];
        if (strong.Length > FewVoxels)
        {
            (voxels, weights) = Largest(voxels, weights, strong, grid);
        }

        return CentreOfMass(voxels, weights, grid);
    }

    private static double PercentileOf(double[] weights)
    {
        double[] sizes = Array.ConvertAll(weights, Math.Abs);
        Array.Sort(sizes);
        return sizes[Math.Min((int)(sizes.Length * Percent / 100), sizes.Length - 1)];
    }

    private static (int[] Voxels, double[] Weights) Largest(int[] voxels, double[] weights, int[] chosen, Grid grid)
    {
        int[] part = [.. LargestPart([.. chosen.Select(n => voxels[n])], grid).Select(n => chosen[n])];
        return ([.. part.Select(n => voxels[n])], [.. part.Select(n => weights[n])]);
    }

    /// <summary>The places in a list of voxels of those in its largest part; only the box around them is searched.</summary>
    private static IEnumerable<int> LargestPart(int[] voxels, Grid grid)
    {
        (int I, int J, int K) low = (grid.I, grid.J, grid.K);
        (int I, int J, int K) high = (0, 0, 0);
        foreach (int voxel in voxels)
        {
            (int i, int j, int k) = Indices(voxel, grid);
            low = (Math.Min(low.I, i), Math.Min(low.J, j), Math.Min(low.K, k));
            high = (Math.Max(high.I, i), Math.Max(high.J, j), Math.Max(high.K, k));
        }

        Grid box = new(high.I - low.I + 1, high.J - low.J + 1, high.K - low.K + 1, grid.Affine);
        int[] inBox = Array.ConvertAll(
            voxels,
            voxel =>
            {
                (int i, int j, int k) = Indices(voxel, grid);
                return i - low.I + (box.I * (j - low.J + (box.J * (k - low.K))));
            }
        );
        bool[] mask = new bool[box.Voxels];
        foreach (int voxel in inBox)
        {
            mask[voxel] = true;
        }

        bool[] largest = ConnectedComponents.Largest(mask, box);
        return Enumerable.Range(0, voxels.Length).Where(n => largest[inBox[n]]);
    }

    private static WorldPoint CentreOfMass(int[] voxels, double[] weights, Grid grid)
    {
        (double i, double j, double k, double mass) = (0, 0, 0, 0);
        for (int n = 0; n < voxels.Length; n++)
        {
            (int a, int b, int c) = Indices(voxels[n], grid);
            double size = Math.Abs(weights[n]);
            (i, j, k, mass) = (i + (size * a), j + (size * b), k + (size * c), mass + size);
        }

        (double x, double y, double z) = grid.Affine.Apply(i / mass, j / mass, k / mass);
        return new WorldPoint(x, y, z);
    }

    private static (double X, double Y, double Z) Place(int voxel, Grid grid)
    {
        (int i, int j, int k) = Indices(voxel, grid);
        return grid.Affine.Apply(i, j, k);
    }

    private static (int I, int J, int K) Indices(int voxel, Grid grid) =>
        (voxel % grid.I, voxel / grid.I % grid.J, voxel / grid.I / grid.J);
}
