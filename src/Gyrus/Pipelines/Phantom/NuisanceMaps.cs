using Gyrus.Imaging;

namespace Gyrus.Pipelines.Phantom;

/// <summary>Where each nuisance acts: one relative weight per voxel inside the brain and nuisance.</summary>
internal sealed class NuisanceMaps
{
    /// <summary>Everywhere; along x, y and z; in fluid; in white matter; three translations; three rotations.</summary>
    public const int Count = 12;

    /// <summary>The index of the first of the six motion maps.</summary>
    public const int Motion = 6;

    /// <summary>Computes the maps of a brain.</summary>
    public NuisanceMaps(PhantomBrain brain)
    {
        Weights = [.. Enumerable.Range(0, Count).Select(_ => new double[brain.Voxels.Length])];
        Anatomy = new double[brain.Voxels.Length];
        for (int v = 0; v < brain.Voxels.Length; v++)
        {
            BrainVoxel voxel = brain.Voxels[v];
            Anatomy[v] = brain.Anatomy[voxel.Index];
            (double x, double y, double z) = (voxel.At.X, voxel.At.Y, voxel.At.Z);

            // Motion by δ changes the image by −∇I·δ; a rotation by ω moves the point r by ω × r.
            (double gx, double gy, double gz) = Gradient(brain, voxel.Index, Anatomy[v]);
            double[] weights =
            [
                1,
                x / 70,
                (y + 18) / 90,
                (z - 6) / 60,
                voxel.Tissue.Fluid,
                voxel.Tissue.White,
                -gx,
                -gy,
                -gz,
                (gy * z) - (gz * y),
                (gz * x) - (gx * z),
                (gx * y) - (gy * x),
            ];
            for (int c = 0; c < Count; c++)
            {
                Weights[c][v] = weights[c];
            }
        }
    }

    /// <summary>Gets the weights, nuisance by nuisance; multiplied by the course in time they give relative changes.</summary>
    public double[][] Weights { get; }

    /// <summary>Gets the image without activity at the voxels inside.</summary>
    public double[] Anatomy { get; }

    private static (double X, double Y, double Z) Gradient(PhantomBrain brain, int index, double intensity)
    {
        Grid grid = brain.Grid;
        double span = 2 * grid.Affine.VoxelSizeMillimetres(0) * intensity;
        return (Difference(1) / span, Difference(grid.I) / span, Difference(grid.I * grid.J) / span);

        double Difference(int step) => At(index + step) - At(index - step);

        double At(int at) => at >= 0 && at < brain.Anatomy.Length ? brain.Anatomy[at] : 0;
    }
}
