using Gyrus.Imaging;
using Gyrus.Signals;

namespace Gyrus.Pipelines.Phantom;

/// <summary>The brain of the phantom on its lattice: the voxels inside and the image without activity.</summary>
internal sealed class PhantomBrain
{
    /// <summary>Lays the brain on a lattice.</summary>
    public PhantomBrain(Grid grid)
    {
        Grid = grid;
        Anatomy = new double[grid.Voxels];
        var inside = new List<BrainVoxel>();
        for (int index = 0; index < grid.Voxels; index++)
        {
            (int i, int j, int k) = (index % grid.I, index / grid.I % grid.J, index / (grid.I * grid.J));
            (double x, double y, double z) = grid.Affine.Apply(i, j, k);
            double depth = BrainShape.Depth(x, y, z);
            if (depth > 0)
            {
                Tissue tissue = BrainShape.TissueAt(x, y, z, depth);
                Anatomy[index] = Intensity(tissue, depth, x, y);
                inside.Add(new BrainVoxel(index, new WorldPoint(x, y, z), depth, tissue));
            }
        }

        Voxels = [.. inside];
    }

    /// <summary>Gets the lattice.</summary>
    public Grid Grid { get; }

    /// <summary>Gets the voxels inside the brain, by index.</summary>
    public BrainVoxel[] Voxels { get; }

    /// <summary>Gets the image without activity: one value per voxel of the lattice, 0 outside.</summary>
    public double[] Anatomy { get; }

    /// <summary>1 inside the brain, 0 outside.</summary>
    public Volume Mask()
    {
        double[] mask = new double[Grid.Voxels];
        foreach (BrainVoxel voxel in Voxels)
        {
            mask[voxel.Index] = 1;
        }

        return new Volume(Grid, mask);
    }

    /// <summary>Grey 1000, white 850, fluid 1300; less at the rim (partial volume), and a slow unevenness of the coil.</summary>
    private static double Intensity(Tissue tissue, double depth, double x, double y)
    {
        double contrast = (1000 * tissue.Grey) + (850 * tissue.White) + (1300 * tissue.Fluid);
        double rim = 0.55 + (0.45 * BrainShape.Step(depth, 0, 0.15));
        double coil = 1 + (0.1 * (y / 90)) - (0.05 * (x / 70) * (x / 70));
        return contrast * rim * coil;
    }
}
