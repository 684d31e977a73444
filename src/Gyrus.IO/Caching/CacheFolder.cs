namespace Gyrus.IO.Caching;

/// <summary>A folder of entries that can be computed again: bounded, without locks, safe between processes.</summary>
/// <remarks>
/// <para>
/// An entry is a file that is written under another name and renamed, so it is there whole or not at all, and two processes
/// that write one entry write the same bytes. Using an entry sets its time; when the folder is larger than its limit, the entries
/// unused for longest go. An entry that vanishes while it is looked at is one that is not there.
/// </para>
/// <para>A checksum at the end of each entry tells a damaged one.</para>
/// </remarks>
public sealed class CacheFolder
{
    /// <summary>The limit where none is given: 1 GiB.</summary>
    public const long DefaultLimit = 1L << 30;

    private const string Ending = ".entry";
    private static readonly TimeSpan Abandoned = TimeSpan.FromDays(1);

    /// <summary>Names a folder; it is made when the first entry is written.</summary>
    /// <param name="path">The folder. Nothing else may be kept in it.</param>
    /// <param name="limit">The most bytes of all entries. At least 0; with 0 nothing is kept.</param>
    /// <exception cref="ArgumentOutOfRangeException">The limit is negative.</exception>
    public CacheFolder(string path, long limit = DefaultLimit)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentOutOfRangeException.ThrowIfNegative(limit);
        Path = System.IO.Path.GetFullPath(path);
        Limit = limit;
    }

    /// <summary>Gets the folder.</summary>
    public string Path { get; }

    /// <summary>Gets the most bytes of all entries.</summary>
    public long Limit { get; }

    /// <summary>The number of entries and their bytes.</summary>
    public (int Entries, long Bytes) Size()
    {
        FileInfo[] entries = [.. Entries()];
        return (entries.Length, entries.Sum(e => e.Length));
    }

    /// <summary>Removes every entry, and what writers left that were killed.</summary>
    /// <returns>The number of entries that are gone.</returns>
    public int Clear()
    {
        int gone = 0;
        foreach (FileInfo entry in Entries())
        {
            gone += TryDelete(entry) ? 1 : 0;
        }

        Sweep(TimeSpan.Zero);
        return gone;
    }

    /// <summary>Removes the entries unused for longest until the rest fits the limit.</summary>
    public void Trim()
    {
        Sweep(Abandoned);
        FileInfo[] entries =
        [
            .. Entries().OrderBy(e => e.LastWriteTimeUtc).ThenBy(e => e.Name, StringComparer.Ordinal),
        ];
        long bytes = entries.Sum(e => e.Length);
        foreach (FileInfo entry in entries)
        {
            if (bytes <= Limit)
            {
                return;
            }

            bytes -= entry.Length;
            TryDelete(entry);
        }
    }

    /// <summary>The bytes of an entry, without their checksum; null when it is not there.</summary>
    /// <exception cref="InvalidDataException">The entry is damaged.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    internal byte[]? Read(string name)
    {
        string path = PathOf(name);
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(path);
        }
        catch (Exception absent) when (absent is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }

        byte[] content =
            Checksum.Remove(bytes) ?? throw new InvalidDataException($"{path} is damaged: its checksum is wrong.");
        Touch(path);
        return content;
    }

    /// <summary>Writes an entry. One that is larger than the limit is not written.</summary>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    internal void Write(string name, byte[] content)
    {
        if (content.Length > Limit)
        {
            return;
        }

        Directory.CreateDirectory(Path);
        AtomicFile.Write(
            PathOf(name),
            stream =>
            {
                stream.Write(content);
                stream.Write(Checksum.Of(content));
            }
        );
    }

    private string PathOf(string name) => System.IO.Path.Combine(Path, name + Ending);

    private IEnumerable<FileInfo> Entries() =>
        Directory.Exists(Path) ? new DirectoryInfo(Path).EnumerateFiles("*" + Ending).Where(e => e.Exists) : [];

    /// <summary>Removes the temporary files of writers that ended long ago.</summary>
    private void Sweep(TimeSpan age)
    {
        if (!Directory.Exists(Path))
        {
            return;
        }

        foreach (FileInfo file in new DirectoryInfo(Path).EnumerateFiles("." + "*.tmp"))
        {
            if (DateTime.UtcNow - file.LastWriteTimeUtc >= age)
            {
                TryDelete(file);
            }
        }
    }

    /// <summary>The time of last use; a folder that may only be read keeps its order.</summary>
    private static void Touch(string path)
    {
        try
        {
            File.SetLastWriteTimeUtc(path, DateTime.UtcNow);
        }
        catch (Exception denied) when (denied is IOException or UnauthorizedAccessException)
        {
            // Another process has removed it meanwhile, or the folder is not ours to write.
        }
    }

    private static bool TryDelete(FileInfo file)
    {
        try
        {
            file.Delete();
            return true;
        }
        catch (Exception denied) when (denied is IOException or UnauthorizedAccessException)
        {
            // In use, or another process was faster.
            return false;
        }
    }
}
