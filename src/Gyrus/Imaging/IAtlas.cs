using Gyrus.Signals;

namespace Gyrus.Imaging;

/// <summary>
/// A set of regions: weighted maps (<see cref="MapsAtlas"/>), labels (<see cref="LabelsAtlas"/>), spheres around points
/// (<see cref="SpheresAtlas"/>) or the voxels of a mask (<see cref="VoxelsAtlas"/>).
/// </summary>
public interface IAtlas
{
    /// <summary>Gets what the atlas is called in messages.</summary>
    string Name { get; }

    /// <summary>Gets the grid it is defined on, or null for spheres: points of the world have none.</summary>
    Grid? Grid { get; }

    /// <summary>Gets the regions, in the order of the columns of signals.</summary>
    IReadOnlyList<Region> Regions { get; }

    /// <summary>Gets what is suspicious but usable, in full sentences.</summary>
    IReadOnlyList<string> Warnings { get; }

    /// <summary>Gets what the regions are made of.</summary>
    internal RegionKind Kind { get; }

    /// <summary>The regions on another grid, one row each: maps read linearly, labels from the nearest voxel (weights 1).</summary>
    internal SparseRows On(Grid target);
}
