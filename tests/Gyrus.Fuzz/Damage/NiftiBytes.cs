using System.Buffers.Binary;

namespace Gyrus.Fuzz.Damage;

/// <summary>NIfTI headers made field by field, independent of the writer, and their fields set to extremes.</summary>
internal sealed class NiftiBytes
{
    private static readonly long[] Integers =
    [
        0,
        1,
        -1,
        2,
        3,
        4,
        7,
        8,
        16,
        100,
        255,
        348,
        352,
        540,
        544,
        1000,
        2048,
        3002,
        short.MaxValue,
        short.MinValue,
        int.MaxValue,
        int.MinValue,
        1L << 31,
        1L << 32,
        1L << 53,
        1L << 62,
        long.MaxValue,
        long.MinValue,
    ];

    private static readonly double[] Reals =
    [
        0,
        -0.0,
        1,
        -1,
        0.5,
        2,
        348,
        352,
        351.5,
        353,
        544,
        1e-45,
        1e-38,
        1e30,
        3.4e38,
        -3.4e38,
        1e-200,
        1e200,
        double.NaN,
        double.PositiveInfinity,
        double.NegativeInfinity,
    ];

    private static readonly Field[] Fields1 =
    [
        new(0, 4),
        .. Enumerable.Range(0, 8).Select(i => new Field(40 + (2 * i), 2)),
        new(68, 2),
        new(70, 2),
        new(72, 2),
        .. Enumerable.Range(0, 8).Select(i => new Field(76 + (4 * i), 4, true)),
        new(108, 4, true),
        new(112, 4, true),
        new(116, 4, true),
        new(123, 1),
        new(252, 2),
        new(254, 2),
        .. Enumerable.Range(0, 18).Select(i => new Field(256 + (4 * i), 4, true)),
        new(344, 4),
        new(348, 4),
    ];

    private static readonly Field[] Fields2 =
    [
        new(0, 4),
        new(4, 8),
        new(12, 2),
        new(14, 2),
        .. Enumerable.Range(0, 8).Select(i => new Field(16 + (8 * i), 8)),
        .. Enumerable.Range(0, 8).Select(i => new Field(104 + (8 * i), 8, true)),
        new(168, 8),
        new(176, 8, true),
        new(184, 8, true),
        new(344, 4),
        new(348, 4),
        .. Enumerable.Range(0, 18).Select(i => new Field(352 + (8 * i), 8, true)),
        new(500, 4),
        new(504, 4),
        new(540, 4),
    ];

    private static readonly short[] Types =
    [
        0,
        1,
        2,
        4,
        8,
        16,
        32,
        64,
        128,
        256,
        512,
        768,
        1024,
        1280,
        1536,
        1792,
        2048,
        2304,
    ];

    private readonly byte[] _header;
    private readonly bool _bigEndian;
    private readonly int _version;

    private NiftiBytes(int version, bool bigEndian)
    {
        (_version, _bigEndian) = (version, bigEndian);
        _header = new byte[version == 1 ? 352 : 544];
    }

    private Field[] Fields => _version == 1 ? Fields1 : Fields2;

    /// <summary>A header and the data that it promises, with some of its fields changed; and whether they go into two files.</summary>
    public static (byte[] Header, byte[] Data, bool IsPair) Create(Dice dice)
    {
        var made = new NiftiBytes(1 + dice.Next(2), dice.OneIn(3));
        bool pair = dice.OneIn(6);
        short type = dice.Pick(Types.AsSpan(2, 4).ToArray());
        type = dice.OneIn(3) ? dice.Pick(Types) : type;
        int size = type switch
        {
            4 or 512 => 2,
            8 or 16 or 768 => 4,
            64 or 1024 or 1280 or 32 => 8,
            _ => 1,
        };
        int axes = 1 + dice.Next(5);
        int[] shape = [.. Enumerable.Range(0, axes).Select(axis => 1 + dice.Next(axis > 2 ? 6 : 4))];
        made.Fill(pair, type, size, shape);
        int data = shape.Aggregate(size, (a, b) => a * b);
        for (int changes = dice.Next(4); changes > 0; changes--)
        {
            made.SetExtreme(dice.Pick(made.Fields), dice);
        }

        byte[] values = new byte[Math.Max(0, dice.OneIn(6) ? data - dice.Next(data + 1) : data)];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = (byte)dice.Next(256);
        }

