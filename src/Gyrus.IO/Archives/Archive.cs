using System.Formats.Tar;
using System.IO.Compression;

namespace Gyrus.IO.Archives;

/// <summary>Unpacks zip, tar and tar.gz archives that nobody has looked at before.</summary>
/// <remarks>
/// <para>
/// Nothing leaves the folder: names that are absolute, lead upwards, or mean something else on some system are refused, and so
/// are links, devices and pipes, two entries that would be one file, sizes that are not as declared, and more bytes than
/// <see cref="ArchiveLimits"/> allow. The content is unpacked beside the folder and renamed: it appears whole or not at all.
/// </para>
/// <para>Permissions, owners and times are not taken over.</para>
/// </remarks>
public static class Archive
{
    /// <summary>Unpacks an archive into a folder that is not there yet.</summary>
    /// <param name="path">The archive; its first bytes say of which kind it is.</param>
    /// <param name="folder">The folder to make. Its parent must exist.</param>
    /// <param name="limits">How much it may hold; null for the defaults.</param>
    /// <param name="cancellationToken">Stops between blocks; no folder appears.</param>
    /// <exception cref="InvalidDataException">Not an archive, damaged, or one of the above.</exception>
    /// <exception cref="IOException">The folder is there already, or cannot be written.</exception>
    public static void Unpack(
        string path,
        string folder,
        ArchiveLimits? limits = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentException.ThrowIfNullOrEmpty(folder);
        string target = Path.GetFullPath(folder);
        if (Path.Exists(target))
        {
            throw new IOException($"{folder}: expected a folder to make, but there is one (or a file) of that name.");
        }

        string temporary = Path.Combine(
            Path.GetDirectoryName(target)!,
            $".{Path.GetFileName(target)}.{Path.GetRandomFileName()}.tmp"
        );
        Directory.CreateDirectory(temporary);
        try
        {
            var unpacking = new Unpacking(path, temporary, limits ?? new ArchiveLimits());
            UnpackInto(path, unpacking, cancellationToken);
            Directory.Move(temporary, target);
        }
        catch
        {
            Directory.Delete(temporary, recursive: true);
            throw;
        }
    }

    private static void UnpackInto(string path, Unpacking unpacking, CancellationToken cancellationToken)
    {
        (Stream stream, bool gzip, _) = InputFile.Open(path);
        using (stream)
        {
            Span<byte> first = stackalloc byte[4];
            int count = gzip ? 0 : InputFile.ReadUpTo(stream, first, path, 0);
            if (count == 4 && first is [(byte)'P', (byte)'K', 3, 4])
            {
                stream.Position = 0;
                UnpackZip(path, stream, unpacking, cancellationToken);
                return;
            }

            if (!gzip)
            {
                stream.Position = 0;
            }

            UnpackTar(path, stream, unpacking, cancellationToken);
        }
    }

    private static void UnpackZip(string path, Stream stream, Unpacking unpacking, CancellationToken cancellationToken)
    {
        const int KindOfFile = 0xF000;
        const int PlainFile = 0x8000;
        const int Folder = 0x4000;
        try
        {
            using var zip = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true);
            foreach (ZipArchiveEntry entry in zip.Entries)
            {
                // The upper half is the mode of Unix, where the archive was made there; else zero.
                int kind = (entry.ExternalAttributes >> 16) & KindOfFile;
                if (kind is not (0 or PlainFile or Folder))
                {
                    throw unpacking.Refuse(entry.FullName, kind == 0xA000 ? "a link" : "a device or a pipe");
                }

                if (entry.FullName.EndsWith('/'))
                {
                    unpacking.AddFolder(entry.FullName);
                }
                else
                {
                    using Stream content = entry.Open();
                    unpacking.AddFile(entry.FullName, (entry.Length, entry.Crc32), content, cancellationToken);
                }
            }
        }
        catch (InvalidDataException damage) when (!damage.Message.StartsWith(path, StringComparison.Ordinal))
        {
            throw new InvalidDataException(
                $"{path}: the zip archive is damaged: {MessageText.Sentence(damage.Message)}",
                damage
            );
        }
    }

    private static void UnpackTar(string path, Stream stream, Unpacking unpacking, CancellationToken cancellationToken)
    {
        int entries = 0;
        try
        {
            using var guard = new TarGuard(stream, path);
            using var tar = new TarReader(guard, leaveOpen: true);
            while (Next(tar, guard) is { } entry)
            {
                entries++;
                switch (entry.EntryType)
                {
                    case TarEntryType.GlobalExtendedAttributes:
                        break;
                    case TarEntryType.Directory when entry.Name.Trim('/') is "." or "":
                        break;
                    case TarEntryType.Directory:
                        unpacking.AddFolder(entry.Name);
                        break;
                    case TarEntryType.RegularFile or TarEntryType.V7RegularFile or TarEntryType.ContiguousFile:
                        unpacking.AddFile(
                            entry.Name,
                            (entry.Length, null),
                            entry.DataStream ?? Stream.Null,
                            cancellationToken
                        );
                        break;
                    default:
                        throw unpacking.Refuse(entry.Name, Kind(entry.EntryType));
                }
            }
        }
        catch (Exception damage)
            when (damage
                    is InvalidDataException
                        or EndOfStreamException
                        or FormatException
                        or ArgumentException
                        or OverflowException
                        or NotSupportedException
                && !damage.Message.StartsWith(path, StringComparison.Ordinal)
            )
        {
            throw new InvalidDataException(
                $"{path}: expected a zip, tar or tar.gz archive, but it is none, or it is damaged or cut off: {MessageText.Sentence(damage.Message)}",
                damage
            );
        }

        if (entries == 0)
        {
            throw new InvalidDataException(
                $"{path}: expected a zip, tar or tar.gz archive, but there is no entry in it."
            );
        }
    }

    private static TarEntry? Next(TarReader tar, TarGuard guard)
    {
        guard.IsAtHeaders = true;
        TarEntry? entry = tar.GetNextEntry();
        guard.IsAtHeaders = false;
        return entry;
    }

    private static string Kind(TarEntryType type) =>
        type is TarEntryType.SymbolicLink or TarEntryType.HardLink ? "a link"
        : type is TarEntryType.BlockDevice or TarEntryType.CharacterDevice or TarEntryType.Fifo ? "a device or a pipe"
        : $"of the kind {type}";
}
