using Gyrus.Batch.Plans;

namespace Gyrus.Batch.Executors;

/// <summary>One run of a plan at a time gives out its tasks. The system's lock is gone with the process that held it.</summary>
internal static class RunLock
{
    /// <summary>Takes the lock.</summary>
    /// <exception cref="IOException">Another run has it.</exception>
    public static IDisposable Take(PlanFolder folder)
    {
        try
        {
            var file = new FileStream(folder.Lock, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1);
            File.Delete(folder.CancelRequest);
            return file;
        }
        catch (IOException exception) when (File.Exists(folder.Lock))
        {
            throw new IOException(
                $"{folder.Root}: another gyrus is running this plan. Look at it with 'gyrus status', or stop it with 'gyrus cancel'.",
                exception
            );
        }
    }

    /// <summary>Whether a run has the lock.</summary>
    public static bool IsTaken(PlanFolder folder)
    {
        try
        {
            using FileStream _ = new(folder.Lock, FileMode.Open, FileAccess.ReadWrite, FileShare.None, 1);
            return false;
        }
        catch (FileNotFoundException)
        {
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }
}
