using System.IO.Compression;
using static System.FormattableString;

namespace Gyrus.IO;

/// <summary>Opens files that may be gzipped. The first bytes decide, not the name.</summary>
internal static class InputFile
{
    /// <summary>Deflate cannot pack better than this (RFC 1951: 258 bytes in 2 bits), so a header can be checked.</summary>
    private const long BestRatio = 1032;

    private const int UnpackingBlockBytes = 64 * 1024;

    /// <summary>Opens a file for reading, unpacking it when it begins as a gzip file does.</summary>
    /// <exception cref="InvalidDataException">The file is empty.</exception>
    public static (Stream Stream, bool Gzip, long Length) Open(string path)
    {
        FileStream file = OpenPacked(path);
        try
        {
            long length = file.Length;
            Span<byte> magic = stackalloc byte[3];
            bool gzip = file.ReadAtLeast(magic, 3, throwOnEndOfStream: false) == 3 && magic is [0x1F, 0x8B, 8];
            file.Position = 0;
            return (gzip ? new GZipStream(file, CompressionMode.Decompress) : file, gzip, length);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Whether a file begins as a gzip file does.</summary>
    public static bool IsGzip(string path)
    {
        (Stream stream, bool gzip, _) = Open(path);
        stream.Dispose();
        return gzip;
    }

    /// <summary>Opens a file as it is, which must be a regular one.</summary>
    /// <exception cref="InvalidDataException">The file is empty, or a pipe or device, which count as empty.</exception>
    public static FileStream OpenPacked(string path)
    {
        if (Directory.Exists(path))
        {
            throw new IOException($"{path}: expected a file, but this is a folder.");
        }

        // Asked before it is opened: opening a pipe waits for somebody to write into it, perhaps for ever.
        if (LengthOf(path) == 0)
        {
            throw new InvalidDataException(
                $"{path}: expected a regular file that holds something, but this one is empty (0 bytes), or a pipe or a device."
            );
        }

        // Buffer size 0: all readers here ask for large blocks, and a second buffer would only copy them.
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 0, FileOptions.SequentialScan);
        if (file.CanSeek)
        {
            return file;
        }

        file.Dispose();
        throw new IOException($"{path}: expected a regular file, but this is a pipe or a device.");
    }

    /// <summary>The length of a file or of what a link leads to; −1 when there is none, which opening it will tell.</summary>
    public static long LengthOf(string path)
    {
        var file = new FileInfo(path);
        file = file.LinkTarget is null ? file : file.ResolveLinkTarget(returnFinalTarget: true) as FileInfo ?? file;
        return file.Exists ? file.Length : -1;
    }

    /// <summary>The most bytes that a file of this length can hold once unpacked.</summary>
    public static long MostBytes(bool gzip, long length) => gzip ? checked(length * BestRatio) : length;

    /// <summary>Reads until the buffer is full or the data end; damage in the gzip layer is told with path and offset.</summary>
    /// <param name="stream">From <see cref="Open"/>.</param>
    /// <param name="buffer">To fill.</param>
    /// <param name="path">For the message.</param>
    /// <param name="offset">Bytes (unpacked) read before, for the message.</param>
    /// <returns>The bytes read: fewer than the buffer holds only at the end.</returns>
    public static int ReadUpTo(Stream stream, Span<byte> buffer, string path, long offset)
    {
        int read = 0;
        try
        {
            while (read < buffer.Length)
            {
                int now = stream.Read(buffer[read..]);
                if (now == 0)
                {
                    break;
                }

                read += now;
            }
        }
        catch (InvalidDataException damage)
        {
            throw new InvalidDataException(
                Invariant(
                    $"{path}: the gzip data are damaged or cut off near byte {offset + read} of the unpacked file."
                ),
                damage
            );
        }

        return read;
    }

    /// <summary>Reads a whole file of text, unpacked, refusing more than <paramref name="most"/> bytes.</summary>
    public static byte[] ReadAll(string path, int most)
    {
        (Stream stream, bool gzip, long length) = Open(path);
        using (stream)
        {
            // A file that is not packed fits the first block, and is not copied again.
            var blocks = new List<byte[]>();
            int size = (int)Math.Min(most, gzip ? UnpackingBlockBytes : length);
            int used = 0;
            while (true)
            {
                byte[] block = new byte[size];
                int read = ReadUpTo(stream, block, path, used);
                used += read;
                blocks.Add(block);
                if (read < size)
                {
                    return Join(blocks, used);
                }

                if (used == most || !gzip)
                {
                    return ReadUpTo(stream, new byte[1], path, used) == 0
                        ? Join(blocks, used)
                        : throw new InvalidDataException(
                            Invariant($"{path}: expected at most {used:N0} bytes of text, but there are more.")
                        );
                }

                size = Math.Min(size, most - used);
            }
        }
    }

    private static byte[] Join(List<byte[]> blocks, int length)
    {
        if (blocks.Count == 1 && blocks[0].Length == length)
        {
            return blocks[0];
        }

        byte[] joined = new byte[length];
        for (int b = 0, at = 0; at < length; at += blocks[b++].Length)
        {
            blocks[b].AsSpan(0, Math.Min(blocks[b].Length, length - at)).CopyTo(joined.AsSpan(at));
        }

        return joined;
    }
}
