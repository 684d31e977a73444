using System.Buffers.Binary;
using System.IO.Compression;

namespace Gyrus.Fuzz.Damage;

/// <summary>Gzip files: whole, in several members, with the header's optional fields, cut off, damaged, or bombs.</summary>
internal static class GzipDamage
{
    /// <summary>What a bomb unpacks to: 32 MB of zeros, in 32 KB.</summary>
    private const int BombBytes = 32 << 20;

    private static readonly Lazy<byte[]> Bomb = new(() => Pack(new byte[BombBytes]));

    public static byte[] Pack(ReadOnlySpan<byte> bytes, CompressionLevel level = CompressionLevel.Fastest)
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, level, leaveOpen: true))
        {
            gzip.Write(bytes);
        }

        return packed.ToArray();
    }

    /// <summary>Packs bytes in one of many ways, most of them whole.</summary>
    public static byte[] Apply(byte[] bytes, Dice dice)
    {
        if (bytes.Length == 0)
        {
            return bytes;
        }

        switch (dice.Next(12))
        {
            case 0:
            {
                int cut = dice.Next(bytes.Length + 1);
                return [.. Pack(bytes.AsSpan(0, cut)), .. Pack(bytes.AsSpan(cut))];
            }

            case 1:
                return WithFields(Pack(bytes), dice);
            case 2:
                return Pack(bytes, CompressionLevel.NoCompression);
            case 3:
            {
                byte[] packed = Pack(bytes);
                return packed[..dice.Next(packed.Length + 1)];
            }

            case 4:
                return ByteDamage.Apply(Pack(bytes), dice, 1 + dice.Next(3));
            case 5:
            {
                // The check sum or the length at the end.
                byte[] packed = Pack(bytes);
                packed[packed.Length - 1 - dice.Next(8)] ^= (byte)(1 << dice.Next(8));
                return packed;
            }

            case 6:
                return [.. Pack(bytes), .. new byte[dice.Next(600)]];
            case 7:
                return
                [
                    .. Pack(bytes),
                    .. ByteDamage.Apply("\u001f\u008b garbage behind the data"u8.ToArray(), dice, 1),
                ];
            case 8:
                return dice.OneIn(200) ? [.. Pack(bytes), .. Bomb.Value] : Pack(bytes);
            case 9:
                return dice.OneIn(20) ? Pack(Pack(bytes)) : Pack(bytes);
            default:
                return Pack(bytes);
        }
    }

    /// <summary>The bytes that a file unpacks to, up to a limit and as far as it is good; its own length when it is not packed.</summary>
    public static long UnpackedBytes(byte[] file, long most = 1L << 30)
    {
        if (file is not [0x1F, 0x8B, 8, ..])
        {
            return file.Length;
        }

        long count = 0;
        try
        {
            using var gzip = new GZipStream(new MemoryStream(file), CompressionMode.Decompress);
            byte[] block = new byte[64 * 1024];
            int read;
            while (count < most && (read = gzip.Read(block)) > 0)
            {
                count += read;
            }
        }
        catch (InvalidDataException)
        {
            // As far as it is good.
        }

        return count;
    }

    /// <summary>Sets FEXTRA, FNAME, FCOMMENT or FHCRC (RFC 1952) and puts their bytes in, perhaps too few.</summary>
    private static byte[] WithFields(byte[] packed, Dice dice)
    {
        int flags = dice.Next(32);
        packed[3] = (byte)flags;
        var fields = new List<byte>();
        if ((flags & 4) != 0)
        {
            Span<byte> length = stackalloc byte[2];
            int extra = dice.Next(40);
            BinaryPrimitives.WriteUInt16LittleEndian(length, (ushort)(dice.OneIn(4) ? 65535 : extra));
            fields.AddRange([.. length, .. new byte[extra]]);
        }

        if ((flags & 8) != 0)
        {
            fields.AddRange(dice.OneIn(4) ? "no end"u8 : "a.nii\0"u8);
        }

        if ((flags & 16) != 0)
        {
            fields.AddRange("a comment\0"u8);
        }

        if ((flags & 2) != 0)
        {
            fields.AddRange("\0\0"u8);
        }

        return [.. packed[..10], .. fields, .. packed[10..]];
    }
}
