using System.Buffers.Binary;
using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace Gyrus.IO;

/// <summary>Stored numbers to doubles and back. Sizes are the caller's to check.</summary>
internal static class NumberConversion
{
    /// <summary>Bytes per number.</summary>
    public static int Size(StoredNumber type) =>
        type switch
        {
            StoredNumber.UInt8 or StoredNumber.Int8 => 1,
            StoredNumber.UInt16 or StoredNumber.Int16 or StoredNumber.Float16 => 2,
            StoredNumber.UInt32 or StoredNumber.Int32 or StoredNumber.Float32 => 4,
            _ => 8,
        };

    /// <summary>Turns the bytes of every number round, in place.</summary>
    public static void SwapBytes(int size, Span<byte> raw)
    {
        switch (size)
        {
            case 2:
                Span<ushort> two = MemoryMarshal.Cast<byte, ushort>(raw);
                BinaryPrimitives.ReverseEndianness(two, two);
                break;
            case 4:
                Span<uint> four = MemoryMarshal.Cast<byte, uint>(raw);
                BinaryPrimitives.ReverseEndianness(four, four);
                break;
            case 8:
                Span<ulong> eight = MemoryMarshal.Cast<byte, ulong>(raw);
                BinaryPrimitives.ReverseEndianness(eight, eight);
                break;
            default:
                break;
        }
    }

    /// <summary>Widens numbers in the machine's byte order; 64-bit integers beyond 2⁵³ are rounded to nearest.</summary>
    public static void ToDouble(StoredNumber type, ReadOnlySpan<byte> raw, Span<double> result)
    {
        switch (type)
        {
            case StoredNumber.UInt8:
                Widening.Run<byte, WideningUInt8>(raw, result);
                break;
            case StoredNumber.Int8:
                Widening.Run<sbyte, WideningInt8>(MemoryMarshal.Cast<byte, sbyte>(raw), result);
                break;
            case StoredNumber.UInt16:
                Widening.Run<ushort, WideningUInt16>(MemoryMarshal.Cast<byte, ushort>(raw), result);
                break;
            case StoredNumber.Int16:
                Widening.Run<short, WideningInt16>(MemoryMarshal.Cast<byte, short>(raw), result);
                break;
            case StoredNumber.UInt32:
                TensorPrimitives.ConvertChecked(MemoryMarshal.Cast<byte, uint>(raw), result);
                break;
            case StoredNumber.Int32:
                Widening.Run<int, WideningInt32>(MemoryMarshal.Cast<byte, int>(raw), result);
                break;
            case StoredNumber.UInt64:
                TensorPrimitives.ConvertChecked(MemoryMarshal.Cast<byte, ulong>(raw), result);
                break;
            case StoredNumber.Int64:
                TensorPrimitives.ConvertChecked(MemoryMarshal.Cast<byte, long>(raw), result);
                break;
            case StoredNumber.Float16:
                TensorPrimitives.ConvertChecked(MemoryMarshal.Cast<byte, Half>(raw), result);
                break;
            case StoredNumber.Float32:
                Widening.Run<float, WideningFloat32>(MemoryMarshal.Cast<byte, float>(raw), result);
                break;
            default:
                MemoryMarshal.Cast<byte, double>(raw).CopyTo(result);
                break;
        }
    }

    /// <summary>Narrows doubles; integers are rounded to nearest, halves to even.</summary>
    /// <returns>The index of the first value that does not fit the type (NaN fits no integer), or −1.</returns>
    public static int FromDouble(StoredNumber type, ReadOnlySpan<double> values, Span<byte> raw)
    {
        switch (type)
        {
            case StoredNumber.Float64:
                values.CopyTo(MemoryMarshal.Cast<byte, double>(raw));
                return -1;
            case StoredNumber.Float32:
                return ToSingle(values, MemoryMarshal.Cast<byte, float>(raw));
            case StoredNumber.Int16:
                return ToInteger(values, MemoryMarshal.Cast<byte, short>(raw), short.MinValue, short.MaxValue);
            case StoredNumber.Int32:
                return ToInteger(values, MemoryMarshal.Cast<byte, int>(raw), int.MinValue, int.MaxValue);
            case StoredNumber.UInt8:
                return ToInteger(values, raw, byte.MinValue, byte.MaxValue);
            default:
                throw new ArgumentOutOfRangeException(nameof(type), $"{type} is read, not written.");
        }
    }

    private static int ToSingle(ReadOnlySpan<double> values, Span<float> result)
    {
        TensorPrimitives.ConvertTruncating(values, result);
        if (TensorPrimitives.IsFiniteAll<float>(result))
        {
            return -1;
        }

        for (int i = 0; i < values.Length; i++)
        {
            if (double.IsFinite(values[i]) && !float.IsFinite(result[i]))
            {
                return i;
            }
        }

        return -1;
    }

    private static int ToInteger<T>(ReadOnlySpan<double> values, Span<T> result, double least, double most)
        where T : struct, INumberBase<T>
    {
        for (int i = 0; i < values.Length; i++)
        {
            double rounded = Math.Round(values[i]);
            if (!(rounded >= least && rounded <= most))
            {
                return i;
            }

            result[i] = T.CreateTruncating(rounded);
        }

        return -1;
    }
}
