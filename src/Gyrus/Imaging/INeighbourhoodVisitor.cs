using System.Runtime.Intrinsics;

namespace Gyrus.Imaging;

/// <summary>What happens at each target voxel with its 4 × 4 × 4 neighbours in the padded source.</summary>
internal interface INeighbourhoodVisitor
{
    /// <summary>Visits the neighbourhood whose first voxel has the index <paramref name="start"/>.</summary>
    void Visit(ref double value, int start, Vector256<double> wx, ReadOnlySpan<double> wy, ReadOnlySpan<double> wz);
}
