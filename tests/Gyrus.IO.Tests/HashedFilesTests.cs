namespace Gyrus.IO.Tests;

public sealed class HashedFilesTests
{
    [Fact]
    public void Of_IsTheHashOfTheContent()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("abc.txt", "abc");

        Assert.Equal(
            new Pipelines.SourceFile("abc.txt", 3, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
            new HashedFiles().Of(path)
        );
    }

    [Fact]
    public void RequireUnchanged_FileChangedSinceItWasHashed_IsASentence()
    {
        using var folder = new TemporaryFolder();
        var hashes = new HashedFiles();
        string path = folder.Write("a.nii", "abc");
        hashes.Of([path, folder.Write("b.nii", "abc")], threads: 2);
        hashes.RequireUnchanged();

        folder.Write("a.nii", "abcd");

        IOException error = Assert.Throws<IOException>(hashes.RequireUnchanged);
        Assert.Equal($"{path} was changed while it was read. Run the command again.", error.Message);
    }
}
