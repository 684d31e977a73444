using System.Text;
using Gyrus.Fuzz.Damage;
using Gyrus.IO.Tables;
using Gyrus.Signals;

namespace Gyrus.Fuzz.Formats;

/// <summary>Tables of seeds.</summary>
internal sealed class SeedsFormat : TableFormat
{
    private static readonly string[][] Headers =
    [
        ["x", "y", "z", "name"],
        ["x.mni", "y.mni", "z.mni", "region"],
    ];

    public override string Name => "seeds";

    public override int Weight => 60;

    private protected override bool IsOfRegions => true;

    private protected override byte[] Table(Dice dice)
    {
        if (dice.OneIn(3))
        {
            return base.Table(dice);
        }

        string separator = dice.Pick(["\t", ",", " "]);
        var text = new StringBuilder(dice.OneIn(2) ? string.Join(separator, dice.Pick(Headers)) + "\n" : "");
        for (int row = dice.Next(8); row >= 0; row--)
        {
            string name = dice.OneIn(6) ? HostileText.Next(dice) : $"seed_{row}";
            string[] cells = [$"{dice.Next(99) - 50}", dice.OneIn(20) ? "n/a" : "2.5", $"-{row}", name];
            text.Append(string.Join(separator, cells)).Append('\n');
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    public override void Read(FuzzInput input, string folder)
    {
        IReadOnlyList<Region> seeds = SeedTable.Read(
            Path.Combine(folder, FileName),
            new LabelTableOptions { NumbersEqualNames = input.Choice == 0 }
        );
        TableCheck.Names(seeds.Select(r => r.Name));
        if (seeds.Any(s => s.Centre is not { } c || !double.IsFinite(c.X + c.Y + c.Z)))
        {
            throw new BrokenPromiseException("A seed at no place.");
        }
    }

    public override long DeclaredBytes(FuzzInput input, string folder) =>
        TableCheck.DeclaredBytesOfRegions(input.Files[0].Bytes);
}
