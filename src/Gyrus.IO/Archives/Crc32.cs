namespace Gyrus.IO.Archives;

/// <summary>The check sum of zip entries (ISO 3309, reflected polynomial EDB88320). The framework reads entries without looking at it.</summary>
internal static class Crc32
{
    private static readonly uint[] Table = [.. Enumerable.Range(0, 256).Select(n => Entry((uint)n))];

    /// <summary>The sum so far, with more bytes. Begins with 0.</summary>
    public static uint Append(uint sum, ReadOnlySpan<byte> bytes)
    {
        uint register = ~sum;
        foreach (byte b in bytes)
        {
            register = Table[(register ^ b) & 0xFF] ^ (register >> 8);
        }

        return ~register;
    }

    private static uint Entry(uint n)
    {
        for (int bit = 0; bit < 8; bit++)
        {
            n = (n & 1) == 0 ? n >> 1 : (n >> 1) ^ 0xEDB88320;
        }

        return n;
    }
}
