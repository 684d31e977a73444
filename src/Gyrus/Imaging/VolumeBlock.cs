namespace Gyrus.Imaging;

/// <summary>Some volumes that follow each other, in one array that is the worker's to overwrite.</summary>
/// <param name="Values">The values, volume after volume.</param>
/// <param name="First">The number of the first volume in the recording.</param>
/// <param name="Count">How many volumes.</param>
/// <param name="Voxels">Voxels per volume.</param>
internal readonly record struct VolumeBlock(double[] Values, int First, int Count, int Voxels)
{
    /// <summary>One volume of the block.</summary>
    public Span<double> Volume(int index) => Values.AsSpan(index * Voxels, Voxels);

    /// <summary>All volumes of the block.</summary>
    public Span<double> All => Values.AsSpan(0, Count * Voxels);
}
