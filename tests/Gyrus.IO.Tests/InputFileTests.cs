using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Gyrus.IO.Nifti;
using Gyrus.IO.Npy;
using Gyrus.IO.Tables;
using Gyrus.Pipelines;

namespace Gyrus.IO.Tests;

public sealed class InputFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string, Action<string>> Readers =>
        new()
        {
            { "a.nii", path => NiftiImage.Open(path) },
            { "a.npy", path => NpyFile.Read(path) },
            { "a.tsv", path => SignalsTable.Read(path) },
        };

    [Theory]
    [MemberData(nameof(Readers))]
    public async Task Open_APipeThatNobodyWritesTo_IsRefusedInsteadOfWaitedFor(string name, Action<string> read)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows keeps pipes out of its folders.");
        string pipe = _folder.File("pipe-" + name);
        Process.Start("mkfifo", [pipe]).WaitForExit();
        string link = _folder.File(name);
        File.CreateSymbolicLink(link, pipe);

        foreach (string path in (string[])[pipe, link])
        {
            InvalidDataException refusal = await Task.Run(() => Assert.Throws<InvalidDataException>(() => read(path)))
                .WaitAsync(TimeSpan.FromSeconds(20));

            Assert.Contains("or a pipe or a device", refusal.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Readers))]
    public void Open_ADeviceWithoutEnd_IsRefused(string name, Action<string> read)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such devices.");
        string link = _folder.File(name);
        File.CreateSymbolicLink(link, "/dev/zero");

        Assert.Throws<InvalidDataException>(() => read("/dev/zero"));
        Assert.Throws<InvalidDataException>(() => read(link));
    }

    [Fact]
    public void Open_ALinkToAFile_IsRead()
    {
        // Data sets under git-annex are folders of links.
        File.CreateSymbolicLink(_folder.File("link.tsv"), _folder.Write("file.tsv", "a\tb\n1\t2\n"));

        Assert.Equal(2, SignalsTable.Read(_folder.File("link.tsv")).Values[0, 1]);
    }

    [Fact]
    public void SourceFiles_OfAnEmptyFileOrAPipe_AreThoseOfNothing()
    {
        string path = _folder.Write("empty", "");

        SourceFile empty = SourceFiles.Of([path], 1, TestContext.Current.CancellationToken)[0];

        Assert.Equal((0, Convert.ToHexStringLower(SHA256.HashData([]))), (empty.Bytes, empty.Sha256));
        if (!OperatingSystem.IsWindows())
        {
            Process.Start("mkfifo", [_folder.File("pipe")]).WaitForExit();
            Assert.Equal(0, SourceFiles.Of([_folder.File("pipe")], 1, TestContext.Current.CancellationToken)[0].Bytes);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ReadAll_OfAnyLength_GivesEveryByteAndStopsAtTheLimit(bool gzip)
    {
        foreach (int length in (int[])[1, 65535, 65536, 65537, 200_000])
        {
            byte[] bytes = Encoding.ASCII.GetBytes(
                string.Concat(Enumerable.Range(0, length).Select(i => (char)('0' + (i % 61))))
            );
            string path = _folder.Write("a.txt", gzip ? TemporaryFolder.Gzip(bytes) : bytes);

            Assert.Equal(bytes, InputFile.ReadAll(path, length));
            Assert.Equal(bytes, InputFile.ReadAll(path, int.MaxValue));
            var error = Assert.Throws<InvalidDataException>(() => InputFile.ReadAll(path, length - 1));
            Assert.StartsWith(path, error.Message, StringComparison.Ordinal);
        }
    }
}
