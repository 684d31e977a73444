using System.Collections.Immutable;
using Gyrus.Imaging;

namespace Gyrus.IO.Nifti;

/// <summary>The fields of a NIfTI-1 or NIfTI-2 header as the file holds them, and what follows from them.</summary>
/// <remarks>
/// Sources: the NIfTI-1.1 header (nifti1.h, 2005; Cox et al. 2004) and the NIfTI-2 header (nifti2.h, 2011), both at
/// https://nifti.nimh.nih.gov. Reading a header checks that it is one; <see cref="NiftiImage.Open(string, NiftiReadOptions?)"/> checks its content.
/// </remarks>
public sealed record NiftiHeader
{
    /// <summary>Gets 1 or 2, the version of the format.</summary>
    public required int Version { get; init; }

    /// <summary>Gets whether the most significant byte comes first.</summary>
    public required bool IsBigEndian { get; init; }

    /// <summary>Gets whether the data are in a file of their own (<c>.img</c>).</summary>
    public required bool IsPair { get; init; }

    /// <summary>Gets <c>dim[0]</c> … <c>dim[7]</c>: the number of axes, then the length of each.</summary>
    public required ImmutableArray<long> Dimensions { get; init; }

    /// <summary>Gets <c>pixdim[0]</c> … <c>pixdim[7]</c>: the handedness of the quaternion, then the step of each axis.</summary>
    public required ImmutableArray<double> PixelDimensions { get; init; }

    /// <summary>Gets <c>datatype</c>.</summary>
    public required NiftiDataType DataType { get; init; }

    /// <summary>Gets <c>vox_offset</c>: where the data begin, in bytes of the unpacked file.</summary>
    public required double VoxelOffset { get; init; }

    /// <summary>Gets <c>scl_slope</c>. 0 or not finite: the data are not scaled.</summary>
    public required double ScaleSlope { get; init; }

    /// <summary>Gets <c>scl_inter</c>.</summary>
    public required double ScaleIntercept { get; init; }

    /// <summary>Gets <c>xyzt_units</c>: the unit of space in the low 3 bits, of time in the next 3.</summary>
    public required int Units { get; init; }

    /// <summary>Gets <c>intent_code</c>.</summary>
    public required int IntentCode { get; init; }

    /// <summary>Gets <c>qform_code</c>: what space the quaternion leads to; 0 for none.</summary>
    public required int QformCode { get; init; }

    /// <summary>Gets <c>sform_code</c>: what space the three rows lead to; 0 for none.</summary>
    public required int SformCode { get; init; }

    /// <summary>Gets <c>quatern_b</c>, <c>quatern_c</c>, <c>quatern_d</c>, <c>qoffset_x</c>, <c>_y</c>, <c>_z</c>.</summary>
    public required ImmutableArray<double> Quaternion { get; init; }

    /// <summary>Gets <c>srow_x</c>, <c>srow_y</c>, <c>srow_z</c>: 12 numbers, row after row.</summary>
    public required ImmutableArray<double> SformRows { get; init; }

    /// <summary>Gets <c>descrip</c>, a free text.</summary>
    public required string Description { get; init; }

    /// <summary>Gets the lengths of the axes, <c>dim[1]</c> … <c>dim[dim[0]]</c>.</summary>
    public ReadOnlySpan<long> Shape => Dimensions.AsSpan().Slice(1, (int)Dimensions[0]);

    /// <summary>Gets the steps of the axes as a reader should take them: of the three of space, 0 means 1 and signs are dropped.</summary>
    public IReadOnlyList<double> Zooms =>
        [.. Enumerable.Range(1, (int)Dimensions[0]).Select(axis => NiftiGeometry.Zoom(this, axis))];

    /// <summary>Gets the repetition time in seconds: <c>pixdim[4]</c> in its unit; null when 0, not finite or not a time.</summary>
    public double? RepetitionTimeSeconds => NiftiGeometry.RepetitionTimeSeconds(this);

    /// <summary>Gets the slope and intercept to apply, or null when the data are not scaled.</summary>
    internal (double Slope, double Intercept)? Scaling =>
        ScaleSlope != 0 && double.IsFinite(ScaleSlope) && (ScaleSlope, ScaleIntercept) != (1, 0)
            ? (ScaleSlope, ScaleIntercept)
            : null;

    /// <summary>Reads the header of a <c>.nii</c>, <c>.nii.gz</c>, <c>.hdr</c> or <c>.img</c> file.</summary>
    /// <exception cref="InvalidDataException">The file is not a NIfTI file.</exception>
    /// <exception cref="IOException">The file is absent or cannot be read.</exception>
    public static NiftiHeader Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return NiftiHeaderReader.Read(NiftiPair.HeaderOf(path));
    }

    /// <summary>The affine: sform over qform over the one that pixel sizes and the centre of the image give.</summary>
    /// <param name="path">The name of the image, for messages.</param>
    /// <exception cref="InvalidDataException">The numbers are not finite, or no rotation.</exception>
    public Affine AffineOf(string path) => NiftiGeometry.Affine(this, path);
}
