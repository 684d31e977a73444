using Gyrus.Fuzz.Damage;
using Gyrus.IO.Bids;

namespace Gyrus.Fuzz.Formats;

/// <summary>Names of files and subjects. They become names of files again, so these must be names and no paths.</summary>
internal sealed class BidsNameFormat : FuzzFormat
{
    private static readonly string[] Parts =
    [
        "sub-01",
        "ses-a",
        "task-rest",
        "run-1",
        "sub-",
        "-01",
        "sub--x",
        "desc-preproc",
        "bold",
        "a-b-c",
        "..",
        "../sub-1",
        "/",
        "sub-1/ses-2",
        ".nii.gz",
        ".",
        " ",
        "",
    ];

    public override string Name => "bids-name";

    public override int Weight => 100;

    public override FuzzInput Make(Dice dice)
    {
        string[] parts = [.. Enumerable.Range(0, dice.Next(6)).Select(_ => Part(dice))];
        return new FuzzInput("name.utf16", HostileText.ToBytes([string.Join(dice.OneIn(8) ? "" : "_", parts)]));
    }

    public override void Read(FuzzInput input, string folder)
    {
        string name = HostileText.FromBytes(input.Files[0].Bytes).FirstOrDefault("");
        BidsName parsed = BidsName.Parse(name);
        _ = parsed.ToString();
        TableCheck.FileName(
            BidsName.OfSubject(parsed.Subject, [("seg", name), ("meas", "x")], "relmat", ".tsv").ToString()
        );
        TableCheck.FileName(BidsName.OfSubject(name, [("seg", "a")], "relmat", ".tsv").ToString());
        TableCheck.FileName(BidsName.Label(name) + ".tsv");
    }

    public override long DeclaredBytes(FuzzInput input, string folder) => 64L * input.Files[0].Bytes.Length;

    private static string Part(Dice dice) =>
        dice.Next(6) switch
        {
            0 => HostileText.Next(dice),
            1 => $"{HostileText.Next(dice)}-{HostileText.Next(dice)}",
            2 => HostileText.Random(dice, 12),
            _ => dice.Pick(Parts),
        };
}
