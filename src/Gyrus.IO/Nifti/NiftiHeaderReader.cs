using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text;
using static System.FormattableString;

namespace Gyrus.IO.Nifti;

/// <summary>Bytes of a header to its fields.</summary>
internal static class NiftiHeaderReader
{
    /// <summary>Reads and unpacks the first bytes of a file.</summary>
    public static NiftiHeader Read(string path)
    {
        (Stream stream, bool gzip, long length) = InputFile.Open(path);
        using (stream)
        {
            byte[] bytes = new byte[NiftiFormat.Header2Bytes];
            int count = InputFile.ReadUpTo(stream, bytes, path, 0);
            return Parse(bytes.AsSpan(0, count), path, gzip, length);
        }
    }

    /// <summary>Reads the fields from the first bytes (540, or as many as there are).</summary>
    internal static NiftiHeader Parse(ReadOnlySpan<byte> bytes, string path, bool gzip, long length)
    {
        if (bytes.Length < NiftiFormat.Header1Bytes)
        {
            throw NotNifti(bytes, path, gzip, length);
        }

        int little = BinaryPrimitives.ReadInt32LittleEndian(bytes);
        int big = BinaryPrimitives.ReadInt32BigEndian(bytes);
        return (little, big) switch
        {
            (NiftiFormat.Header1Bytes, _) => Parse1(new HeaderFields(bytes, false), path),
            (_, NiftiFormat.Header1Bytes) => Parse1(new HeaderFields(bytes, true), path),
            (NiftiFormat.Header2Bytes, _) when bytes.Length >= NiftiFormat.Header2Bytes => Parse2(
                new HeaderFields(bytes, false),
                path
            ),
            (_, NiftiFormat.Header2Bytes) when bytes.Length >= NiftiFormat.Header2Bytes => Parse2(
                new HeaderFields(bytes, true),
                path
            ),
            _ => throw NotNifti(bytes, path, gzip, length),
        };
    }

    private static NiftiHeader Parse1(HeaderFields f, string path)
    {
        ReadOnlySpan<byte> magic = f.Bytes(344, 4);
        bool single = magic.SequenceEqual("n+1\0"u8);
        if (!single && !magic.SequenceEqual("ni1\0"u8))
        {
            throw new InvalidDataException(
                $"{path}: expected the letters n+1 or ni1 at offset 344, but found {FileKind.Quote(magic)}: this may be an Analyze 7.5 file, which does not say where left is. Convert it to NIfTI."
            );
        }

        return Checked(
            path,
            new NiftiHeader
            {
                Version = 1,
                IsBigEndian = f.IsBigEndian,
                IsPair = !single,
                Dimensions = [.. Enumerate(8, f, static (f, i) => (long)f.Int16(40 + (2 * i)))],
                PixelDimensions = [.. Enumerate(8, f, static (f, i) => (double)f.Single(76 + (4 * i)))],
                DataType = (NiftiDataType)f.Int16(70),
                VoxelOffset = f.Single(108),
                ScaleSlope = f.Single(112),
                ScaleIntercept = f.Single(116),
                Units = f.Bytes(123, 1)[0],
                IntentCode = f.Int16(68),
                QformCode = f.Int16(252),
                SformCode = f.Int16(254),
                Quaternion = [.. Enumerate(6, f, static (f, i) => (double)f.Single(256 + (4 * i)))],
                SformRows = [.. Enumerate(12, f, static (f, i) => (double)f.Single(280 + (4 * i)))],
                Description = f.Text(148, 80),
            },
            dimensionsAt: 40
        );
    }

