using System.IO.Compression;
using static System.FormattableString;

namespace Gyrus.IO;

/// <summary>Opens files that may be gzipped. The first bytes decide, not the name.</summary>
internal static class InputFile
{
    /// <summary>Deflate cannot pack better than this (RFC 1951: 258 bytes in 2 bits), so a header can be checked.</summary>
    private const long BestRatio = 1032;

    /// <summary>Opens a file for reading, unpacking it when it begins as a gzip file does.</summary>
    /// <exception cref="InvalidDataException">The file is empty.</exception>
    public static (Stream Stream, bool Gzip, long Length) Open(string path)
    {
        if (Directory.Exists(path))
        {
            throw new IOException($"{path}: expected a file, but this is a folder.");
        }

        // Buffer size 0: all readers here ask for large blocks, and a second buffer would only copy them.
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 0, FileOptions.SequentialScan);
        try
        {
            if (!file.CanSeek)
            {
                throw new IOException($"{path}: expected a regular file, but this is a pipe or a device.");
            }

            long length = file.Length;
            if (length == 0)
            {
                throw new InvalidDataException($"{path}: the file is empty (0 bytes).");
            }

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
            byte[] buffer = new byte[Math.Min(most, gzip ? Math.Max(4096, length * 4) : length) + 1];
            int used = 0;
            while (true)
            {
                used += ReadUpTo(stream, buffer.AsSpan(used), path, used);
                if (used > most)
                {
                    throw new InvalidDataException(
                        Invariant($"{path}: a table may have {most} bytes at most, but this one has more.")
                    );
                }

                if (used < buffer.Length)
                {
                    return buffer[..used];
                }

                Array.Resize(ref buffer, (int)Math.Min(most + 1L, buffer.Length * 2L));
            }
        }
    }
}
