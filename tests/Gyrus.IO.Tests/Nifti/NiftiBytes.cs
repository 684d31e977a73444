using System.Buffers.Binary;

namespace Gyrus.IO.Tests.Nifti;

/// <summary>Small NIfTI-1 files made by hand, field by field, independent of the writer.</summary>
internal static class NiftiBytes
{
    /// <summary>A little-endian single file: the header, four zeros, the data.</summary>
    public static byte[] Create(short[] dimensions, short type, ReadOnlySpan<byte> data, Action<byte[]>? change = null)
    {
        byte[] bytes = new byte[352 + data.Length];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, 348);
        Short(bytes, 40, (short)dimensions.Length);
        for (int i = 0; i < dimensions.Length; i++)
        {
            Short(bytes, 42 + (2 * i), dimensions[i]);
        }

        Short(bytes, 70, type);
        for (int i = 0; i < 8; i++)
        {
            Float(bytes, 76 + (4 * i), 1);
        }

        Float(bytes, 108, 352);
        "n+1\0"u8.CopyTo(bytes.AsSpan(344));
        data.CopyTo(bytes.AsSpan(352));
        change?.Invoke(bytes);
        return bytes;
    }

    public static void Short(byte[] bytes, int at, short value) =>
        BinaryPrimitives.WriteInt16LittleEndian(bytes.AsSpan(at), value);

    public static void Float(byte[] bytes, int at, float value) =>
        BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(at), value);
}
