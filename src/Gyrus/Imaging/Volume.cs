using Gyrus.Numerics;

namespace Gyrus.Imaging;

/// <summary>One 3-D image: a grid and a value per voxel, the first axis running fastest.</summary>
public sealed class Volume
{
    private readonly double[] _values;

    /// <summary>Wraps an array of one value per voxel. The array is not copied: give it away.</summary>
    /// <exception cref="ArgumentException">The array does not hold one value per voxel.</exception>
    public Volume(Grid grid, double[] values)
    {
        ArgumentNullException.ThrowIfNull(grid);
        ArgumentNullException.ThrowIfNull(values);
        Require.SameSize(grid.Voxels, values.Length, "one value per voxel");
        Grid = grid;
        _values = values;
    }

    /// <summary>Gets the lattice.</summary>
    public Grid Grid { get; }

    /// <summary>Gets the values, the first axis running fastest.</summary>
    public ReadOnlySpan<double> Values => _values;

    /// <summary>Gets one value.</summary>
    public double this[int i, int j, int k] => _values[i + (Grid.I * (j + (Grid.J * k)))];
}
