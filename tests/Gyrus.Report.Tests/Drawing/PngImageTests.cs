using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Gyrus.Numerics;
using Gyrus.Report.Drawing;

namespace Gyrus.Report.Tests.Drawing;

/// <summary>Images are decoded again by a reader of the test's own: chunks, checksums, zlib, filters.</summary>
public sealed class PngImageTests
{
    private static readonly Rgb[] Palette = [Rgb.Of(0x000000), Rgb.Of(0xff0000), Rgb.Of(0x12ab34)];

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(3, 2, 1)]
    [InlineData(5, 7, 4)]
    [InlineData(116, 116, 3)]
    public void Encode_ThenDecode_GivesThePixelsBack(int width, int height, int scale)
    {
        var rng = new Rng(1);
        byte[] pixels = [.. Enumerable.Range(0, width * height).Select(_ => (byte)rng.NextInt(Palette.Length))];

        (int decodedWidth, int decodedHeight, Rgb[] colours) = Decode(PngImage.Encode(width, pixels, Palette, scale));

        Assert.Equal((width * scale, height * scale), (decodedWidth, decodedHeight));
        for (int y = 0; y < decodedHeight; y++)
        {
            for (int x = 0; x < decodedWidth; x++)
            {
                Assert.Equal(Palette[pixels[(y / scale * width) + (x / scale)]], colours[(y * decodedWidth) + x]);
            }
        }
    }

    [Fact]
    public void Encode_FirstColourClear_SaysSoAndKeepsTheRest()
    {
        byte[] png = PngImage.Encode(2, [0, 1], Palette, isFirstClear: true);

        Assert.Equal(["IHDR", "PLTE", "tRNS", "IDAT", "IEND"], Chunks(png).Select(c => c.Type));
        Assert.Equal([0], Chunks(png)[2].Data); // the alpha of the first colour; others are opaque
        Assert.Equal(Palette[1], PngImage.Decode(png).Pixels[1]);
    }

    [Fact]
    public void ToDataAddress_HoldsTheFile()
    {
        byte[] png = PngImage.Encode(1, [0], Palette);

        Assert.Equal(png, Convert.FromBase64String(PngImage.ToDataAddress(png)["data:image/png;base64,".Length..]));
    }

    private static (int Width, int Height, Rgb[] Colours) Decode(byte[] png)
    {
        Assert.Equal([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a], png[..8]);
        var chunks = Chunks(png);
        Assert.Equal(["IHDR", "PLTE", "IDAT", "IEND"], chunks.Select(c => c.Type));
        byte[] header = chunks[0].Data;
        (int width, int height) = (
            BinaryPrimitives.ReadInt32BigEndian(header),
            BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(4))
        );
        Assert.Equal([8, 3, 0, 0, 0], header[8..]);
        byte[] palette = chunks[1].Data;
        using var unpacked = new MemoryStream();
        using (var zlib = new ZLibStream(new MemoryStream(chunks[2].Data), CompressionMode.Decompress))
        {
            zlib.CopyTo(unpacked);
        }

        byte[] lines = unpacked.ToArray();
        Assert.Equal(height * (width + 1), lines.Length);
        byte[] indices = new byte[width * height];
        for (int y = 0; y < height; y++)
        {
            byte filter = lines[y * (width + 1)];
            Assert.True(filter is 0 or 2);
            for (int x = 0; x < width; x++)
            {
                byte above = filter == 2 && y > 0 ? indices[((y - 1) * width) + x] : (byte)0;
                indices[(y * width) + x] = (byte)(lines[(y * (width + 1)) + 1 + x] + above);
            }
        }

        return (
            width,
            height,
            [.. indices.Select(i => new Rgb(palette[3 * i], palette[(3 * i) + 1], palette[(3 * i) + 2]))]
        );
    }

    private static List<(string Type, byte[] Data)> Chunks(byte[] png)
    {
        var chunks = new List<(string Type, byte[] Data)>();
        for (int at = 8; at < png.Length; )
        {
            int length = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(at));
            byte[] typeAndData = png[(at + 4)..(at + 8 + length)];
            Assert.Equal(BinaryPrimitives.ReadUInt32BigEndian(png.AsSpan(at + 8 + length)), Crc(typeAndData));
            chunks.Add((Encoding.ASCII.GetString(typeAndData, 0, 4), typeAndData[4..]));
            at += 12 + length;
        }

        return chunks;
    }

    /// <summary>CRC-32 bit by bit, without the table that the encoder uses.</summary>
    private static uint Crc(byte[] bytes)
    {
        uint crc = uint.MaxValue;
        foreach (byte b in bytes)
        {
            crc ^= b;
            for (int k = 0; k < 8; k++)
            {
                crc = (crc >> 1) ^ ((crc & 1) * 0xedb88320u);
            }
        }

        return ~crc;
    }
}
