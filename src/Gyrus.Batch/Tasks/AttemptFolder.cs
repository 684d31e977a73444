using System.Text.Json;
using Gyrus.Batch.Plans;

namespace Gyrus.Batch.Tasks;

/// <summary>The private folder of an attempt: nothing that an attempt writes is seen by anybody until it is published.</summary>
/// <remarks>A file in it is written again every few seconds, so that others see on any file system that the attempt lives.</remarks>
internal sealed class AttemptFolder : IDisposable
{
    /// <summary>An attempt that has not shown life for so long is dead or cut off; one that is cut off does no harm.</summary>
    public static readonly TimeSpan Silence = TimeSpan.FromSeconds(60);

    /// <summary>Between the making of a folder and the name of its owner are milliseconds, unless the owner was killed there.</summary>
    private static readonly TimeSpan Birth = TimeSpan.FromSeconds(10);

    private const string OwnerName = "owner.json";
    private const string ClockPrefix = ".clock.";
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(5);
    private readonly Timer _heart;
    private readonly byte[] _owner;

    private AttemptFolder(string path, AttemptOwner owner)
    {
        Root = path;
        _owner = JsonSerializer.SerializeToUtf8Bytes(owner, BatchJson.Default.AttemptOwner);
        if (Directory.Exists(path))
        {
            throw new IOException($"{path}: another attempt of this name has begun.");
        }

        Directory.CreateDirectory(Out);
        File.WriteAllBytes(Mark, []);
        File.WriteAllBytes(OwnerOf(path), _owner);
        _heart = new Timer(_ => Touch(), null, Beat, Beat);
    }

    /// <summary>Gets the folder of the attempt.</summary>
    public string Root { get; }

    /// <summary>Gets where the call writes.</summary>
    public string Out => Path.Combine(Root, "out");

    /// <summary>
    /// Gets a value indicating whether the folder is still the one that was made. An attempt that was cut off for long may find it swept, and what it
    /// has written since is not all that it has written.
    /// </summary>
    public bool IsWhole => File.Exists(Mark);

    private string Mark => Path.Combine(Root, "begun");

    /// <summary>Begins an attempt.</summary>
    public static AttemptFolder Begin(PlanFolder folder, BatchTask task, string attempt) =>
        new(Path.Combine(folder.Attempts, $"{task.Key}.{attempt}"), AttemptOwner.Here());

    /// <summary>The attempts of a plan that are there: of each its key, its folder, its owner (null when not known) and since when it is silent.</summary>
    public static IEnumerable<(string Key, string Folder, AttemptOwner? Owner, TimeSpan Silence)> All(PlanFolder folder)
    {
        if (!Directory.Exists(folder.Attempts))
        {
            yield break;
        }

        DateTime now = Now(folder);
        foreach (string attempt in Directory.EnumerateDirectories(folder.Attempts))
        {
            string path = OwnerOf(attempt);
            DateTime last = File.Exists(path) ? File.GetLastWriteTimeUtc(path) : Directory.GetLastWriteTimeUtc(attempt);
            yield return (Path.GetFileName(attempt).Split('.')[0], attempt, ReadOwner(path), now - last);
        }
    }

    /// <summary>Removes the folders of attempts that have ended without doing it themselves.</summary>
    /// <returns>How many attempts still live.</returns>
    public static int Sweep(PlanFolder folder)
    {
        int alive = 0;
        foreach ((string _, string attempt, AttemptOwner? owner, TimeSpan silent) in All(folder).ToArray())
        {
            if (owner?.HasEnded() == true || silent > (owner is null ? Birth : Silence))
            {
                Delete(attempt);
            }
            else
            {
                alive++;
            }
        }

        if (Directory.Exists(folder.Attempts))
        {
            foreach (string clock in Directory.EnumerateFiles(folder.Attempts, ClockPrefix + "*"))
            {
                DeleteClock(clock);
            }
        }

        return alive;
    }

    /// <summary>Ends the attempt: what it did not publish is thrown away.</summary>
    public void Dispose()
    {
        using (var stopped = new ManualResetEvent(false))
        {
            if (_heart.Dispose(stopped))
            {
                stopped.WaitOne();
            }
        }

        Delete(Root);
    }

    private void Touch()
    {
        try
        {
            if (IsWhole)
            {
                File.WriteAllBytes(OwnerOf(Root), _owner);
            }
        }
        catch (IOException)
        {
            // A full disk or a swept folder: the attempt itself will meet it and say so.
        }
        catch (UnauthorizedAccessException)
        {
            // The same.
        }
    }

    private static void Delete(string attempt)
    {
        try
        {
            Directory.Delete(attempt, recursive: true);
        }
        catch (DirectoryNotFoundException)
        {
            // Somebody else swept it.
        }
        catch (IOException)
        {
            // A file that somebody still holds, as network file systems do: the next sweep gets it.
        }
    }

    /// <summary>Removes the file of a process that was killed while it read the time.</summary>
    private static void DeleteClock(string clock)
    {
        try
        {
            File.Delete(clock);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // A file that somebody still holds: the next sweep gets it.
        }
    }

    private static string OwnerOf(string attempt) => Path.Combine(attempt, OwnerName);

    private static AttemptOwner? ReadOwner(string path)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(path), BatchJson.Default.AttemptOwner);
        }
        catch (Exception exception) when (exception is IOException or JsonException)
        {
            return null;
        }
    }

    /// <summary>The time of the file system: its clock writes the times that are compared.</summary>
    private static DateTime Now(PlanFolder folder)
    {
        try
        {
            // Read through the handle: another process may sweep the file in between.
            using var probe = new FileStream(
                Path.Combine(folder.Attempts, ClockPrefix + Path.GetRandomFileName()),
                new FileStreamOptions
                {
                    Mode = FileMode.CreateNew,
                    Access = FileAccess.Write,
                    Share = FileShare.ReadWrite | FileShare.Delete,
                    Options = FileOptions.DeleteOnClose,
                }
            );
            return File.GetLastWriteTimeUtc(probe.SafeFileHandle);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Somebody who may only look, or a full disk.
            return DateTime.UtcNow;
        }
    }
}
