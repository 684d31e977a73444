namespace Gyrus.Imaging;

/// <summary>A rough brain mask from the mean image, for recordings that come without one.</summary>
internal static class BrightVoxels
{
    /// <summary>
    /// The voxels whose mean over time lies above p₂ + 0.1·(p₉₈ − p₂), p the percentiles of the means: the brain threshold of
    /// FSL's FEAT.
    /// </summary>
    public static int[] Of(VoxelMoments moments, int voxels)
    {
        double[] means = [.. Enumerable.Range(0, voxels).Select(moments.Mean)];
        double[] sorted = [.. means.Where(double.IsFinite).Order()];
        if (sorted.Length == 0)
        {
            return [];
        }

        double low = sorted[(int)(0.02 * (sorted.Length - 1))];
        double high = sorted[(int)(0.98 * (sorted.Length - 1))];
        double threshold = low + (0.1 * (high - low));
        return [.. Enumerable.Range(0, voxels).Where(v => means[v] > threshold)];
    }
}
