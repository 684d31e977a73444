using static System.FormattableString;

namespace Gyrus.Imaging;

/// <summary>Where image, atlas and mask meet, and which voxels there count.</summary>
internal sealed class ExtractionGeometry
{
    private readonly Grid _image;

    public ExtractionGeometry(RegionExtractor options, IAtlas atlas, Grid image)
    {
        _image = image;
        Target = options.Target switch
        {
            ResamplingTarget.Data => image,
            ResamplingTarget.Atlas => atlas.Grid
                ?? throw new ArgumentException(
                    $"{atlas.Name}: the resampling target is the atlas, but seeds have no grid. Choose the data or a mask."
                ),
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

    /// <summary>The map to those voxels of the common grid that carry a weight.</summary>
    public IResamplingMap? MapTo(SparseRows rows, Interpolation interpolation)
    {
        if (Map is null)
        {
            return null;
        }

        bool[] needed = new bool[Target.Voxels];
        foreach (int voxel in rows.Support(needed.Length))
        {
            needed[voxel] = true;
        }

        return ResamplingMap.Create(_image, Target, interpolation, needed);
    }

    /// <summary>The steps of an extraction, with this geometry.</summary>
    public VolumewiseReduction Steps(
        IResamplingMap? map,
        SmoothingMap? smoothing,
        (SparseRows Rows, RegionStatistic? Statistic) reduction
    ) => new((_image, Target), map, smoothing, reduction);

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
        if (atlas.Grid is { } grid)
        {
            RequireSame(atlas.Name, grid, image);
        }

        if (options.Mask is { } mask)
        {
            RequireSame("The mask", mask.Grid, image);
        }

        return image;
    }

    private static void RequireSame(string what, Grid grid, Grid image)
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
