namespace Gyrus.Imaging;

/// <summary>On whose grid image and atlas meet.</summary>
public enum ResamplingTarget
{
    /// <summary>The image stays; the atlas (maps linearly, labels by the nearest voxel) and the mask come to it.</summary>
    Data,

    /// <summary>The atlas stays; every volume is interpolated on its grid, and the mask comes to it.</summary>
    Atlas,

    /// <summary>The mask stays; image and atlas come to its grid.</summary>
    Mask,

    /// <summary>Nothing is resampled: the grids must be the same.</summary>
    None,
}
