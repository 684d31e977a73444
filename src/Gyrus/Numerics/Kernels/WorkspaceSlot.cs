namespace Gyrus.Numerics.Kernels;

/// <summary>The scratch matrices that can be alive at the same time on one thread.</summary>
internal enum WorkspaceSlot
{
    PackedLeft,
    PackedRight,
    Tile,
    Factor,
    Inverse,
    Reflectors,
    Panel,
    Vectors,
    Merge,
    Tridiagonal,
    Rotations,
    Order,
    Samples,
    Functions,
    Whole,
}
