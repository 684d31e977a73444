using System.Numerics;
using Gyrus.Fuzz.Damage;
using Gyrus.IO.Npy;
using Gyrus.IO.Tables;

namespace Gyrus.Fuzz.Formats;

/// <summary>Arrays, read as such and as region signals.</summary>
/// <remarks>
/// Declared: 8 bytes per value and 256 per column, whose names are made. What a file can hold is taken for what it
/// declares, because a shape beyond that is refused. Allowance: the block of conversion (256 KB).
/// </remarks>
internal sealed class NpyFormat : FuzzFormat
{
    public override string Name => "npy";

    public override int Weight => 200;

    public override long Allowance => 384 * 1024;

    public override FuzzInput Make(Dice dice)
    {
        byte[] bytes = dice.OneIn(4)
            ? ByteDamage.Apply(dice.Pick(Seeds.Arrays), dice, 1 + dice.Next(5), first: 128)
            : NpyBytes.Create(dice);
        bytes = dice.OneIn(6) ? ByteDamage.Apply(bytes, dice, 1 + dice.Next(3), first: 80) : bytes;
        bytes = dice.OneIn(8) ? GzipDamage.Apply(bytes, dice) : bytes;
        return new FuzzInput("a.npy", bytes, dice.Next(3));
    }

    public override void Read(FuzzInput input, string folder)
    {
        string path = Path.Combine(folder, "a.npy");
        if (input.Choice == 0)
        {
            NpyArray array = NpyFile.Read(path);
            if (array.Values.Length != array.Shape.Aggregate(BigInteger.One, static (a, b) => a * b))
            {
                throw new BrokenPromiseException("The values are not as many as the shape says.");
            }
        }
        else if (input.Choice == 1)
        {
            TableCheck.Signals(SignalsTable.Read(path));
        }
        else
        {
            using NpyCovariates mapped = NpyCovariates.Open(path);
            double[] last = new double[Math.Min(mapped.Samples, 100)];
            mapped.Read(mapped.Columns - 1, mapped.Samples - last.Length, last);
        }
    }

    public override long DeclaredBytes(FuzzInput input, string folder)
    {
        byte[] file = input.Files[0].Bytes;
        long room = file.Length * (file is [0x1F, 0x8B, 8, ..] ? 1032L : 1);
        return (8 * room) + (256 * room);
    }
}