        byte[] header = dice.OneIn(12) ? made.WithExtensions(dice, pair) : made._header;
        return (header, values, pair);
    }

    private void Fill(bool pair, short type, int size, int[] shape)
    {
        int wide = _version == 1 ? 2 : 8;
        (int dims, int steps) = _version == 1 ? (40, 76) : (16, 104);
        Set(new Field(0, 4), _version == 1 ? 348 : 540);
        Set(new Field(dims, wide), shape.Length);
        for (int i = 0; i < shape.Length; i++)
        {
            Set(new Field(dims + (wide * (i + 1)), wide), shape[i]);
        }

        int real = _version == 1 ? 4 : 8;
        for (int i = 0; i < 8; i++)
        {
            Set(new Field(steps + (real * i), real, true), i == 0 ? 1 : 2);
        }

        Set(new Field(_version == 1 ? 70 : 12, 2), type);
        Set(new Field(_version == 1 ? 72 : 14, 2), 8 * size);
        int offset = pair ? 0 : _header.Length;
        Set(_version == 1 ? new Field(108, 4, true) : new Field(168, 8), offset);
        ReadOnlySpan<byte> magic = (_version, pair) switch
        {
            (1, false) => "n+1\0"u8,
            (1, true) => "ni1\0"u8,
            (_, false) => "n+2\0\r\n\x1A\n"u8,
            _ => "ni2\0\r\n\x1A\n"u8,
        };
        magic.CopyTo(_header.AsSpan(_version == 1 ? 344 : 4));
    }

    /// <summary>A chain of extensions (esize, ecode, bytes), some with sizes that lie, and the data behind them.</summary>
    private byte[] WithExtensions(Dice dice, bool pair)
    {
        _header[^4] = 1;
        var bytes = new List<byte>(_header);
        for (int i = dice.Next(4); i >= 0; i--)
        {
            int size = dice.OneIn(4) ? (int)dice.Pick(Integers) : 16 * (1 + dice.Next(4));
            byte[] extension = new byte[Math.Clamp(size, 8, 64)];
            BinaryPrimitives.WriteInt32LittleEndian(extension, size);
            bytes.AddRange(extension);
        }

        byte[] result = [.. bytes];
        if (!pair && !dice.OneIn(4))
        {
            Set(result, _version == 1 ? new Field(108, 4, true) : new Field(168, 8), result.Length);
        }

        return result;
    }

    private void SetExtreme(Field field, Dice dice)
    {
        if (field.IsReal)
        {
            Set(field, dice.OneIn(4) ? BitConverter.Int64BitsToDouble(dice.Bits()) : dice.Pick(Reals));
        }
        else if (field.Size == 2 && dice.OneIn(2))
        {
            Set(field, dice.Next(12));
        }
        else
        {
            SetInteger(_header, field, dice.OneIn(4) ? dice.Bits() : dice.Pick(Integers));
        }
    }

    private void Set(Field field, double value) => Set(_header, field, value);

    private void Set(byte[] bytes, Field field, double value)
    {
        if (!field.IsReal)
        {
            SetInteger(bytes, field, (long)value);
        }
        else if (field.Size == 4)
        {
            SetInteger(bytes, field, BitConverter.SingleToInt32Bits((float)value));
        }
        else
        {
            SetInteger(bytes, field, BitConverter.DoubleToInt64Bits(value));
        }
    }

    private void SetInteger(byte[] bytes, Field field, long value)
    {
        Span<byte> at = bytes.AsSpan(field.At, field.Size);
        for (int i = 0; i < field.Size; i++)
        {
            at[_bigEndian ? field.Size - 1 - i : i] = (byte)(value >> (8 * i));
        }
    }

    private readonly record struct Field(int At, int Size, bool IsReal = false);
}
