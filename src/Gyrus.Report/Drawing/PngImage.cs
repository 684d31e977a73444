using System.Buffers.Binary;
using System.IO.Compression;

namespace Gyrus.Report.Drawing;

/// <summary>Writes PNG files with a palette: one byte a pixel.</summary>
/// <remarks>Source: Portable Network Graphics (PNG) Specification, third edition, W3C 2025, §5 (chunks), §11.2, annex D (CRC).</remarks>
internal static class PngImage
{
    private static readonly uint[] CrcTable = BuildCrcTable();

    /// <summary>Encodes an image.</summary>
    /// <param name="width">Pixels in a row.</param>
    /// <param name="indices">Palette indices, row after row from the top.</param>
    /// <param name="palette">1 to 256 colours.</param>
    /// <param name="scale">Each pixel becomes scale × scale: viewers that smooth images then keep its edges.</param>
    public static byte[] Encode(int width, ReadOnlySpan<byte> indices, IReadOnlyList<Rgb> palette, int scale = 1)
    {
        int height = indices.Length / width;
        using var file = new MemoryStream();
        file.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0d, 0x0a, 0x1a, 0x0a]);
        Chunk(file, "IHDR"u8, Header(width * scale, height * scale));
        Chunk(file, "PLTE"u8, [.. palette.SelectMany(c => (byte[])[c.Red, c.Green, c.Blue])]);
        Chunk(file, "IDAT"u8, Compress(width, indices, scale));
        Chunk(file, "IEND"u8, []);
        return file.ToArray();
    }

    /// <summary>The image as a <c>data:</c> address.</summary>
    public static string ToDataAddress(byte[] png) => "data:image/png;base64," + Convert.ToBase64String(png);

    private static byte[] Header(int width, int height)
    {
        byte[] header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        header[8] = 8; // bits
        header[9] = 3; // palette
        return header;
    }

    private static byte[] Compress(int width, ReadOnlySpan<byte> indices, int scale)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            byte[] line = new byte[1 + (width * scale)];
            byte[] repeat = new byte[line.Length];
            repeat[0] = 2; // filter "up": zeros repeat the line above
            for (int start = 0; start < indices.Length; start += width)
            {
                for (int i = 0; i < width; i++)
                {
                    line.AsSpan(1 + (i * scale), scale).Fill(indices[start + i]);
                }

                zlib.Write(line);
                for (int k = 1; k < scale; k++)
                {
                    zlib.Write(repeat);
                }
            }
        }

        return packed.ToArray();
    }

    private static void Chunk(MemoryStream file, ReadOnlySpan<byte> type, byte[] data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        file.Write(number);
        file.Write(type);
        file.Write(data);
        BinaryPrimitives.WriteUInt32BigEndian(number, ~Crc(Crc(uint.MaxValue, type), data));
        file.Write(number);
    }

    private static uint Crc(uint crc, ReadOnlySpan<byte> data)
    {
        foreach (byte b in data)
        {
            crc = CrcTable[(crc ^ b) & 0xff] ^ (crc >> 8);
        }

        return crc;
    }

    private static uint[] BuildCrcTable()
    {
        uint[] table = new uint[256];
        for (uint n = 0; n < table.Length; n++)
        {
            uint c = n;
            for (int k = 0; k < 8; k++)
            {
                c = (c & 1) == 1 ? 0xedb88320u ^ (c >> 1) : c >> 1;
            }

            table[n] = c;
        }

        return table;
    }
}
