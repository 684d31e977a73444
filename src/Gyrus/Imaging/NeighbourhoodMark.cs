using System.Runtime.Intrinsics;

namespace Gyrus.Imaging;

/// <summary>value ← 1: marks the voxels that lie inside the source.</summary>
internal readonly struct NeighbourhoodMark : INeighbourhoodVisitor
{
    /// <inheritdoc/>
    public void Visit(
        ref double value,
        int start,
        Vector256<double> wx,
        ReadOnlySpan<double> wy,
        ReadOnlySpan<double> wz
    ) => value = 1;
}
