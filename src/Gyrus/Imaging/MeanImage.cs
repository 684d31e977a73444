using System.Numerics.Tensors;

namespace Gyrus.Imaging;

/// <summary>The mean over time of every voxel.</summary>
internal static class MeanImage
{
    /// <summary>Reads the image once. A voxel that is not finite at any time has a mean that is not.</summary>
    public static double[] Of(IVolumeSeries image, ExtractionRun run)
    {
        double[] sum = new double[image.Grid.Voxels];
        VolumeBlocks.ForEach(
            image,
            "Averaging over time",
            run,
            block =>
            {
                for (int t = 0; t < block.Count; t++)
                {
                    TensorPrimitives.Add(sum, block.Volume(t), sum);
                }
            }
        );
        TensorPrimitives.Divide(sum, image.Count, sum);
        return sum;
    }
}
