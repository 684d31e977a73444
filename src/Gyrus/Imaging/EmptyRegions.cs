namespace Gyrus.Imaging;

/// <summary>What is done with regions that have no voxel in the image or the mask.</summary>
public enum EmptyRegions
{
    /// <summary>They are left out, with a warning that names them.</summary>
    Drop,

    /// <summary>The extraction fails, naming them.</summary>
    Fail,
}
