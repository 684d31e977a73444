using static System.FormattableString;

namespace Gyrus.IO.Archives;

/// <summary>The entries of one archive on their way to a folder: counts them, and refuses what must not be written.</summary>
internal sealed class Unpacking(string archive, string folder, ArchiveLimits limits)
{
    private readonly Dictionary<string, (string Name, bool IsFolder)> _seen = new(StringComparer.OrdinalIgnoreCase);
    private readonly long _most = limits.MostBytesOf(new FileInfo(archive).Length);
    private readonly byte[] _block = new byte[1 << 16];
    private int _entries;
    private long _bytes;

    /// <summary>Makes a folder.</summary>
    public void AddFolder(string name) => Directory.CreateDirectory(Claim(name, isFolder: true));

    /// <summary>Writes a file.</summary>
    /// <param name="name">Its name in the archive.</param>
    /// <param name="declared">The bytes that the archive says it has, and their CRC-32, where it says that too.</param>
    /// <param name="content">The bytes that it has.</param>
    /// <param name="cancellationToken">Stops between blocks.</param>
    public void AddFile(
        string name,
        (long Bytes, uint? Crc) declared,
        Stream content,
        CancellationToken cancellationToken
    )
    {
        string path = Claim(name, isFolder: false);
        RequireRoom(name, declared.Bytes);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1);
        long written = 0;
        uint crc = 0;
        int read;
        while ((read = Read(name, content)) > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            RequireRoom(name, read);
            _bytes += read;
            written += read;
            crc = declared.Crc is null ? 0 : Crc32.Append(crc, _block.AsSpan(0, read));
            file.Write(_block, 0, read);
        }

        if (written != declared.Bytes || (declared.Crc ?? crc) != crc)
        {
            string what =
                written != declared.Bytes
                    ? Invariant($"says {declared.Bytes} bytes, but has {written}")
                    : "has another check sum (CRC-32) than it says";
            throw new InvalidDataException(
                $"{archive}: the entry {EntryPath.Quote(name)} {what}. The archive is damaged; fetch it again."
            );
        }
    }

    /// <summary>Refuses an entry that is neither a file nor a folder.</summary>
    public InvalidDataException Refuse(string name, string kind) =>
        new(
            $"{archive}: the entry {EntryPath.Quote(name)} is {kind}; only plain files and folders are unpacked. Nothing was unpacked."
        );

    private int Read(string name, Stream content)
    {
        try
        {
            return content.Read(_block);
        }
        catch (Exception damage) when (damage is InvalidDataException or EndOfStreamException)
        {
            throw new InvalidDataException(
                $"{archive}: the data of the entry {EntryPath.Quote(name)} are damaged or cut off. Fetch the archive again.",
                damage
            );
        }
    }

    /// <summary>The path of an entry; no two entries may be one file on any system, whatever it makes of upper and lower case.</summary>
    private string Claim(string name, bool isFolder)
    {
        if (++_entries > limits.MostEntries)
        {
            throw new InvalidDataException(
                Invariant($"{archive}: expected at most {limits.MostEntries} entries, but there are more.")
            );
        }

        string[] parts = EntryPath.Split(archive, name);
        for (int n = 1; n <= parts.Length; n++)
        {
            string path = string.Join('/', parts[..n]);
            bool asFolder = isFolder || n < parts.Length;
            if (!_seen.TryAdd(path, (path, asFolder)) && (_seen[path] != (path, asFolder) || !asFolder))
            {
                throw new InvalidDataException(
                    $"{archive}: the entries {EntryPath.Quote(_seen[path].Name)} and {EntryPath.Quote(path)} would be one file on some systems. Nothing was unpacked."
                );
            }
        }

        return Path.Combine([folder, .. parts]);
    }

    private void RequireRoom(string name, long more)
    {
        if (more < 0 || more > _most - _bytes)
        {
            throw new InvalidDataException(
                Invariant(
                    $"{archive}: with the entry {EntryPath.Quote(name)} the content would be larger than {_most >> 20} MiB, the most that an archive of this size may hold. Nothing was unpacked."
                )
            );
        }
    }
}
