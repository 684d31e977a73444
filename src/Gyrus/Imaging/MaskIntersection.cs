using Gyrus.Numerics;
using static System.FormattableString;

namespace Gyrus.Imaging;

/// <summary>One mask of several: the voxels that lie in more than a share of them.</summary>
/// <remarks>As nilearn's <c>intersect_masks</c>, and with a strategy its <c>compute_multi_epi_mask</c> and <c>compute_multi_background_mask</c>.</remarks>
public sealed record MaskIntersection
{
    // A share of 1 means all of them, so the comparison is with a little less.
    private const double All = 1 - 1e-7;

    /// <summary>Gets the share of masks that a voxel must exceed: 0 is the union, 1 the intersection. 0 … 1, default 0.5.</summary>
    public double Threshold
    {
        get;
        init => field = Require.Between(0, 1, value, nameof(Threshold));
    } = 0.5;

    /// <summary>Gets whether only the largest 6-connected part is kept. Default true.</summary>
    public bool Connected { get; init; } = true;

    /// <summary>Intersects masks; a voxel is in a mask when its value is not 0.</summary>
    /// <param name="masks">At least one, all on one grid.</param>
    /// <exception cref="ArgumentException">No mask, or one on another grid than the first.</exception>
    public ComputedMask Of(IReadOnlyList<Volume> masks)
    {
        ArgumentNullException.ThrowIfNull(masks);
        Require.AtLeast(1, masks.Count, nameof(masks));
        RequireOneGrid([.. masks.Select((m, n) => (Invariant($"mask {n + 1}"), m.Grid))]);
        int[] counts = new int[masks[0].Grid.Voxels];
        foreach (Volume mask in masks)
        {
            for (int v = 0; v < counts.Length; v++)
            {
                counts[v] += mask.Values[v] != 0 && double.IsFinite(mask.Values[v]) ? 1 : 0;
            }
        }

        double least = Math.Min(Threshold, All) * masks.Count;
        return MaskShape.Finish(
            ("the masks", masks[0].Grid),
            Array.ConvertAll(counts, count => count > least),
            (Connected, Opening: 0)
        );
    }

    /// <summary>Computes a mask of each image and intersects them; of one image it is that image's mask.</summary>
    /// <param name="images">Runs or subjects, at least one, all on one grid.</param>
    /// <param name="strategy">How a mask is computed; by nilearn's default both kinds are opened and connected here.</param>
    /// <param name="run">Who is told how far it is, and how to stop; null for the defaults.</param>
    /// <exception cref="ArgumentException">No image, or one on another grid than the first.</exception>
    public ComputedMask Of(IReadOnlyList<IVolumeSeries> images, IMaskStrategy strategy, ExtractionRun? run = null)
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(strategy);
        Require.AtLeast(1, images.Count, nameof(images));
        RequireOneGrid([.. images.Select(i => (i.Name, i.Grid))]);
        ComputedMask[] masks = [.. images.Select(image => strategy.Compute(image, run))];
        if (masks.Length == 1)
        {
            return masks[0];
        }

        ComputedMask joined = Of([.. masks.Select(m => m.Mask)]);
        return joined with { Warnings = [.. masks.SelectMany(m => m.Warnings), .. joined.Warnings] };
    }

    private static void RequireOneGrid(IReadOnlyList<(string Name, Grid Grid)> images)
    {
        foreach ((string name, Grid grid) in images)
        {
            if (!grid.IsSameAs(images[0].Grid))
            {
                throw new ArgumentException(
                    $"{name}: expected the grid of {images[0].Name}, {images[0].Grid}, {ExtractionGeometry.Extent(images[0].Grid)}, but this is {grid}, {ExtractionGeometry.Extent(grid)}. Masks of several images need one grid."
                );
            }
        }
    }
}
