using Gyrus.IO.Caching;

namespace Gyrus.IO.Tests.Caching;

/// <summary>A folder of entries that may be lost at any time, and never be wrong.</summary>
public sealed class CacheFolderTests
{
    [Fact]
    public void Read_WhatWasWritten_IsTheSame()
    {
        using var folder = new TemporaryFolder();
        var cache = new CacheFolder(folder.File("cache"));
        byte[] content = [1, 2, 3, 0, 255];

        cache.Write("a", content);

        Assert.Equal(content, cache.Read("a"));
        Assert.Null(cache.Read("b"));
        Assert.Equal((1, 37L), cache.Size());
    }

    [Fact]
    public void Read_OfAFolderThatIsNotThere_IsNothing()
    {
        using var folder = new TemporaryFolder();
        var cache = new CacheFolder(folder.File("none"));

        Assert.Null(cache.Read("a"));
        Assert.Equal((0, 0L), cache.Size());
        cache.Trim();
        Assert.Equal(0, cache.Clear());
        Assert.False(Directory.Exists(cache.Path));
    }

    /// <summary>Every single bit of an entry.</summary>
    [Fact]
    public void Read_OneBitWrong_IsDamage()
    {
        using var folder = new TemporaryFolder();
        var cache = new CacheFolder(folder.Path);
        cache.Write("a", [10, 20, 30]);
        string file = Directory.GetFiles(folder.Path).Single();
        byte[] whole = File.ReadAllBytes(file);
        for (int bit = 0; bit < whole.Length * 8; bit++)
        {
            byte[] wrong = [.. whole];
            wrong[bit / 8] ^= (byte)(1 << (bit % 8));
            File.WriteAllBytes(file, wrong);

            Assert.Throws<InvalidDataException>(() => cache.Read("a"));
        }

        for (int length = 0; length < whole.Length; length++)
        {
            File.WriteAllBytes(file, whole[..length]);

            Assert.Throws<InvalidDataException>(() => cache.Read("a"));
        }
    }

    [Fact]
    public void Trim_RemovesWhatWasUnusedForLongest()
    {
        using var folder = new TemporaryFolder();
        var cache = new CacheFolder(folder.Path, limit: 3 * 132);
        foreach (string name in (string[])["a", "b", "c", "d"])
        {
            cache.Write(name, new byte[100]);
            File.SetLastWriteTimeUtc(
                folder.File(name + ".entry"),
                new DateTime(2020, 1, name[0] - 'a' + 1, 0, 0, 0, DateTimeKind.Utc)
            );
        }

        cache.Read("a");
        cache.Trim();

        Assert.NotNull(cache.Read("a"));
        Assert.Null(cache.Read("b"));
        Assert.NotNull(cache.Read("c"));
        Assert.NotNull(cache.Read("d"));
    }

    [Fact]
    public void Write_MoreThanTheLimit_KeepsNothing()
    {
        using var folder = new TemporaryFolder();
        var cache = new CacheFolder(folder.Path, limit: 0);

        cache.Write("a", [1]);

        Assert.Null(cache.Read("a"));
    }

    [Fact]
    public void Trim_SweepsWhatAKilledWriterLeft_ButNotWhatOneIsWriting()
    {
        using var folder = new TemporaryFolder();
        var cache = new CacheFolder(folder.Path);
        string old = folder.Write(".a.entry.x.tmp", "half");
        string young = folder.Write(".b.entry.y.tmp", "half");
        File.SetLastWriteTimeUtc(old, DateTime.UtcNow.AddDays(-2));

        cache.Trim();

        Assert.False(File.Exists(old));
        Assert.True(File.Exists(young));
    }

    /// <summary>Writers, readers and trimmers at once: what is read is whole.</summary>
    [Fact]
    public void ManyAtOnce_NeverReadHalfAnEntry()
    {
        using var folder = new TemporaryFolder();
        int seen = 0;
        Parallel.For(
            0,
            8,
            worker =>
            {
                var cache = new CacheFolder(folder.Path, limit: 40_000);
                for (int round = 0; round < 40; round++)
                {
                    string name = $"e{round % 5}";
                    byte[] content = [.. Enumerable.Repeat((byte)(round % 5), 10_000)];
                    if (worker % 2 == 0)
                    {
                        cache.Write(name, content);
                        cache.Trim();
                    }
                    else if (cache.Read(name) is { } read)
                    {
                        Assert.Equal(content, read);
                        Interlocked.Increment(ref seen);
                    }
                }
            }
        );

        new CacheFolder(folder.Path, limit: 40_000).Trim();
        Assert.True(new CacheFolder(folder.Path).Size().Bytes <= 40_000);
        Assert.True(seen > 0);
    }
}
