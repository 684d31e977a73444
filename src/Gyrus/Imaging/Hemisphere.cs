namespace Gyrus.Imaging;

/// <summary>The side of the brain that stands for a label with voxels on both.</summary>
public enum Hemisphere
{
    /// <summary>The left: x below 0.</summary>
    Left,

    /// <summary>The right: x above 0.</summary>
    Right,
}
