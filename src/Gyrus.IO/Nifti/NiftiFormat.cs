using static System.FormattableString;

namespace Gyrus.IO.Nifti;

/// <summary>The constants of the format (README.md beside this file has the sources).</summary>
internal static class NiftiFormat
{
    /// <summary>Bytes of a NIfTI-1 header, and its first field.</summary>
    public const int Header1Bytes = 348;

    /// <summary>Bytes of a NIfTI-2 header, and its first field.</summary>
    public const int Header2Bytes = 540;

    /// <summary>The four bytes after the header that say whether extensions follow.</summary>
    public const int ExtenderBytes = 4;

    /// <summary>The bits of <c>xyzt_units</c> that hold the unit of time.</summary>
    public const int TimeUnitMask = 0x38;

    public const int UnitMillimetres = 2;
    public const int UnitSeconds = 8;
    public const int UnitMilliseconds = 16;
    public const int UnitMicroseconds = 24;

    /// <summary>The intent codes of CIFTI-2 files (3000 … 3099): matrices over a brain, not images.</summary>
    public static bool IsCifti(int intentCode) => intentCode is >= 3000 and < 3100;

    /// <summary>How the numbers of a type are stored; a clear refusal of the types that are not real numbers.</summary>
    /// <exception cref="InvalidDataException">The type is complex, colour, 128-bit, or unknown.</exception>
    public static StoredNumber Stored(NiftiDataType type, string path, int offset) =>
        type switch
        {
            NiftiDataType.UInt8 => StoredNumber.UInt8,
            NiftiDataType.Int8 => StoredNumber.Int8,
            NiftiDataType.UInt16 => StoredNumber.UInt16,
            NiftiDataType.Int16 => StoredNumber.Int16,
            NiftiDataType.UInt32 => StoredNumber.UInt32,
            NiftiDataType.Int32 => StoredNumber.Int32,
            NiftiDataType.UInt64 => StoredNumber.UInt64,
            NiftiDataType.Int64 => StoredNumber.Int64,
            NiftiDataType.Float32 => StoredNumber.Float32,
            NiftiDataType.Float64 => StoredNumber.Float64,
            _ => throw new InvalidDataException(
                Invariant(
                    $"{path}: expected a real number type (8 to 64-bit integers, 32 or 64-bit floats) at offset {offset}, but the header says {Describe(type)}."
                )
            ),
        };

    private static string Describe(NiftiDataType type) =>
        type switch
        {
            NiftiDataType.Complex64 or NiftiDataType.Complex128 or NiftiDataType.Complex256 => Invariant(
                $"{(int)type}, complex numbers: save the magnitude or the phase as an image of its own"
            ),
            NiftiDataType.Rgb24 or NiftiDataType.Rgba32 => Invariant(
                $"{(int)type}, colours: save one channel as an image of its own"
            ),
            NiftiDataType.Float128 => "1536, 128-bit floats: save the image as 64-bit floats",
            NiftiDataType.Binary => "1, single bits: save the image as bytes",
            _ => Invariant($"{(int)type}, which is no known type"),
        };
}
