namespace Gyrus.Imaging;

/// <summary>What the regions of an atlas are made of.</summary>
internal enum RegionKind
{
    /// <summary>Weights on voxels, solved for by least squares.</summary>
    Maps,

    /// <summary>Sets of voxels, none in two.</summary>
    Labels,

    /// <summary>Sets of voxels around points of the world.</summary>
    Spheres,

    /// <summary>Single voxels.</summary>
    Voxels,
}
