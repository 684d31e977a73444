using Gyrus.Batch.Plans;

namespace Gyrus.Batch.Executors;

/// <summary>A wish that the run of a plan stop: a file, because the run may be on another machine.</summary>
public static class CancelRequest
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(45);

    /// <summary>Asks the run to stop, and waits for a while until it has: until then it may still hand over tasks.</summary>
    /// <returns>Whether there is a run that can hear it.</returns>
    public static async Task<bool> WriteAsync(PlanFolder folder, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(folder);
        if (!RunLock.IsTaken(folder))
        {
            return false;
        }

        await File.WriteAllBytesAsync(folder.CancelRequest, [], cancellationToken);
        long started = System.Diagnostics.Stopwatch.GetTimestamp();
        while (RunLock.IsTaken(folder) && System.Diagnostics.Stopwatch.GetElapsedTime(started) < Longest)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(200), cancellationToken);
        }

        return true;
    }
}