    private static NiftiHeader Parse2(HeaderFields f, string path)
    {
        ReadOnlySpan<byte> magic = f.Bytes(4, 8);
        bool single = magic.SequenceEqual("n+2\0\r\n\x1A\n"u8);
        if (!single && !magic.SequenceEqual("ni2\0\r\n\x1A\n"u8))
        {
            throw new InvalidDataException(
                $"{path}: expected the letters n+2 or ni2 and 0D 0A 1A 0A at offset 4, but found {FileKind.Quote(magic)}. A transfer as text may have damaged the file."
            );
        }

        return Checked(
            path,
            new NiftiHeader
            {
                Version = 2,
                IsBigEndian = f.IsBigEndian,
                IsPair = !single,
                Dimensions = [.. Enumerate(8, f, static (f, i) => f.Int64(16 + (8 * i)))],
                PixelDimensions = [.. Enumerate(8, f, static (f, i) => f.Double(104 + (8 * i)))],
                DataType = (NiftiDataType)f.Int16(12),
                VoxelOffset = f.Int64(168),
                ScaleSlope = f.Double(176),
                ScaleIntercept = f.Double(184),
                Units = f.Int32(500),
                IntentCode = f.Int32(504),
                QformCode = f.Int32(344),
                SformCode = f.Int32(348),
                Quaternion = [.. Enumerate(6, f, static (f, i) => f.Double(352 + (8 * i)))],
                SformRows = [.. Enumerate(12, f, static (f, i) => f.Double(400 + (8 * i)))],
                Description = f.Text(240, 80),
            },
            dimensionsAt: 16
        );
    }

    private static NiftiHeader Checked(string path, NiftiHeader header, int dimensionsAt) =>
        header.Dimensions[0] is >= 1 and <= 7
            ? header
            : throw new InvalidDataException(
                Invariant(
                    $"{path}: expected 1 to 7 axes at offset {dimensionsAt} (dim[0]), but found {header.Dimensions[0]}."
                )
            );

    private static InvalidDataException NotNifti(ReadOnlySpan<byte> bytes, string path, bool gzip, long length) =>
        new(
            Invariant(
                $"{path}: expected a NIfTI header (348 or 540 at offset 0, and at least 348 bytes{(gzip ? " once unpacked" : ", or a gzip file that holds one")}), but {FileKind.Describe(bytes)}{(gzip ? "" : Invariant($" (file of {length} bytes)"))}."
            )
        );

    private static T[] Enumerate<T>(int count, HeaderFields fields, FieldReader<T> read)
    {
        var values = new T[count];
        for (int i = 0; i < count; i++)
        {
            values[i] = read(fields, i);
        }

        return values;
    }

    private delegate T FieldReader<T>(HeaderFields fields, int index);

    /// <summary>Numbers at offsets, in the byte order of the file.</summary>
    private readonly ref struct HeaderFields(ReadOnlySpan<byte> bytes, bool isBigEndian)
    {
        private readonly ReadOnlySpan<byte> _bytes = bytes;

        public bool IsBigEndian { get; } = isBigEndian;

        public ReadOnlySpan<byte> Bytes(int at, int count) => _bytes.Slice(at, count);

        public short Int16(int at) =>
            IsBigEndian
                ? BinaryPrimitives.ReadInt16BigEndian(_bytes[at..])
                : BinaryPrimitives.ReadInt16LittleEndian(_bytes[at..]);

        public int Int32(int at) =>
            IsBigEndian
                ? BinaryPrimitives.ReadInt32BigEndian(_bytes[at..])
                : BinaryPrimitives.ReadInt32LittleEndian(_bytes[at..]);

        public long Int64(int at) =>
            IsBigEndian
                ? BinaryPrimitives.ReadInt64BigEndian(_bytes[at..])
                : BinaryPrimitives.ReadInt64LittleEndian(_bytes[at..]);

        public float Single(int at) => BitConverter.Int32BitsToSingle(Int32(at));

        public double Double(int at) => BitConverter.Int64BitsToDouble(Int64(at));

        public string Text(int at, int most)
        {
            ReadOnlySpan<byte> text = _bytes.Slice(at, most);
            int end = text.IndexOf((byte)0);
            return Encoding.Latin1.GetString(end < 0 ? text : text[..end]);
        }
    }
}
