using System.IO.Compression;
using Gyrus.IO.Npy;

namespace Gyrus.IO.Tests.Npy;

public sealed class NpzFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Read_OfWhatWasWritten_IsTheSameBits()
    {
        string path = _folder.File("a.npz");
        double[] values = [1.0 / 3, double.NaN, -0.0, double.Epsilon, double.PositiveInfinity, 1e308];

        NpzFile.Write(path, [new("x", new NpyArray([2, 3], values)), new("y", new NpyArray([1], [7]))]);
        IReadOnlyDictionary<string, NpyArray> read = NpzFile.Read(path);

        Assert.Equal(["x", "y"], read.Keys.Order());
        Assert.Equal([2, 3], read["x"].Shape);
        Assert.Equal(
            values.Select(BitConverter.DoubleToInt64Bits),
            read["x"].Values.ToArray().Select(BitConverter.DoubleToInt64Bits)
        );
    }

    [Fact]
    public void Write_Twice_GivesTheSameBytes()
    {
        (string a, string b) = (_folder.File("a.npz"), _folder.File("b.npz"));

        NpzFile.Write(a, [new("x", new NpyArray([2], [1, 2]))]);
        NpzFile.Write(b, [new("x", new NpyArray([2], [1, 2]))]);

        Assert.Equal(File.ReadAllBytes(a), File.ReadAllBytes(b));
    }

    [Fact]
    public void Read_OfNoArchive_NamesTheFile()
    {
        string path = _folder.Write("a.npz", (ReadOnlySpan<byte>)[1, 2, 3, 4]);

        InvalidDataException error = Assert.Throws<InvalidDataException>(() => NpzFile.Read(path));

        Assert.StartsWith(path, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_OfAnEntryThatIsNoArray_SaysWhich()
    {
        string path = _folder.File("a.npz");
        using (ZipArchive zip = ZipFile.Open(path, ZipArchiveMode.Create))
        {
            using Stream stream = zip.CreateEntry("notes.txt").Open();
            stream.WriteByte(65);
        }

        InvalidDataException error = Assert.Throws<InvalidDataException>(() => NpzFile.Read(path));

        Assert.Contains("notes.txt", error.Message, StringComparison.Ordinal);
    }
}
