using System.Runtime.InteropServices;

namespace Gyrus.IO.Tests;

public sealed class NumberConversionTests
{
    public static TheoryData<string> Types => new(Enum.GetNames<StoredNumber>());

    [Theory]
    [MemberData(nameof(Types))]
    public void ToDouble_AtEveryLength_IsTheScalarCast(string name)
    {
        StoredNumber type = Enum.Parse<StoredNumber>(name);
        int size = NumberConversion.Size(type);
        byte[] raw = new byte[68 * size];
        new Random(3).NextBytes(raw);
        for (int length = 0; length <= 67; length++)
        {
            double[] result = new double[length];

            NumberConversion.ToDouble(type, raw.AsSpan(0, length * size), result);

            for (int i = 0; i < length; i++)
            {
                Assert.Equal(Scalar(type, raw.AsSpan(i * size, size)), result[i]);
            }
        }
    }

    [Fact]
    public void SwapBytes_Twice_IsNothing()
    {
        byte[] raw = new byte[64];
        new Random(4).NextBytes(raw);
        foreach (int size in new[] { 1, 2, 4, 8 })
        {
            byte[] once = [.. raw];
            NumberConversion.SwapBytes(size, once);

            Assert.Equal(raw[size - 1], once[0]);
            NumberConversion.SwapBytes(size, once);
            Assert.Equal(raw, once);
        }
    }

    private static double Scalar(StoredNumber type, ReadOnlySpan<byte> b) =>
        type switch
        {
            StoredNumber.UInt8 => b[0],
            StoredNumber.Int8 => (sbyte)b[0],
            StoredNumber.UInt16 => MemoryMarshal.Read<ushort>(b),
            StoredNumber.Int16 => MemoryMarshal.Read<short>(b),
            StoredNumber.UInt32 => MemoryMarshal.Read<uint>(b),
            StoredNumber.Int32 => MemoryMarshal.Read<int>(b),
            StoredNumber.UInt64 => MemoryMarshal.Read<ulong>(b),
            StoredNumber.Int64 => MemoryMarshal.Read<long>(b),
            StoredNumber.Float16 => (double)MemoryMarshal.Read<Half>(b),
            StoredNumber.Float32 => MemoryMarshal.Read<float>(b),
            _ => MemoryMarshal.Read<double>(b),
        };
}
