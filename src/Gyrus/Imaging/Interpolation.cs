namespace Gyrus.Imaging;

/// <summary>How an image is read between its voxels.</summary>
public enum Interpolation
{
    /// <summary>Cubic B-splines through the values: smooth, and exact at the voxels. For intensities.</summary>
    Continuous,

    /// <summary>Weights of the two nearest voxels per axis: stays within the range of the values. For maps.</summary>
    Linear,

    /// <summary>The value of the nearest voxel, ⌊x + ½⌋ per axis. For labels and masks.</summary>
    Nearest,
}
