using Gyrus.Signals;

namespace Gyrus.Imaging;

/// <summary>A set of regions on a grid: weighted maps (<see cref="MapsAtlas"/>) or labels (<see cref="LabelsAtlas"/>).</summary>
public interface IAtlas
{
    /// <summary>Gets what the atlas is called in messages.</summary>
    string Name { get; }

    /// <summary>Gets the grid it is defined on.</summary>
    Grid Grid { get; }

    /// <summary>Gets the regions, in the order of the columns of signals.</summary>
    IReadOnlyList<Region> Regions { get; }

    /// <summary>Gets what is suspicious but usable, in full sentences.</summary>
    IReadOnlyList<string> Warnings { get; }

    /// <summary>Gets whether regions are sets of voxels rather than weighted maps.</summary>
    internal bool IsLabels { get; }

    /// <summary>The regions on another grid, one row each: maps read linearly, labels from the nearest voxel (weights 1).</summary>
    internal SparseRows On(Grid target);
}
