using System.IO.Compression;

namespace Gyrus.Report.Drawing;

/// <summary>Bytes as the shortest zlib stream that the encoder can make of them.</summary>
/// <remarks>For noise it is shorter not to look for repetitions: a repetition of three bytes costs more than these.</remarks>
internal static class Packing
{
    private static readonly ZLibCompressionStrategy[] Strategies =
    [
        ZLibCompressionStrategy.Default,
        ZLibCompressionStrategy.Filtered,
        ZLibCompressionStrategy.HuffmanOnly,
    ];

    /// <summary>The stream.</summary>
    public static byte[] Smallest(byte[] bytes) => Strategies.Select(s => Pack(bytes, s)).MinBy(p => p.Length)!;

    private static byte[] Pack(byte[] bytes, ZLibCompressionStrategy strategy)
    {
        using var packed = new MemoryStream();
        var options = new ZLibCompressionOptions { CompressionLevel = 9, CompressionStrategy = strategy };
        using (var zlib = new ZLibStream(packed, options, leaveOpen: true))
        {
            zlib.Write(bytes);
        }

        return packed.ToArray();
    }
}
