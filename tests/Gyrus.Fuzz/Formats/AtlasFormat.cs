using System.Buffers.Binary;
using Gyrus.Fuzz.Damage;
using Gyrus.Imaging;
using Gyrus.IO.Nifti;
using Gyrus.IO.Tables;

namespace Gyrus.Fuzz.Formats;

/// <summary>An image of labels with its table, and the same image as maps.</summary>
internal sealed class AtlasFormat : FuzzFormat
{
    private static readonly double[] Labels =
    [
        0,
        1,
        2,
        3,
        -1,
        0.5,
        255,
        1e10,
        int.MaxValue,
        2147483648,
        int.MinValue,
        1e300,
        double.NaN,
        double.PositiveInfinity,
    ];

    public override string Name => "atlas";

    public override int Weight => 60;

    public override long Allowance => 2 * 1024 * 1024;

    public override FuzzInput Make(Dice dice)
    {
        // The seeds of 64-bit floats: one volume, and three.
        byte[] image = [.. Seeds.Images[dice.OneIn(3) ? 3 : 2]];
        int odd = dice.Pick([5, Labels.Length]);
        for (int at = 352; at + 8 <= image.Length; at += 8)
        {
            BinaryPrimitives.WriteDoubleLittleEndian(image.AsSpan(at), Labels[dice.Next(odd)]);
        }

        return new FuzzInput(
            [new FuzzFile("a.nii", image), new FuzzFile("a.tsv", TableText.Create(dice, labels: true))],
            dice.Next(3)
        );
    }

    public override void Read(FuzzInput input, string folder)
    {
        NiftiImage image = NiftiImage.Open(Path.Combine(folder, "a.nii"));
        switch (input.Choice)
        {
            case 0:
                _ = MapsAtlas.Read(image);
                break;
            case 1:
                _ = LabelsAtlas.Create("a.nii", image.ReadVolume());
                break;
            default:
                LabelsAtlas atlas = LabelsAtlas.Create(
                    "a.nii",
                    image.ReadVolume(),
                    LabelTable.Read(Path.Combine(folder, "a.tsv"))
                );
                TableCheck.Names(atlas.Regions.Select(r => r.Name));
                break;
        }
    }

    public override long DeclaredBytes(FuzzInput input, string folder) =>
        input.Files[0].Bytes.Length + TableCheck.DeclaredBytes(input.Files[1].Bytes);

    public override bool IsDocumented(Exception error) => base.IsDocumented(error) || error is ArgumentException;
}
