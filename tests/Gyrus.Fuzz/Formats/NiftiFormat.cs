using Gyrus.Fuzz.Damage;
using Gyrus.Imaging;
using Gyrus.IO.Nifti;

namespace Gyrus.Fuzz.Formats;

/// <summary>NIfTI-1 and -2 in both byte orders, as single files and pairs, packed or not.</summary>
/// <remarks>
/// Declared: 8 bytes per voxel and 64 per volume, as far as the file has room for them (a packed byte holds at most
/// 1,032). Allowance: the blocks of reading ahead (6 × 256 KB) and the block of conversion (256 KB).
/// </remarks>
internal sealed class NiftiFormat(bool gzip, IReadOnlyList<byte[]> foreign) : FuzzFormat
{
    private readonly IReadOnlyList<byte[]> _seeds = [.. Seeds.Images, .. foreign];

    public override string Name => gzip ? "nifti-gz" : "nifti";

    public override int Weight => gzip ? 200 : 500;

    public override long Allowance => 2 * 1024 * 1024;

    public override FuzzInput Make(Dice dice)
    {
        int choice = dice.Next(4);
        if (dice.OneIn(4))
        {
            byte[] seed = dice.Pick(_seeds);
            byte[] damaged = dice.OneIn(8)
                ? ByteDamage.Splice(seed, dice.Pick(_seeds), dice)
                : ByteDamage.Apply(seed, dice, 1 + dice.Next(6), first: 352);
            return new FuzzInput("a.nii", gzip ? GzipDamage.Apply(damaged, dice) : damaged, choice);
        }

        (byte[] header, byte[] data, bool pair) = NiftiBytes.Create(dice);
        if (pair)
        {
            FuzzFile hdr = Pack("a.hdr", header, dice);
            FuzzFile img = Pack("a.img", data, dice);
            return new FuzzInput(dice.OneIn(2) ? [hdr, img] : [img, hdr], choice);
        }

        byte[] file = [.. header, .. data];
        file = dice.OneIn(5) ? ByteDamage.Apply(file, dice, 1 + dice.Next(4), first: 352) : file;
        return new FuzzInput([Pack("a.nii", file, dice)], choice);
    }

    public override void Read(FuzzInput input, string folder)
    {
        string path = Path.Combine(folder, input.Files[0].Name);
        NiftiImage image = NiftiImage.Open(path, new NiftiReadOptions { UnpacksAhead = input.Choice % 4 == 0 });
        _ = image.Warnings;
        _ = image.Header.Zooms;
        CheckGeometry(image);
        if (input.Choice >= 2)
        {
            ReadVolumes(image);
            return;
        }

        VolumeSeries series = image.ReadSeries();
        if (series.Count != image.Count || series[^1].Length != image.Grid.Voxels)
        {
            throw new BrokenPromiseException("The series has another size than the image.");
        }
    }

    public override long DeclaredBytes(FuzzInput input, string folder)
    {
        NiftiHeader header = NiftiHeader.Read(Path.Combine(folder, input.Files[0].Name));
        FuzzFile data = input.Files.FirstOrDefault(f => f.Name == "a.img") ?? input.Files[0];
        Int128 voxels = 1;
        Int128 volumes = 1;
        for (int axis = 1; axis <= header.Dimensions[0]; axis++)
        {
            (voxels, volumes) =
                axis <= 3 ? (voxels * header.Dimensions[axis], volumes) : (voxels, volumes * header.Dimensions[axis]);
        }

        int size = header.DataType switch
        {
            NiftiDataType.UInt8 or NiftiDataType.Int8 => 1,
            NiftiDataType.Int16 or NiftiDataType.UInt16 => 2,
            NiftiDataType.Int32 or NiftiDataType.UInt32 or NiftiDataType.Float32 => 4,
            _ => 8,
        };
        Int128 room = data.Bytes.Length * (data.Bytes is [0x1F, 0x8B, 8, ..] ? 1032L : 1) / size;
        Int128 held = Int128.Min(voxels * volumes, room);
        return (long)((8 * held) + (64 * Int128.Min(volumes, room)));
    }

    private FuzzFile Pack(string name, byte[] bytes, Dice dice) =>
        gzip ? new FuzzFile(name, GzipDamage.Apply(bytes, dice)) : new FuzzFile(name, bytes);

    private static void CheckGeometry(NiftiImage image)
    {
        Affine affine = image.Grid.Affine;
        if (image.Count < 1 || image.Grid.Voxels < 1)
        {
            throw new BrokenPromiseException("An image without voxels.");
        }

        if (image.RepetitionTimeSeconds is { } seconds && !(double.IsFinite(seconds) && seconds > 0))
        {
            throw new BrokenPromiseException($"A repetition time of {seconds} s.");
        }

        try
        {
            affine.Inverse();
        }
        catch (Exception error) when (error is ArithmeticException or ArgumentException)
        {
            throw new BrokenPromiseException($"An affine that has no inverse: {error.Message}");
        }
    }

    private static void ReadVolumes(NiftiImage image)
    {
        using IVolumeReader reader = image.Open();
        double[] volume = new double[image.Grid.Voxels];
        int count = 0;
        while (reader.ReadNext(volume))
        {
            count++;
        }

        if (count != image.Count)
        {
            throw new BrokenPromiseException($"{count} volumes came of {image.Count}.");
        }
    }
}
