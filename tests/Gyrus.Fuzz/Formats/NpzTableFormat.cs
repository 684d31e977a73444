using System.Globalization;
using System.IO.Compression;
using Gyrus.Fuzz.Damage;
using Gyrus.IO.EncodingModels;

namespace Gyrus.Fuzz.Formats;

/// <summary>Archives of arrays, as tables of columns by name.</summary>
/// <remarks>
/// Declared: 8 bytes per value, which is read, laid beside the others and given out, and 256 per column, whose names are made; as much as the file can hold unpacked.
/// Allowance: the block of conversion and the directory of the archive.
/// </remarks>
internal sealed class NpzTableFormat : FuzzFormat
{
    private static readonly DateTimeOffset Time = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly string[] Names = ["x.npy", "n1.npy", "x.npy", "a b.npy", ".npy", "x", "../x.npy", "x.npy/"];

    public override string Name => "npz-table";

    public override int Weight => 100;

    public override long Allowance => 512 * 1024;

    public override FuzzInput Make(Dice dice)
    {
        byte[] archive = dice.OneIn(3) ? dice.Pick(Seeds.Npz) : Zip(dice);
        archive = dice.OneIn(4) ? ByteDamage.Apply(archive, dice, 1 + dice.Next(4)) : archive;
        return new FuzzInput("a.npz", dice.OneIn(6) ? ArchiveBytes.WithLies(archive, dice) : archive);
    }

    public override void Read(FuzzInput input, string folder)
    {
        ColumnTable table = ColumnTable.Read(Path.Combine(folder, "a.npz"));
        if (table.Rows < 1 || table.Names.Count < 1)
        {
            throw new BrokenPromiseException("A table without a value.");
        }

        for (int column = 0; column < table.Names.Count; column++)
        {
            if (table.Numbers(column).Length != table.Rows)
            {
                throw new BrokenPromiseException("A column that is not as long as the table.");
            }
        }
    }

    public override long DeclaredBytes(FuzzInput input, string folder) =>
        (8L + 256) * Math.Max(input.Files[0].Bytes.Length, Unpacked(input.Files[0].Bytes));

    /// <summary>What the directory of the archive promises, as far as deflate can hold it.</summary>
    private static long Unpacked(byte[] file)
    {
        using var zip = new ZipArchive(new MemoryStream(file), ZipArchiveMode.Read);
        return zip.Entries.Sum(e => Math.Min(e.Length, 1032L * file.Length));
    }

    /// <summary>One to four arrays, most of one length: a table must be made sometimes.</summary>
    private static byte[] Zip(Dice dice)
    {
        var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            byte[]? same = dice.OneIn(2) ? NpyBytes.Create(dice) : null;
            for (int i = dice.Next(4); i >= 0; i--)
            {
                string name =
                    dice.OneIn(12) ? HostileText.Next(dice) + ".npy"
                    : dice.OneIn(3) ? dice.Pick(Names)
                    : i.ToString(CultureInfo.InvariantCulture) + ".npy";
                ZipArchiveEntry entry = zip.CreateEntry(name);
                entry.LastWriteTime = Time;
                using Stream content = entry.Open();
                content.Write(same ?? NpyBytes.Create(dice));
            }
        }

        return bytes.ToArray();
    }
}
