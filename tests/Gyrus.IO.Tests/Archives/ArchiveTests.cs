using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using Gyrus.IO.Archives;

namespace Gyrus.IO.Tests.Archives;

/// <summary>Archives that are as they should be, and archives that want something else.</summary>
public sealed class ArchiveTests
{
    public static TheoryData<string> Kinds => ["zip", "tar", "tar.gz"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Unpack_FilesAndFolders_AreThereToTheByte(string kind)
    {
        using var folder = new TemporaryFolder();
        byte[] content = [.. Enumerable.Range(0, 100_000).Select(i => (byte)(i * 7 / 3))];
        string archive = folder.Write(
            "a." + kind,
            Pack(kind, ("set/", null), ("set/deep/image.nii", content), ("readme", "hello"u8.ToArray()))
        );

        Archive.Unpack(archive, folder.File("out"));

        Assert.Equal(content, File.ReadAllBytes(folder.File("out/set/deep/image.nii")));
        Assert.Equal("hello", File.ReadAllText(folder.File("out/readme")));
        Assert.Equal(2, Directory.GetFiles(folder.File("out"), "*", SearchOption.AllDirectories).Length);
    }

    [Fact]
    public void Unpack_TarWhoseSizeIsBeyondAnyInteger_IsDamagedAndLeavesNothing()
    {
        using var folder = new TemporaryFolder();
        byte[] tar = Pack("tar", ("a.txt", "hello"u8.ToArray()));
        // The size in base 256.
        tar.AsSpan(124, 12).Fill(0xFF);
        tar[124] = 0x80;
        Sign(tar);
        string archive = folder.Write("a.tar", tar);

        var error = Assert.Throws<InvalidDataException>(() => Archive.Unpack(archive, folder.File("out")));

        Assert.StartsWith(archive, error.Message, StringComparison.Ordinal);
        Assert.Single(Directory.GetFileSystemEntries(folder.Path));
    }

    [Theory]
    [InlineData('x')]
    [InlineData('g')]
    [InlineData('L')]
    [InlineData('K')]
    public void Unpack_TarHeaderThatPromisesAGigabyteOfNames_IsRefusedWithoutMakingRoom(char type)
    {
        using var folder = new TemporaryFolder();
        byte[] tar = Pack("tar", ("a.txt", new byte[2000]));
        tar[156] = (byte)type;
        "10000000000"u8.CopyTo(tar.AsSpan(124));
        Sign(tar);
        string archive = folder.Write("a.tar", tar);
        long before = GC.GetAllocatedBytesForCurrentThread();

        var error = Assert.Throws<InvalidDataException>(() => Archive.Unpack(archive, folder.File("out")));

        Assert.StartsWith(archive, error.Message, StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 5_000_000);
    }

    [Fact]
    public void Unpack_TarEntryOfAKindThatTheFrameworkDoesNotKnow_IsRefused()
    {
        using var folder = new TemporaryFolder();
        byte[] tar = Pack("tar", ("a.txt", "hello"u8.ToArray()));
        // A file with holes.
        tar[156] = (byte)'S';
        Sign(tar);
        string archive = folder.Write("a.tar", tar);

        var error = Assert.Throws<InvalidDataException>(() => Archive.Unpack(archive, folder.File("out")));

        Assert.StartsWith(archive, error.Message, StringComparison.Ordinal);
        Assert.Single(Directory.GetFileSystemEntries(folder.Path));
    }

    /// <summary>Sets the check sum of the first header: the sum of its bytes, with blanks in its own place.</summary>
    private static void Sign(byte[] tar)
    {
        tar.AsSpan(148, 8).Fill((byte)' ');
        int sum = tar.Take(512).Sum(b => b);
        Encoding.ASCII.GetBytes(Convert.ToString(sum, 8).PadLeft(6, '0') + "\0 ").CopyTo(tar, 148);
    }

    [Fact]
    public void Unpack_FileOf512BytesThatLooksLikeAHeaderOfNames_IsUnpacked()
    {
        using var folder = new TemporaryFolder();
        byte[] content = new byte[512];
        content.AsSpan(124, 11).Fill((byte)'7');
        content[156] = (byte)'x';
        string archive = folder.Write("a.tar", Pack("tar", ("a.txt", content), ("b.txt", content)));

        Archive.Unpack(archive, folder.File("out"));

        Assert.Equal(content, File.ReadAllBytes(folder.File("out/b.txt")));
    }

    public static TheoryData<string, string, string> BadNames
    {
        get
        {
            var data = new TheoryData<string, string, string>();
            (string, string)[] names =
            [
                ("../evil", "leads out of the folder"),
                ("set/../../evil", "leads out of the folder"),
                ("/etc/evil", "is absolute"),
                ("..\\evil", "has a backslash"),
                ("C:evil", "has a colon"),
                ("file.txt:stream", "has a colon"),
                ("set/./evil", "leads out of the folder"),
                ("set//evil", "has an empty part"),
                ("set/evil.", "ends in a dot or a blank"),
                ("NUL.txt", "is that of a device"),
                ("com1", "is that of a device"),
                ("tab\there", "has a control character"),
                (new string('x', 201), "is longer than file systems allow"),
            ];
            foreach (string kind in Kinds.Select(row => row.Data))
            {
                foreach ((string name, string words) in names)
                {
                    data.Add(kind, name, words);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(BadNames))]
    public void Unpack_NameThatLeadsElsewhere_IsRefusedAndNothingAppears(string kind, string name, string words)
    {
        using var folder = new TemporaryFolder();
        string archive = folder.Write("a." + kind, Pack(kind, ("good", "1"u8.ToArray()), (name, "2"u8.ToArray())));

        InvalidDataException error = Refused(archive, folder);

        Assert.Contains(words, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a", "A")]
    [InlineData("same", "same")]
    [InlineData("set/File", "SET/file")]
    [InlineData("thing", "thing/inside")]
    [InlineData("thing/inside", "thing")]
    public void Unpack_TwoNamesThatMayBeOneFile_AreRefused(string first, string second)
    {
        foreach (string kind in Kinds.Select(row => row.Data))
        {
            using var folder = new TemporaryFolder();
            string archive = folder.Write("a." + kind, Pack(kind, (first, "1"u8.ToArray()), (second, "2"u8.ToArray())));

            Assert.Contains(
                "would be one file on some systems",
                Refused(archive, folder).Message,
                StringComparison.Ordinal
            );
        }
    }

    [Theory]
    [InlineData(TarEntryType.SymbolicLink, "a link")]
    [InlineData(TarEntryType.HardLink, "a link")]
    [InlineData(TarEntryType.Fifo, "a device or a pipe")]
    [InlineData(TarEntryType.CharacterDevice, "a device or a pipe")]
    [InlineData(TarEntryType.BlockDevice, "a device or a pipe")]
    public void Unpack_TarEntryThatIsNoFile_IsRefused(TarEntryType type, string words)
    {
        using var folder = new TemporaryFolder();
        var bytes = new MemoryStream();
        using (var tar = new TarWriter(bytes, TarEntryFormat.Pax, leaveOpen: true))
        {
            var entry = new PaxTarEntry(type, "link");
            if (type is TarEntryType.SymbolicLink or TarEntryType.HardLink)
            {
                entry.LinkName = "/etc/passwd";
            }

            tar.WriteEntry(entry);
        }

        Assert.Contains(
            words,
            Refused(folder.Write("a.tar", bytes.ToArray()), folder).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Unpack_ZipEntryThatIsALink_IsRefused()
    {
        using var folder = new TemporaryFolder();
        var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            ZipArchiveEntry entry = zip.CreateEntry("link");
            entry.ExternalAttributes = unchecked((int)0xA1FF0000);
            using Stream stream = entry.Open();
            stream.Write("/etc/passwd"u8);
        }

        Assert.Contains(
            "is a link",
            Refused(folder.Write("a.zip", bytes.ToArray()), folder).Message,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Unpack_MoreThanTheLimits_IsRefused(string kind)
    {
        using var folder = new TemporaryFolder();
        string archive = folder.Write("a." + kind, Pack(kind, ("zeros", new byte[3 << 20])));

        Assert.Throws<InvalidDataException>(() =>
            Archive.Unpack(archive, folder.File("out"), new ArchiveLimits { MostBytes = 1 << 20 })
        );
        Assert.Throws<InvalidDataException>(() =>
            Archive.Unpack(archive, folder.File("out"), new ArchiveLimits { MostRatio = 0.5, FreeBytes = 1 << 20 })
        );
        Assert.False(Path.Exists(folder.File("out")));
        Archive.Unpack(archive, folder.File("out"), new ArchiveLimits { MostBytes = 3 << 20 });
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Unpack_TooManyEntries_IsRefused(string kind)
    {
        using var folder = new TemporaryFolder();
        string archive = folder.Write(
            "a." + kind,
            Pack(kind, [.. Enumerable.Range(0, 5).Select(i => ($"f{i}", (byte[]?)[1]))])
        );

        InvalidDataException error = Assert.Throws<InvalidDataException>(() =>
            Archive.Unpack(archive, folder.File("out"), new ArchiveLimits { MostEntries = 4 })
        );

        Assert.Contains("at most 4 entries", error.Message, StringComparison.Ordinal);
    }

    /// <summary>The directory of a zip says 10 bytes where 5 million come: the declared size is not believed.</summary>
    [Fact]
    public void Unpack_ZipThatLiesAboutASize_IsRefused()
    {
        using var folder = new TemporaryFolder();
        byte[] zip = Pack("zip", ("zeros", new byte[5 << 20]));
        byte[] size = BitConverter.GetBytes(5 << 20);
        for (int at = zip.AsSpan().IndexOf(size); at >= 0; at = zip.AsSpan().IndexOf(size))
        {
            BitConverter.GetBytes(10).CopyTo(zip, at);
        }

        Refused(folder.Write("a.zip", zip), folder);
    }

    [Fact]
    public void Crc32_OfThePublishedText_IsThePublishedSum() =>
        Assert.Equal(0xCBF43926, Crc32.Append(Crc32.Append(0, "1234"u8), "56789"u8));

    [Fact]
    public void Unpack_ZipWithOneByteChanged_IsRefused()
    {
        using var folder = new TemporaryFolder();
        byte[] zip = Pack("zip", ("noise", [.. Enumerable.Range(0, 400).Select(i => (byte)(i * i * 31 / 7))]));
        zip[150] ^= 4;

        Refused(folder.Write("a.zip", zip), folder);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Unpack_CutOff_IsASentenceThatNamesTheArchive(string kind)
    {
        byte[] whole = Pack(
            kind,
            ("one", [.. Enumerable.Range(0, 5000).Select(i => (byte)(i * i))]),
            ("two", new byte[2000])
        );
        for (int length = 1; length < whole.Length * 0.6; length += 1 + (whole.Length / 60))
        {
            using var folder = new TemporaryFolder();

            Refused(folder.Write("a." + kind, whole.AsSpan(0, length).ToArray()), folder);
        }
    }

    /// <summary>A few hundred damaged archives: a sentence or an honest content, never another exception, never a file outside.</summary>
    [Theory]
    [MemberData(nameof(Kinds))]
    public void Unpack_DamagedAtRandom_EitherWorksOrIsRefused(string kind)
    {
        byte[] whole = Pack(
            kind,
            ("set/one", [.. Enumerable.Range(0, 300).Select(i => (byte)(i * i))]),
            ("two", new byte[200])
        );
        var rng = new Numerics.Rng(3);
        for (int round = 0; round < 150; round++)
        {
            using var folder = new TemporaryFolder();
            byte[] damaged = [.. whole];
            for (int n = 0; n < 1 + (round % 4); n++)
            {
                damaged[(int)(rng.NextDouble() * damaged.Length)] = (byte)(rng.NextDouble() * 256);
            }

            string archive = folder.Write("a." + kind, damaged);
            try
            {
                Archive.Unpack(archive, folder.File("out"));
            }
            catch (InvalidDataException error)
            {
                Assert.StartsWith(archive, error.Message, StringComparison.Ordinal);
                Assert.False(Path.Exists(folder.File("out")));
            }

            Assert.DoesNotContain(
                Directory.GetFileSystemEntries(folder.Path),
                f => f.EndsWith(".tmp", StringComparison.Ordinal)
            );
        }
    }

    [Fact]
    public void Unpack_SomethingElse_IsASentence()
    {
        using var folder = new TemporaryFolder();

        Assert.Contains(
            "expected a zip, tar or tar.gz archive",
            Refused(folder.Write("a.zip", "<html>log in</html>"), folder).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Unpack_IntoAFolderThatIsThere_IsRefused()
    {
        using var folder = new TemporaryFolder();
        string archive = folder.Write("a.zip", Pack("zip", ("one", [1])));
        Directory.CreateDirectory(folder.File("out"));

        Assert.Throws<IOException>(() => Archive.Unpack(archive, folder.File("out")));
    }

    private static InvalidDataException Refused(string archive, TemporaryFolder folder)
    {
        InvalidDataException error = Assert.Throws<InvalidDataException>(() =>
            Archive.Unpack(archive, folder.File("out"))
        );
        Assert.StartsWith(archive, error.Message, StringComparison.Ordinal);
        Assert.Equal([archive], Directory.GetFileSystemEntries(folder.Path));
        return error;
    }

    private static byte[] Pack(string kind, params (string Name, byte[]? Content)[] entries)
    {
        var bytes = new MemoryStream();
        if (kind == "zip")
        {
            using var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true, Encoding.UTF8);
            foreach ((string name, byte[]? content) in entries)
            {
                using Stream stream = zip.CreateEntry(name).Open();
                stream.Write(content ?? []);
            }
        }
        else
        {
            using Stream? gzip =
                kind == "tar.gz" ? new GZipStream(bytes, CompressionLevel.Fastest, leaveOpen: true) : null;
            using var tar = new TarWriter(gzip ?? bytes, TarEntryFormat.Pax, leaveOpen: true);
            foreach ((string name, byte[]? content) in entries)
            {
                tar.WriteEntry(
                    content is null
                        ? new PaxTarEntry(TarEntryType.Directory, name)
                        : new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(content) }
                );
            }
        }

        return bytes.ToArray();
    }
}
