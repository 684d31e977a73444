using System.Security.Cryptography;

namespace Gyrus.IO.Caching;

/// <summary>The SHA-256 of an entry's bytes, kept behind them.</summary>
internal static class Checksum
{
    /// <summary>The bytes to put behind.</summary>
    public static byte[] Of(ReadOnlySpan<byte> content) => SHA256.HashData(content);

    /// <summary>The content without its checksum, or null when that does not fit.</summary>
    public static byte[]? Remove(byte[] bytes)
    {
        int length = bytes.Length - SHA256.HashSizeInBytes;
        return length >= 0 && Of(bytes.AsSpan(0, length)).AsSpan().SequenceEqual(bytes.AsSpan(length))
            ? bytes[..length]
            : null;
    }
}
