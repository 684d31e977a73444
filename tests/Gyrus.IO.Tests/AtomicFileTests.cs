namespace Gyrus.IO.Tests;

public sealed class AtomicFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Write_ThatFails_LeavesTheOldFileAndNothingElse()
    {
        string path = _folder.Write("a.txt", "old");

        Assert.Throws<InvalidOperationException>(() =>
            AtomicFile.Write(
                path,
                stream =>
                {
                    stream.Write("new"u8);
                    throw new InvalidOperationException();
                }
            )
        );

        Assert.Equal("old", File.ReadAllText(path));
        Assert.Single(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void Dispose_WhenClosingFails_LeavesNothing()
    {
        // A closed handle stands for a full disk: what is still in the buffer cannot be written.
        AtomicFile file = AtomicFile.Create(Path.Combine(_folder.Path, "a.txt"));
        file.Stream.Write("new"u8);
        ((FileStream)file.Stream).SafeFileHandle.Dispose();

        Record.Exception(file.Dispose);

        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void Commit_ReplacesTheOldFile()
    {
        string path = _folder.Write("a.txt", "a long old text");

        AtomicFile.WriteText(path, "né");

        Assert.Equal("né"u8, File.ReadAllBytes(path));
        Assert.Single(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void Create_BeforeTheCommit_TheNameIsNotThere()
    {
        using AtomicFile file = AtomicFile.Create(_folder.File("a.txt"));
        file.Stream.Write("x"u8);

        Assert.False(File.Exists(_folder.File("a.txt")));
        file.Commit();
        Assert.True(File.Exists(_folder.File("a.txt")));
    }

    [Fact]
    public void Create_WhereNoFileCanBe_SaysWhy()
    {
        Assert.Contains(
            "this is a folder",
            Assert.Throws<IOException>(() => AtomicFile.Create(_folder.Path)).Message,
            StringComparison.Ordinal
        );
        Assert.Throws<DirectoryNotFoundException>(() => AtomicFile.Create(_folder.File("no/a.txt")));
    }
}
