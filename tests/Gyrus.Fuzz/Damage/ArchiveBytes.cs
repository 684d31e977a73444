using System.Formats.Tar;
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
                using Stream content = entry.Open();
                content.Write(Content(dice));
            }
        }

        byte[] archive = bytes.ToArray();
        return dice.OneIn(4) ? WithLies(archive, dice) : archive;
    }

    /// <summary>Changes numbers of the directory at the end: sizes, check sums, offsets, counts.</summary>
    private static byte[] WithLies(byte[] archive, Dice dice)
    {
        int directory = archive.AsSpan().LastIndexOf("PK\u0001\u0002"u8);
        int at = directory + 8 + dice.Next(Math.Max(1, archive.Length - directory - 8));
        archive[Math.Clamp(at, 0, archive.Length - 1)] = (byte)dice.Next(256);
        return archive;
    }

    private static byte[] Tar(Dice dice)
    {
        var bytes = new MemoryStream();
        TarEntryFormat format = dice.Pick([
            TarEntryFormat.Ustar,
            TarEntryFormat.Pax,
            TarEntryFormat.Gnu,
            TarEntryFormat.V7,
        ]);
        using (var tar = new TarWriter(bytes, format, leaveOpen: true))
        {
            for (int i = dice.Next(4); i >= 0; i--)
            {
                try
                {
                    tar.WriteEntry(Entry(dice, format));
                }
                catch (ArgumentException)
                {
                    // A name that the writer does not write.
                }
            }
        }

        return bytes.ToArray();
    }

    private static TarEntry Entry(Dice dice, TarEntryFormat format)
    {
        TarEntryType file = format == TarEntryFormat.V7 ? TarEntryType.V7RegularFile : TarEntryType.RegularFile;
        TarEntryType type = dice.OneIn(5)
            ? dice.Pick([TarEntryType.SymbolicLink, TarEntryType.HardLink, TarEntryType.Directory, TarEntryType.Fifo])
            : file;
        type = type == TarEntryType.Fifo && format == TarEntryFormat.V7 ? file : type;
        TarEntry entry = format switch
        {
            TarEntryFormat.Ustar => new UstarTarEntry(type, Name(dice)),
            TarEntryFormat.Gnu => new GnuTarEntry(type, Name(dice)),
            TarEntryFormat.V7 => new V7TarEntry(type, Name(dice)),
            _ => new PaxTarEntry(type, Name(dice)),
        };
        if (type is TarEntryType.SymbolicLink or TarEntryType.HardLink)
        {
            entry.LinkName = dice.Pick(["/etc/passwd", "../..", "a.txt"]);
        }

        if (type == file)
        {
            entry.DataStream = new MemoryStream(Content(dice));
        }

        return entry;
    }
}
