using System.Buffers;
using Gyrus.Numerics;
using static System.FormattableString;

namespace Gyrus.Imaging;

/// <summary>One pass over an image in blocks of volumes: while one block is worked on, the next is read.</summary>
internal static class VolumeBlocks
{
    private const long BlockBytes = 6L << 20;

    /// <summary>How many volumes lie in one block: a multiple of 4 of about 6 MB, at least 4 and at most 16.</summary>
    public static int Size(Grid grid) => (int)Math.Clamp(BlockBytes / (8L * grid.Voxels) / 4 * 4, 4, 16);

    /// <summary>Reads all volumes and hands them over block by block, in order, on the calling thread.</summary>
    public static void ForEach(IVolumeSeries image, string stage, ExtractionRun run, Action<VolumeBlock> work)
    {
        int perBlock = Math.Min(Size(image.Grid), image.Count);
        int voxels = image.Grid.Voxels;
        double[] current = ArrayPool<double>.Shared.Rent(checked(perBlock * voxels));
        double[] next = image.Count > perBlock ? ArrayPool<double>.Shared.Rent(perBlock * voxels) : [];
        using IVolumeReader reader = image.Open();
        Task<int> reading = Task.Run(() => Fill(image, reader, current, (0, perBlock)), CancellationToken.None);
        for (int first = 0; first < image.Count; first += perBlock)
        {
            int count = reading.GetAwaiter().GetResult();
            run.CancellationToken.ThrowIfCancellationRequested();
            int after = first + perBlock;
            double[] buffer = next;
            if (after < image.Count)
            {
                reading = Task.Run(() => Fill(image, reader, buffer, (after, perBlock)), CancellationToken.None);
            }

            try
            {
                work(new VolumeBlock(current, first, count, voxels));
                run.Progress?.Report(new WorkProgress(stage, first + count, image.Count));
            }
            catch
            {
                // The reader must not be disposed while the other thread is in it.
                ((IAsyncResult)reading).AsyncWaitHandle.WaitOne();
                throw;
            }

            (current, next) = (next, current);
        }

        ArrayPool<double>.Shared.Return(current);
        ArrayPool<double>.Shared.Return(next);
    }

    private static int Fill(IVolumeSeries image, IVolumeReader reader, double[] block, (int First, int Most) volumes)
    {
        int voxels = image.Grid.Voxels;
        int count = Math.Min(volumes.Most, image.Count - volumes.First);
        for (int t = 0; t < count; t++)
        {
            if (!reader.ReadNext(block.AsSpan(t * voxels, voxels)))
            {
                throw new InvalidDataException(
                    Invariant($"{image.Name}: the image promised {image.Count} volumes, but has {volumes.First + t}.")
                );
            }
        }

        return count;
    }
}
