using System.Buffers.Binary;
using System.IO.Compression;

namespace Gyrus.Report.Drawing;

/// <summary>Writes PNG files: with a palette, one byte a pixel, or in full colour.</summary>
/// <remarks>Source: Portable Network Graphics (PNG) Specification, third edition, W3C 2025, §5 (chunks), §11.2, annex D (CRC).</remarks>
internal static class PngImage
{
    private static readonly uint[] CrcTable = BuildCrcTable();

    /// <summary>Encodes an image.</summary>
    /// <param name="width">Pixels in a row.</param>
    /// <param name="indices">Palette indices, row after row from the top.</param>
    /// <param name="palette">1 to 256 colours.</param>
    /// <param name="scale">Each pixel becomes scale × scale: viewers that smooth images then keep its edges.</param>
    /// <param name="isFirstClear">Whether the first colour is transparent.</param>
    public static byte[] Encode(
        int width,
        ReadOnlySpan<byte> indices,
        IReadOnlyList<Rgb> palette,
        int scale = 1,
        bool isFirstClear = false
    )
    {
        int height = indices.Length / width;
        using var file = new MemoryStream();
        file.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0d, 0x0a, 0x1a, 0x0a]);
        Chunk(file, "IHDR"u8, Header(width * scale, height * scale, PaletteColour));
        Chunk(file, "PLTE"u8, [.. palette.SelectMany(c => (byte[])[c.Red, c.Green, c.Blue])]);
        if (isFirstClear)
        {
            Chunk(file, "tRNS"u8, [0]);
        }

        Chunk(file, "IDAT"u8, Compress(width, indices, scale));
        Chunk(file, "IEND"u8, []);
        return file.ToArray();
    }

    /// <summary>Encodes an image in full colour.</summary>
    /// <param name="width">Pixels in a row.</param>
    /// <param name="pixels">Red, green and blue of each pixel, row after row from the top.</param>
    /// <param name="pixelsPerMetre">The size at which it is meant to be seen.</param>
    public static byte[] EncodeColour(int width, ReadOnlySpan<byte> pixels, int pixelsPerMetre)
    {
        using var file = new MemoryStream();
        file.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0d, 0x0a, 0x1a, 0x0a]);
        Chunk(file, "IHDR"u8, Header(width, pixels.Length / (3 * width), FullColour));
        byte[] size = new byte[9];
        BinaryPrimitives.WriteInt32BigEndian(size, pixelsPerMetre);
        BinaryPrimitives.WriteInt32BigEndian(size.AsSpan(4), pixelsPerMetre);
        size[8] = 1; // the unit is the metre
        Chunk(file, "pHYs"u8, size);
        Chunk(file, "IDAT"u8, CompressColour(3 * width, pixels));
        Chunk(file, "IEND"u8, []);
        return file.ToArray();
    }

    /// <summary>Decodes what <see cref="Encode"/> made.</summary>
    public static (int Width, Rgb[] Pixels) Decode(byte[] png)
    {
        (int width, Rgb[] palette, byte[] packed) = (0, [], []);
        for (int at = 8; at < png.Length; )
        {
            int length = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(at));
            ReadOnlySpan<byte> data = png.AsSpan(at + 8, length);
            switch (png.AsSpan(at + 4, 4))
            {
                case var type when type.SequenceEqual("IHDR"u8):
                    width = BinaryPrimitives.ReadInt32BigEndian(data);
                    break;
                case var type when type.SequenceEqual("PLTE"u8):
                    byte[] colours = data.ToArray();
                    palette = [.. colours.Chunk(3).Select(c => new Rgb(c[0], c[1], c[2]))];
                    break;
                case var type when type.SequenceEqual("IDAT"u8):
                    packed = data.ToArray();
                    break;
            }

            at += length + 12;
        }

        using var zlib = new ZLibStream(new MemoryStream(packed), CompressionMode.Decompress);
        using var unpacked = new MemoryStream();
        zlib.CopyTo(unpacked);
        return (width, Unfilter(unpacked.ToArray(), width, palette));
    }

    /// <summary>Rows are stored as they are (filter 0) or as their difference from the row above (filter 2).</summary>
    private static Rgb[] Unfilter(byte[] rows, int width, Rgb[] palette)
    {
        int height = rows.Length / (width + 1);
        var pixels = new Rgb[width * height];
        byte[] line = new byte[width];
        for (int y = 0; y < height; y++)
        {
            ReadOnlySpan<byte> row = rows.AsSpan(y * (width + 1), width + 1);
            for (int x = 0; x < width; x++)
            {
                line[x] = (byte)(row[x + 1] + (row[0] == 2 ? line[x] : 0));
                pixels[(y * width) + x] = palette[line[x]];
            }
        }

        return pixels;
    }

    /// <summary>The image as a <c>data:</c> address.</summary>
    public static string ToDataAddress(byte[] png) => "data:image/png;base64," + Convert.ToBase64String(png);

    private const byte PaletteColour = 3;
    private const byte FullColour = 2;

    private static byte[] Header(int width, int height, byte colour)
    {
        byte[] header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        header[8] = 8; // bits
        header[9] = colour;
        return header;
    }

    private static byte[] Compress(int width, ReadOnlySpan<byte> indices, int scale)
    {
        int length = 1 + (width * scale);
        byte[] lines = new byte[length * (indices.Length / width) * scale];
        for (int start = 0, at = 0; start < indices.Length; start += width)
        {
            for (int i = 0; i < width; i++)
            {
                lines.AsSpan(at + 1 + (i * scale), scale).Fill(indices[start + i]);
            }

            at += length;
            for (int k = 1; k < scale; k++, at += length)
            {
                lines[at] = 2; // filter "up": zeros repeat the line above
            }
        }

        return Packing.Smallest(lines);
    }

    private static byte[] CompressColour(int stride, ReadOnlySpan<byte> pixels)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            byte[] line = new byte[1 + stride];
            line[0] = 2; // filter "up": what repeats the line above is zero
            for (int start = 0; start < pixels.Length; start += stride)
            {
                for (int i = 0; i < stride; i++)
                {
                    line[i + 1] = (byte)(pixels[start + i] - (start == 0 ? 0 : pixels[start - stride + i]));
                }

                zlib.Write(line);
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
