using Gyrus.Batch.Plans;

namespace Gyrus.Batch.Executors;

/// <summary>A wish that the run of a plan stop: a file, because the run may be on another machine.</summary>
public static class CancelRequest
{
    /// <summary>Asks the run to stop.</summary>
    /// <returns>Whether there is a run that can hear it.</returns>
    public static bool Write(PlanFolder folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        if (!RunLock.IsTaken(folder))
        {
            return false;
        }

        File.WriteAllBytes(folder.CancelRequest, []);
        return true;
    }
}
