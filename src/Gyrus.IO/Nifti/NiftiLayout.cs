using System.Globalization;
using Gyrus.Imaging;
using static System.FormattableString;

namespace Gyrus.IO.Nifti;

/// <summary>Where the numbers of an image lie in its file: the header's promises, checked before anything is allocated.</summary>
/// <param name="Grid">The lattice of a volume.</param>
/// <param name="Volumes">The number of volumes.</param>
/// <param name="Stored">The type of the numbers.</param>
/// <param name="Offset">Where the first number lies, in bytes of the unpacked file.</param>
internal sealed record NiftiLayout(Grid Grid, int Volumes, StoredNumber Stored, long Offset)
{
    /// <summary>Gets the bytes of one volume.</summary>
    public long VolumeBytes => (long)Grid.Voxels * NumberConversion.Size(Stored);

    /// <summary>Gets the bytes of all volumes.</summary>
    public long DataBytes => VolumeBytes * Volumes;

    /// <summary>Checks a header.</summary>
    /// <param name="header">The header.</param>
    /// <param name="path">The name of the image, for messages.</param>
    /// <exception cref="InvalidDataException">The header promises what cannot be.</exception>
    public static NiftiLayout Of(NiftiHeader header, string path)
    {
        if (NiftiFormat.IsCifti(header.IntentCode))
        {
            throw new InvalidDataException(
                Invariant(
                    $"{path}: expected an image, but intent code {header.IntentCode} says that this is a CIFTI-2 file (a matrix over a brain)."
                )
            );
        }

        StoredNumber stored = NiftiFormat.Stored(header.DataType, path, header.Version == 1 ? 70 : 12);
        (int i, int j, int k) = ((int)Axis(header, 1, path), (int)Axis(header, 2, path), (int)Axis(header, 3, path));
        int volumes = VolumesOf(header, path);
        long size = NumberConversion.Size(stored);
        Int128 voxels = (Int128)i * j * k;
        if (voxels > Array.MaxLength || voxels * volumes * size > long.MaxValue / 2)
        {
            throw new InvalidDataException(
                $"{path}: expected at most {Array.MaxLength.ToString("N0", CultureInfo.InvariantCulture)} voxels in a volume, but the header promises {ShapeText(header)}."
            );
        }

        Affine affine = header.AffineOf(path);
        double volume = affine.Determinant;
        if (volume == 0 || !double.IsFinite(volume) || !double.IsFinite(1 / volume))
        {
            throw new InvalidDataException(
                Invariant($"{path}: expected voxels with a volume, but the affine is singular: theirs is {volume} mm³.")
            );
        }

        return new NiftiLayout(new Grid(i, j, k, affine), volumes, stored, OffsetOf(header, path));
    }

    /// <summary>Checks that a file of this length can hold what the header promises.</summary>
    /// <exception cref="InvalidDataException">It cannot.</exception>
    public void RequireRoom(string path, bool gzip, long length)
    {
        long most = InputFile.MostBytes(gzip, length);
        if (Offset > most || most - Offset < DataBytes)
        {
            string has = gzip
                ? Invariant($"a gzip file of {length:N0} bytes cannot hold more than {most:N0}")
                : Invariant($"the file has {length:N0}");
            throw new InvalidDataException(
                Invariant($"{path}: header promises {DataBytes:N0} bytes of data at offset {Offset}, but {has}.")
            );
        }
    }

    private static long Axis(NiftiHeader header, int axis, string path)
    {
        long length = NiftiGeometry.Length(header, axis);
        return length is >= 1 and <= int.MaxValue
            ? length
            : throw new InvalidDataException(
                Invariant($"{path}: expected a positive length of axis {axis} (dim[{axis}]), but found {length}.")
            );
    }

    /// <summary>Axes 4 to 7: at most one of them may be longer than 1, so that there is no doubt what a volume is.</summary>
    private static int VolumesOf(NiftiHeader header, string path)
    {
        long volumes = 1;
        for (int axis = 4; axis <= 7; axis++)
        {
            long length = Axis(header, axis, path);
            if (length > 1 && volumes > 1)
            {
                throw new InvalidDataException(
                    $"{path}: expected one axis beyond space, but the image is {ShapeText(header)}: which of them is time? Split the file."
                );
            }

            volumes = Math.Max(volumes, length);
        }

        return (int)volumes;
    }

    private static long OffsetOf(NiftiHeader header, string path)
    {
        int least =
            header.IsPair ? 0
            : header.Version == 1 ? NiftiFormat.Header1Bytes + NiftiFormat.ExtenderBytes
            : NiftiFormat.Header2Bytes + NiftiFormat.ExtenderBytes;
        double offset = header.VoxelOffset;
        return offset >= least && offset <= 1L << 53 && offset == Math.Floor(offset)
            ? (long)offset
            : throw new InvalidDataException(
                Invariant(
                    $"{path}: expected a whole number of at least {least} at offset {(header.Version == 1 ? 108 : 168)} (vox_offset, where the data begin), but found {offset:R}."
                )
            );
    }

    private static string ShapeText(NiftiHeader header) =>
        string.Join(" × ", header.Shape.ToArray().Select(n => n.ToString(CultureInfo.InvariantCulture))) + " voxels";
}
