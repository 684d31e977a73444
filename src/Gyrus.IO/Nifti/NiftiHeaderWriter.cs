using System.Buffers.Binary;
using System.Text;
using Gyrus.Imaging;
using static System.FormattableString;

namespace Gyrus.IO.Nifti;

/// <summary>The first 352 bytes of a NIfTI-1 file, little-endian, without extensions.</summary>
internal static class NiftiHeaderWriter
{
    public static byte[] Create(Grid grid, int volumes, NiftiWriteOptions options)
    {
        byte[] bytes = new byte[NiftiFormat.Header1Bytes + NiftiFormat.ExtenderBytes];
        StoredNumber stored = NiftiFormat.Stored(options.DataType, "", 70);
        Int32(bytes, 0, NiftiFormat.Header1Bytes);
        bytes[38] = (byte)'r'; // "regular", which Analyze readers ask for
        short[] dimensions =
        [
            (short)(volumes > 1 ? 4 : 3),
            Length(grid.I, "voxels along the first axis"),
            Length(grid.J, "voxels along the second axis"),
            Length(grid.K, "voxels along the third axis"),
            Length(volumes, "volumes"),
            1,
            1,
            1,
        ];
        for (int i = 0; i < 8; i++)
        {
            Int16(bytes, 40 + (2 * i), dimensions[i]);
        }

        Int16(bytes, 70, (short)options.DataType);
        Int16(bytes, 72, (short)(8 * NumberConversion.Size(stored)));
        Single(bytes, 108, bytes.Length);
        Single(bytes, 112, 1);
        bytes[123] = NiftiFormat.UnitMillimetres | NiftiFormat.UnitSeconds;
        Encoding.Latin1.GetBytes(
            options.Description.AsSpan(0, Math.Min(79, options.Description.Length)),
            bytes.AsSpan(148, 80)
        );
        Place(bytes, grid.Affine, (short)options.Space);
        Single(bytes, 92, options.RepetitionTimeSeconds ?? 0);
        "n+1\0"u8.CopyTo(bytes.AsSpan(344));
        return bytes;
    }

    private static void Place(byte[] bytes, Affine affine, short space)
    {
        NiftiQuaternion? quaternion = NiftiQuaternion.Of(affine);
        Int16(bytes, 252, quaternion is null ? (short)0 : space);
        Int16(bytes, 254, space);
        Single(bytes, 76, quaternion?.Handedness ?? 1);
        for (int axis = 0; axis < 3; axis++)
        {
            Single(bytes, 80 + (4 * axis), affine.VoxelSizeMillimetres(axis));
            Single(bytes, 268 + (4 * axis), affine[axis, 3]);
            for (int column = 0; column < 4; column++)
            {
                Single(bytes, 280 + (16 * axis) + (4 * column), affine[axis, column]);
            }
        }

        Single(bytes, 256, quaternion?.B ?? 0);
        Single(bytes, 260, quaternion?.C ?? 0);
        Single(bytes, 264, quaternion?.D ?? 0);
    }

    private static short Length(int length, string what) =>
        length is >= 1 and <= short.MaxValue
            ? (short)length
            : throw new ArgumentException(Invariant($"NIfTI-1 holds 1 to 32,767 {what}, but there are {length}."));

    private static void Int16(Span<byte> bytes, int at, short value) =>
        BinaryPrimitives.WriteInt16LittleEndian(bytes[at..], value);

    private static void Int32(Span<byte> bytes, int at, int value) =>
        BinaryPrimitives.WriteInt32LittleEndian(bytes[at..], value);

    private static void Single(Span<byte> bytes, int at, double value) =>
        BinaryPrimitives.WriteSingleLittleEndian(bytes[at..], (float)value);
}
