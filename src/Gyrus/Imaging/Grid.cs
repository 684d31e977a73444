using static System.FormattableString;

namespace Gyrus.Imaging;

/// <summary>A lattice of voxels in the world: its shape and its affine. Voxel (i, j, k) has index i + I·(j + J·k).</summary>
/// <param name="I">Voxels along the first axis, which runs fastest in memory.</param>
/// <param name="J">Voxels along the second axis.</param>
/// <param name="K">Voxels along the third axis.</param>
/// <param name="Affine">From voxel indices to mm.</param>
public sealed record Grid(int I, int J, int K, Affine Affine)
{
    /// <summary>Gets the number of voxels.</summary>
    public int Voxels => checked(I * J * K);

    /// <summary>Whether two grids have one shape and affines that agree (see <see cref="Affine.IsClose"/>).</summary>
    public bool IsSameAs(Grid other) =>
        other is not null && I == other.I && J == other.J && K == other.K && Affine.IsClose(other.Affine);

    /// <inheritdoc/>
    public override string ToString() =>
        Invariant(
            $"{I} × {J} × {K} voxels of {Affine.VoxelSizeMillimetres(0):0.###} × {Affine.VoxelSizeMillimetres(1):0.###} × {Affine.VoxelSizeMillimetres(2):0.###} mm"
        );
}
