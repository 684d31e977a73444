using System.Text;
using static System.FormattableString;

namespace Gyrus.IO.Archives;

/// <summary>
/// The bytes of a tar archive on their way to the framework's reader, which makes room for the whole of a header of names
/// (types x, g, L, K) before it reads it: the promise of a gigabyte in a file of 512 bytes is refused here.
/// </summary>
/// <remarks>
/// Headers are what is read in blocks of 512 bytes while the next entry is asked for; the content is read between. The guard
/// trusts neither check sums nor the name of the format, because the framework's reader does not either.
/// </remarks>
internal sealed class TarGuard(Stream inner, string path) : Stream
{
    private const int HeaderBytes = 512;
    private const int TypeAt = 156;

    /// <summary>Paths and attributes of one entry; those of pax archives take some hundred bytes.</summary>
    private const long MostBytesOfNames = 128 * 1024;

    private long _offset;

    /// <summary>Gets or sets whether headers are read now, not content.</summary>
    public bool IsAtHeaders { get; set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        int read =
            buffer.Length == HeaderBytes
                ? inner.ReadAtLeast(buffer, HeaderBytes, throwOnEndOfStream: false)
                : inner.Read(buffer);
        if (IsAtHeaders && read == HeaderBytes && buffer.Length == HeaderBytes)
        {
            RequireShortNames(buffer);
        }

        _offset += read;
        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private void RequireShortNames(ReadOnlySpan<byte> header)
    {
        bool isOfNames = header[TypeAt] is (byte)'x' or (byte)'g' or (byte)'L' or (byte)'K';
        if (isOfNames && SizeOf(header.Slice(124, 12)) > MostBytesOfNames)
        {
            throw new InvalidDataException(
                Invariant(
                    $"{path}: expected at most {MostBytesOfNames:N0} bytes of names for an entry, but the header at offset {_offset:N0} promises more. Nothing was unpacked: this archive is damaged or malicious."
                )
            );
        }
    }

    /// <summary>The size that a header gives: octal digits, or, with the first bit set, a number of base 256.</summary>
    private static long SizeOf(ReadOnlySpan<byte> field)
    {
        if ((field[0] & 0x80) != 0)
        {
            return field[..8].TrimStart((byte)0x80).ContainsAnyExcept((byte)0)
                ? long.MaxValue
                : ((long)field[8] << 24) | ((long)field[9] << 16) | ((long)field[10] << 8) | field[11];
        }

        long size = 0;
        foreach (char digit in Encoding.Latin1.GetString(field))
        {
            size = digit is >= '0' and <= '7' ? (size * 8) + (digit - '0') : size;
        }

        return size;
    }
}
