using static System.FormattableString;

namespace Gyrus.Imaging;

/// <summary>Where image, atlas and mask meet, and which voxels there count.</summary>
internal sealed class ExtractionGeometry
{
    public ExtractionGeometry(RegionExtractor options, IAtlas atlas, Grid image)
    {
        Target = options.Target switch
        {
            ResamplingTarget.Data => image,
            ResamplingTarget.Atlas => atlas.Grid,
            ResamplingTarget.Mask => options.Mask?.Grid
                ?? throw new ArgumentException("The resampling target is the mask, but there is no mask."),
            _ => Same(options, atlas, image),
        };
        if (!Target.IsSameAs(image))
        {
            Map = ResamplingMap.Create(image, Target, options.Interpolation);
        }

        Counts = Map?.Inside() ?? Enumerable.Repeat(true, Target.Voxels).ToArray();
        if (options.Mask is { } mask)
        {
            bool[] masked = VoxelMask.On(Target, mask);
            for (int v = 0; v < Counts.Length; v++)
            {
                Counts[v] &= masked[v];
            }
        }
    }

    /// <summary>Gets the common grid.</summary>
    public Grid Target { get; }

    /// <summary>Gets the map from the image to the common grid, or null when they are one.</summary>
    public IResamplingMap? Map { get; }

    /// <summary>Gets which voxels of the common grid lie in the image and in the mask.</summary>
    public bool[] Counts { get; }

    /// <summary>How far a grid reaches, for messages.</summary>
    public static string Extent(Grid grid)
    {
        var (low, high) = TargetGrid.Box(grid.Affine, grid);
        return Invariant(
            $"x {low.X:0.#} … {high.X:0.#}, y {low.Y:0.#} … {high.Y:0.#}, z {low.Z:0.#} … {high.Z:0.#} mm"
        );
    }

    private static Grid Same(RegionExtractor options, IAtlas atlas, Grid image)
    {
        Require(atlas.Name, atlas.Grid, image);
        if (options.Mask is { } mask)
        {
            Require("The mask", mask.Grid, image);
        }

        return image;
    }

    private static void Require(string what, Grid grid, Grid image)
    {
        if (!grid.IsSameAs(image))
        {
            throw new ArgumentException(
                Invariant(
                    $"{what} must be on the image's grid when the resampling target is None. The image: {image}, {Extent(image)}. {what}: {grid}, {Extent(grid)}. Choose another target."
                )
            );
        }
    }
}
