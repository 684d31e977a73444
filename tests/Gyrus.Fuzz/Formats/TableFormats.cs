using System.Text;
using Gyrus.Cli.Commands;
using Gyrus.Fuzz.Damage;
using Gyrus.IO.Tables;
using Gyrus.Signals;

namespace Gyrus.Fuzz.Formats;

/// <summary>Tables of text: of signals, of confounds, of regions, of volumes to keep.</summary>
internal abstract class TableFormat : FuzzFormat
{
    private protected virtual bool IsOfRegions => false;

    private protected virtual string FileName => "a.tsv";

    public override long Allowance => 192 * 1024;

    private protected virtual byte[] Table(Dice dice) => TableText.Create(dice, IsOfRegions);

    public override FuzzInput Make(Dice dice)
    {
        byte[] bytes = Table(dice);
        bytes = dice.OneIn(8) ? ByteDamage.Splice(bytes, TableText.Create(dice, dice.OneIn(2)), dice) : bytes;
        bytes = dice.OneIn(3) ? ByteDamage.Apply(bytes, dice, 1 + dice.Next(4)) : bytes;
        bytes = dice.OneIn(10_000) ? Long(bytes, dice) : bytes;
        bytes = dice.OneIn(20) ? GzipDamage.Apply(bytes, dice) : bytes;
        return new FuzzInput(FileName, bytes, dice.Next(4));
    }

    public override long DeclaredBytes(FuzzInput input, string folder) =>
        TableCheck.DeclaredBytes(input.Files[0].Bytes);

    /// <summary>Some piece of the table again and again: a line of many cells, a cell of many letters, many lines.</summary>
    private static byte[] Long(byte[] bytes, Dice dice)
    {
        byte[] piece = dice.Pick([
            bytes,
            "1\n"u8.ToArray(),
            "1\t"u8.ToArray(),
            "\t"u8.ToArray(),
            "7"u8.ToArray(),
            " 1"u8.ToArray(),
        ]);
        int times = 500_000 / Math.Max(1, piece.Length);
        byte[] result = new byte[bytes.Length + (times * piece.Length)];
        bytes.CopyTo(result, 0);
        for (int i = 0; i < times; i++)
        {
            piece.CopyTo(result, bytes.Length + (i * piece.Length));
        }

        return result;
    }
}

internal sealed class SignalsFormat : TableFormat
{
    public override string Name => "signals";

    public override int Weight => 300;

    public override void Read(FuzzInput input, string folder) =>
        TableCheck.Signals(SignalsTable.Read(Path.Combine(folder, FileName)));
}

internal sealed class ConfoundsFormat : TableFormat
{
    public override string Name => "confounds";

    public override int Weight => 200;

    private protected override string FileName => "a.txt";

    public override void Read(FuzzInput input, string folder)
    {
        Confounds confounds = ConfoundTable.Read(Path.Combine(folder, FileName));
        TableCheck.Names(confounds.Names);
        _ = ConfoundTable.Select(confounds, [confounds.Names[^1], $"{confounds.Names[0][..1]}*"]);
    }
}

/// <summary>Tables of regions, with names of columns and without, and colour tables.</summary>
internal sealed class LabelsFormat : TableFormat
{
    public override string Name => "labels";

    public override int Weight => 300;

    private protected override bool IsOfRegions => true;

    public override void Read(FuzzInput input, string folder)
    {
        IReadOnlyList<Region> regions = LabelTable.Read(
            Path.Combine(folder, FileName),
            new LabelTableOptions { NumbersEqualNames = input.Choice == 0 }
        );
        TableCheck.Names(regions.Select(r => r.Name));
        if (regions.Count == 0 || regions.Select(r => r.Label).Distinct().Count() < regions.Count)
        {
            throw new BrokenPromiseException("No regions, or two of one label.");
        }

        if (regions.Any(r => r.Network?.Any(char.IsControl) == true))
        {
            throw new BrokenPromiseException("A network whose name is not printable.");
        }
    }

    public override long DeclaredBytes(FuzzInput input, string folder) =>
        TableCheck.DeclaredBytesOfRegions(input.Files[0].Bytes);
}

internal sealed class SampleMaskFormat : TableFormat
{
    public override string Name => "sample-mask";

    public override int Weight => 60;

    private protected override byte[] Table(Dice dice)
    {
        string[] volumes = [.. Enumerable.Range(0, dice.Next(20)).Select(v => $"{(dice.OneIn(2) ? v : dice.Next(2))}")];
        return dice.OneIn(4) ? base.Table(dice) : Encoding.UTF8.GetBytes(string.Join('\n', volumes));
    }

    public override void Read(FuzzInput input, string folder)
    {
        if (SampleMask.Read(Path.Combine(folder, FileName)).Any(n => n < 0))
        {
            throw new BrokenPromiseException("A volume before the first.");
        }
    }
}
