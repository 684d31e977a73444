using Gyrus.Signals;
using static System.FormattableString;

namespace Gyrus.Imaging;

/// <summary>Every voxel of a mask as a region of its own, for signals of volumes × voxels.</summary>
/// <remarks>
/// The voxels stand in numpy's C order (the last axis runs fastest), as in nilearn's NiftiMasker, and are called
/// <c>i,j,k</c> by their indices from 0. The images must lie on the mask's grid, or come to it
/// (<see cref="ResamplingTarget.Atlas"/>).
/// </remarks>
public sealed class VoxelsAtlas : IAtlas
{
    private readonly int[] _voxels;

    private VoxelsAtlas(string name, Grid grid, int[] voxels)
    {
        (Name, Grid, _voxels) = (name, grid, voxels);
        Regions = [.. voxels.Select((voxel, n) => Region(grid, voxel, n + 1))];
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public Grid Grid { get; }

    /// <inheritdoc/>
    public IReadOnlyList<Region> Regions { get; }

    /// <inheritdoc/>
    IReadOnlyList<string> IAtlas.Warnings => [];

    /// <inheritdoc/>
    RegionKind IAtlas.Kind => RegionKind.Voxels;

    /// <summary>Takes the voxels of a mask: those that are not 0, and finite.</summary>
    /// <param name="name">What the mask is called in messages: the file name, mostly.</param>
    /// <param name="mask">The mask.</param>
    /// <exception cref="ArgumentException">The mask holds no voxel.</exception>
    public static VoxelsAtlas Create(string name, Volume mask)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(mask);
        Grid grid = mask.Grid;
        var voxels = new List<int>();
        for (int i = 0; i < grid.I; i++)
        {
            for (int j = 0; j < grid.J; j++)
            {
                for (int k = 0; k < grid.K; k++)
                {
                    double value = mask[i, j, k];
                    if (value != 0 && double.IsFinite(value))
                    {
                        voxels.Add(i + (grid.I * (j + (grid.J * k))));
                    }
                }
            }
        }

        return voxels.Count > 0
            ? new VoxelsAtlas(name, grid, [.. voxels])
            : throw new ArgumentException($"{name}: the mask is 0 everywhere: there is no voxel.");
    }

    /// <inheritdoc/>
    SparseRows IAtlas.On(Grid target) =>
        target.IsSameAs(Grid)
            ? new SparseRows(Array.ConvertAll(_voxels, v => new[] { v }), Array.ConvertAll(_voxels, _ => Whole))
            : throw new ArgumentException(
                $"{Name}: the voxels of a mask are taken on its own grid ({Grid}, {ExtractionGeometry.Extent(Grid)}), but the image has {target}, {ExtractionGeometry.Extent(target)}. Resample the image to the mask (target Atlas), or make a mask on the image's grid."
            );

    private static readonly double[] Whole = [1];

    private static Region Region(Grid grid, int voxel, int label)
    {
        (int i, int j, int k) = (voxel % grid.I, voxel / grid.I % grid.J, voxel / grid.I / grid.J);
        (double x, double y, double z) = grid.Affine.Apply(i, j, k);
        return new Region(label, Invariant($"{i},{j},{k}")) { Centre = new WorldPoint(x, y, z) };
    }
}
