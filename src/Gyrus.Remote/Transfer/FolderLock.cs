namespace Gyrus.Remote.Transfer;

/// <summary>One process at a time writes to the folder of a data set.</summary>
/// <remarks>
/// The lock is the operating system's on an open file, so it is gone with the process that held it, however that ended: there
/// are no stale locks. The empty file stays, because removing it would let two processes lock two files of one name.
/// </remarks>
internal static class FolderLock
{
    /// <summary>Waits for the lock.</summary>
    /// <param name="folder">The folder; made when it is not there.</param>
    /// <param name="onWait">Called once when another process has it.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public static async Task<IDisposable> AcquireAsync(
        string folder,
        Action? onWait,
        CancellationToken cancellationToken
    )
    {
        Directory.CreateDirectory(folder);
        string path = Path.Combine(folder, ".lock");
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1);
            }
            catch (IOException) when (File.Exists(path))
            {
                onWait?.Invoke();
                onWait = null;
                await Task.Delay(200, cancellationToken);
            }
        }
    }
}
