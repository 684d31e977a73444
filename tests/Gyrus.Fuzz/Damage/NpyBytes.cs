using System.Buffers.Binary;
using System.Text;

namespace Gyrus.Fuzz.Damage;

/// <summary>npy files from the grammar of their header: versions, types, orders, shapes, and Python that is none of these.</summary>
internal static class NpyBytes
{
    private static readonly string[] Types =
    [
        "'<f8'",
        "'<f8'",
        "'<f4'",
        "'<f2'",
        "'>f8'",
        "'>i2'",
        "'|u1'",
        "'|b1'",
        "'<i8'",
        "'>u8'",
        "'=f8'",
        "'<u4'",
        "'|i1'",
        "'|O'",
        "'<c16'",
        "'<U10'",
        "'|S5'",
        "'<M8[ns]'",
        "'<f16'",
        "[('a', '<f8'), ('b', '<i4')]",
        "'|V8'",
        "(('<f8', (2,)))",
        "None",
        "'<f99999999999'",
        "\"<f8\"",
        "'descr': '<f8'",
    ];

    private static readonly string[] Lengths =
    [
        "0",
        "1",
        "2",
        "3",
        "4",
        "-1",
        "2147483647",
        "2147483648",
        "4294967296",
        "1L",
        "99999999999999999999",
        "1 2",
        "()",
        "(2,)",
        "2.0",
        "True",
        "",
        "1e3",
    ];

    public static byte[] Create(Dice dice)
    {
        int[] lengths = [.. Enumerable.Range(0, dice.Next(4)).Select(_ => dice.Next(6))];
        string shape = dice.Next(3) switch
        {
            0 => string.Join(
                ", ",
                Enumerable.Range(0, dice.Next(dice.OneIn(20) ? 40 : 4)).Select(_ => dice.Pick(Lengths))
            ),
            _ => string.Join(", ", lengths) + (lengths.Length == 1 ? "," : ""),
        };
        string type = dice.OneIn(3) ? dice.Pick(Types) : dice.Pick(Types.AsSpan(0, 12).ToArray());
        string order = dice.OneIn(12) ? dice.Pick(["true", "1", "None", "'True'", ""]) : dice.Pick(["False", "True"]);
        string[] entries = [$"'descr': {type}", $"'fortran_order': {order}", $"'shape': ({shape})"];
        entries = dice.OneIn(10) ? [.. entries, dice.Pick(entries), "'x': ({[" + HostileText.Next(dice)] : entries;
        string header = "{" + string.Join(", ", entries) + ", }";
        header = dice.OneIn(100) ? header.Replace(":", ":" + new string(' ', dice.Next(4000))) : header;
        byte[] text = Encoding.Latin1.GetBytes(header.PadRight(64 * ((header.Length + 74) / 64) - 11) + "\n");
        int version = dice.OneIn(4) ? dice.Next(5) : 1;
        byte[] start = new byte[version == 1 ? 10 : 12];
        start[0] = 0x93;
        "NUMPY"u8.CopyTo(start.AsSpan(1));
        start[6] = (byte)version;
        int promised = dice.OneIn(12) ? (int)dice.Bits() : text.Length;
        if (version == 1)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(start.AsSpan(8), (ushort)promised);
        }
        else
        {
            BinaryPrimitives.WriteInt32LittleEndian(start.AsSpan(8), promised);
        }

        int values = Math.Min(4000, lengths.Aggregate(8, (a, b) => a * b));
        byte[] data = new byte[dice.OneIn(6) ? dice.Next(values + 1) : values];
        for (int i = 0; i < data.Length; i++)
        {
            data[i] = (byte)dice.Next(256);
        }

        return [.. start, .. text, .. data];
    }
}
