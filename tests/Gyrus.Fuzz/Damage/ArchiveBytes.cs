using System.IO.Compression;
using System.Text;

namespace Gyrus.Fuzz.Damage;

/// <summary>Zip and tar archives with names that lead elsewhere, links, devices, sizes that lie, and bombs.</summary>
internal static class ArchiveBytes
{
    private const int MostZeros = 3_000_000;

    private static readonly string[] Names =
    [
        "a.txt",
        "folder/b.txt",
        "folder/",
        "A.TXT",
        "../up.txt",
        "/tmp/absolute.txt",
        "folder/../../up",
        "./c.txt",
        "C:\\x",
        "con.txt",
        "a/b/c/d/e/f.txt",
        "folder//x",
        "name\u0001",
        "trailing.",
        "ends/..",
        "",
    ];

    private static readonly string[] Sizes =
    [
        "77777777777",
        "10000000000",
        "00004000000",
        "00000000001",
        "-0000000001",
        "99999999999",
        "           ",
        "\u007f\u007f\u007f\u007f\u007f\u007f\u007f\u007f\u007f\u007f\u007f",
    ];

    private static readonly DateTimeOffset Time = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static byte[] Create(Dice dice)
    {
        byte[] archive = dice.Next(3) switch
        {
            0 => Zip(dice),
            1 => Tar(dice),
            _ => GzipDamage.Apply(Tar(dice), dice),
        };
        return dice.OneIn(3) ? ByteDamage.Apply(archive, dice, 1 + dice.Next(5), first: 600) : archive;
    }

    private static string Name(Dice dice) =>
        dice.OneIn(12) ? HostileText.Next(dice)
        : dice.OneIn(3) ? dice.Pick(Names)
        : $"file{dice.Next(9)}.txt";

    private static byte[] Content(Dice dice) =>
        dice.OneIn(200) ? new byte[MostZeros] : Encoding.UTF8.GetBytes(new string('x', dice.Next(60)));

    private static byte[] Zip(Dice dice)
    {
        var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            for (int i = dice.Next(4); i >= 0; i--)
            {
                ZipArchiveEntry entry = zip.CreateEntry(Name(dice) is { Length: > 0 } name ? name : "x");
                entry.ExternalAttributes = dice.OneIn(12) ? (int)dice.Bits() : 0;
                entry.LastWriteTime = Time;
                using Stream content = entry.Open();
                content.Write(Content(dice));
            }
        }

        byte[] archive = bytes.ToArray();
        return dice.OneIn(4) ? WithLies(archive, dice) : archive;
    }

    /// <summary>Changes numbers of the directory at the end: sizes, check sums, offsets, counts.</summary>
    public static byte[] WithLies(byte[] seed, Dice dice)
    {
        byte[] archive = [.. seed];
        int directory = archive.AsSpan().LastIndexOf("PK\u0001\u0002"u8);
        int at = directory + 8 + dice.Next(Math.Max(1, archive.Length - directory - 8));
        archive[Math.Clamp(at, 0, archive.Length - 1)] = (byte)dice.Next(256);
        return archive;
    }

    /// <summary>Headers made by hand: the framework's writer puts the time and the number of the process into them.</summary>
    private static byte[] Tar(Dice dice)
    {
        var bytes = new List<byte>();
        for (int i = dice.Next(4); i >= 0; i--)
        {
            if (dice.OneIn(4))
            {
                string record = $" path={Name(dice)}\n";
                AddEntry(
                    bytes,
                    "names",
                    dice.Pick("xxgLK".ToCharArray()),
                    Encoding.UTF8.GetBytes($"{record.Length + 2}{record}"),
                    dice
                );
            }

            char type = dice.OneIn(6) ? dice.Pick("\0123456579AMSV".ToCharArray()) : '0';
            AddEntry(bytes, Name(dice), type, type is '0' or '\0' ? Content(dice) : [], dice);
        }

        return [.. bytes, .. new byte[dice.OneIn(8) ? dice.Next(1024) : 1024]];
    }

    private static void AddEntry(List<byte> archive, string name, char type, byte[] content, Dice dice)
    {
        byte[] header = new byte[512];
        byte[] letters = Encoding.UTF8.GetBytes(name);
        letters.AsSpan(0, Math.Min(100, letters.Length)).CopyTo(header);
        "0000644\00000000\00000000\0"u8.CopyTo(header.AsSpan(100));
        Encoding.ASCII.GetBytes(Convert.ToString(content.Length, 8).PadLeft(11, '0')).CopyTo(header, 124);
        "00000000000\0"u8.CopyTo(header.AsSpan(136));
        header[156] = (byte)type;
        Encoding.ASCII.GetBytes(dice.Pick(["/etc/passwd", "../..", "a.txt"])).CopyTo(header, 157);
        ReadOnlySpan<byte> magic = dice.Next(6) switch
        {
            0 => "ustar  \0"u8,
            1 => "\0\0\0\0\0\0\0\0"u8,
            _ => "ustar\000"u8,
        };
        magic.CopyTo(header.AsSpan(257));
        if (dice.OneIn(8))
        {
            Encoding.ASCII.GetBytes(dice.Pick(Sizes)).CopyTo(header, 124);
            header[124] |= (byte)(dice.OneIn(4) ? 0x80 : 0);
        }

        header.AsSpan(148, 8).Fill((byte)' ');
        int sum = header.Sum(b => b);
        Encoding.ASCII.GetBytes(Convert.ToString(sum, 8).PadLeft(6, '0') + "\0").CopyTo(header, 148);
        archive.AddRange([.. header, .. content, .. new byte[(512 - (content.Length % 512)) % 512]]);
    }
}
