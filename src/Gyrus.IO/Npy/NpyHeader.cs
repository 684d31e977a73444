using System.Buffers.Binary;
using System.Text;
using System.Text.RegularExpressions;
using static System.FormattableString;

namespace Gyrus.IO.Npy;

/// <summary>The header of an npy file: a Python dictionary as text, of which three entries matter.</summary>
internal sealed partial record NpyHeader(
    StoredNumber Stored,
    bool IsBigEndian,
    bool IsFortranOrder,
    IReadOnlyList<int> Shape,
    long Offset
)
{
    /// <summary>numpy itself refuses more than 10,000 letters; the shape of 32 axes needs under 1,000.</summary>
    private const int MostLetters = 10_000;

    private const int MostAxes = 32;

    /// <summary>Gets the bytes of one number.</summary>
    public int ItemBytes => NumberConversion.Size(Stored);

    /// <summary>Gets the number of values of an array that is read whole.</summary>
    public int Count => (int)Total(Shape);

    /// <summary>Gets the bytes of the values.</summary>
    public Int128 Bytes => (Int128)Total(Shape) * ItemBytes;

    /// <summary>Reads the header and leaves the stream at the first value.</summary>
    /// <param name="stream">The bytes.</param>
    /// <param name="path">The file, for messages.</param>
    /// <param name="mostValues">The most values that the array may have: what an array in memory holds, unless it stays on disk.</param>
    public static NpyHeader Read(Stream stream, string path, long? mostValues = null)
    {
        Span<byte> start = stackalloc byte[12];
        int read = InputFile.ReadUpTo(stream, start[..10], path, 0);
        if (
            read < 10
            || !start.StartsWith((ReadOnlySpan<byte>)[0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'])
        )
        {
            throw new InvalidDataException(
                $"{path}: expected an npy file (93 NUMPY at offset 0), but {FileKind.Describe(start[..read])}."
            );
        }

        int version = start[6];
        if (version is < 1 or > 3)
        {
            throw new InvalidDataException(
                Invariant($"{path}: expected npy version 1, 2 or 3 at offset 6, but found {version}.")
            );
        }

        int offset = version == 1 ? 10 : 12;
        long length = BinaryPrimitives.ReadUInt16LittleEndian(start[8..]);
        if (version > 1)
        {
            read += InputFile.ReadUpTo(stream, start[10..], path, 10);
            length = BinaryPrimitives.ReadUInt32LittleEndian(start[8..]);
        }

        if (length > MostLetters || read < offset)
        {
            throw new InvalidDataException(
                Invariant(
                    $"{path}: expected a header of at most {MostLetters} letters at offset {offset}, but {length} are promised."
                )
            );
        }

        byte[] text = new byte[length];
        if (InputFile.ReadUpTo(stream, text, path, offset) < length)
        {
            throw new InvalidDataException(
                Invariant($"{path}: expected a header of {length} letters at offset {offset}, but the file ends in it.")
            );
        }

        return Parse(Encoding.Latin1.GetString(text), path, offset + length, mostValues ?? Array.MaxLength);
    }

    /// <summary>Checks that a file of this length can hold the values.</summary>
    public void RequireRoom(string path, long mostBytes)
    {
        if (mostBytes - Offset < Bytes)
        {
            throw Short(path, mostBytes);
        }
    }

    /// <summary>The error of a file that ends early.</summary>
    public InvalidDataException Short(string path, long length) =>
        new(
            Invariant(
                $"{path}: header promises {Bytes:N0} bytes of data at offset {Offset}, but the file has {length:N0}."
            )
        );

    private static NpyHeader Parse(string text, string path, long offset, long mostValues)
    {
        Match type = TypeEntry().Match(text);
        Match order = OrderEntry().Match(text);
        Match shape = ShapeEntry().Match(text);
        if (!type.Success || !order.Success || !shape.Success)
        {
            throw new InvalidDataException(
                $"{path}: expected 'descr' (one type), 'fortran_order' and 'shape' in the npy header, but found {FileKind.Quote(Encoding.Latin1.GetBytes(text[..Math.Min(80, text.Length)]))}."
            );
        }

        return new NpyHeader(
            TypeOf(type.Groups[2].Value, path),
            type.Groups[1].Value == ">",
            order.Groups[1].Value == "True",
            ShapeOf(shape.Groups[1].Value, path, mostValues),
            offset
        );
    }

    private static StoredNumber TypeOf(string code, string path) =>
        code switch
        {
            "b1" or "u1" => StoredNumber.UInt8,
            "i1" => StoredNumber.Int8,
            "u2" => StoredNumber.UInt16,
            "i2" => StoredNumber.Int16,
            "u4" => StoredNumber.UInt32,
            "i4" => StoredNumber.Int32,
            "u8" => StoredNumber.UInt64,
            "i8" => StoredNumber.Int64,
            "f2" => StoredNumber.Float16,
            "f4" => StoredNumber.Float32,
            "f8" => StoredNumber.Float64,
            _ => throw new InvalidDataException(
                $"{path}: expected booleans, integers or floats of up to 64 bits, but the npy header says '{MessageText.Shorten(code)}'."
            ),
        };

    private static List<int> ShapeOf(string text, string path, long mostValues)
    {
        var shape = new List<int>();
        foreach (string part in text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            shape.Add(
                int.TryParse(part.TrimEnd('L'), out int length) && length >= 0 && shape.Count < MostAxes
                    ? length
                    : throw TooLarge(text, path, mostValues)
            );
        }

        return Total(shape) <= mostValues ? shape : throw TooLarge(text, path, mostValues);
    }

    private static InvalidDataException TooLarge(string shape, string path, long mostValues) =>
        new(
            Invariant(
                $"{path}: expected a shape of at most {mostValues} values, but the npy header says ({MessageText.Shorten(shape)})."
            )
        );

    /// <summary>The product, or more than any array can hold.</summary>
    private static long Total(IReadOnlyList<int> shape)
    {
        Int128 total = 1;
        foreach (int length in shape)
        {
            total = Int128.Min(total * length, long.MaxValue);
        }

        return (long)total;
    }

    [GeneratedRegex("""['"]descr['"]\s*:\s*['"]([<>|=]?)([a-zA-Z]\d*)['"]""", RegexOptions.None, 1000)]
    private static partial Regex TypeEntry();

    [GeneratedRegex("""['"]fortran_order['"]\s*:\s*(True|False)""", RegexOptions.None, 1000)]
    private static partial Regex OrderEntry();

    [GeneratedRegex("""['"]shape['"]\s*:\s*\(([\d\s,L]*)\)""", RegexOptions.None, 1000)]
    private static partial Regex ShapeEntry();
}
