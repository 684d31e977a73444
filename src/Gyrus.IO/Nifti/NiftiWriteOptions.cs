using System.IO.Compression;
using static System.FormattableString;

namespace Gyrus.IO.Nifti;

/// <summary>What a written image says about itself, and how it is stored.</summary>
public sealed record NiftiWriteOptions
{
    /// <summary>Gets the type of the stored numbers: Float32 (default), Float64, Int16, Int32 or UInt8.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Another type.</exception>
    public NiftiDataType DataType
    {
        get;
        init =>
            field = value
                is NiftiDataType.Float32
                    or NiftiDataType.Float64
                    or NiftiDataType.Int16
                    or NiftiDataType.Int32
                    or NiftiDataType.UInt8
                ? value
                : throw new ArgumentOutOfRangeException(
                    nameof(DataType),
                    Invariant($"DataType must be Float32, Float64, Int16, Int32 or UInt8, but was {value}.")
                );
    } = NiftiDataType.Float32;

    /// <summary>Gets the space the affine leads to. Default: the scanner's.</summary>
    public NiftiSpace Space { get; init; } = NiftiSpace.Scanner;

    /// <summary>Gets the repetition time in seconds, or null when there is none. Positive.</summary>
    public double? RepetitionTimeSeconds
    {
        get;
        init =>
            field =
                value is null || (double.IsFinite(value.Value) && value > 0)
                    ? value
                    : throw new ArgumentOutOfRangeException(
                        nameof(RepetitionTimeSeconds),
                        Invariant($"RepetitionTimeSeconds must be a positive finite number, but was {value}.")
                    );
    }

    /// <summary>Gets how hard a <c>.gz</c> is packed: Fastest (default) or Optimal, which takes 4 times as long for two thirds of the size.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Another level: SmallestSize takes 15 times as long again for 3 %.</exception>
    public CompressionLevel Compression
    {
        get;
        init =>
            field = value is CompressionLevel.Fastest or CompressionLevel.Optimal
                ? value
                : throw new ArgumentOutOfRangeException(
                    nameof(Compression),
                    Invariant($"Compression must be Fastest or Optimal, but was {value}.")
                );
    } = CompressionLevel.Fastest;

    /// <summary>Gets a text of at most 79 Latin-1 letters for the field <c>descrip</c>; longer ones are cut.</summary>
    public string Description { get; init; } = "";
}
