using Gyrus.IO.Npy;

namespace Gyrus.IO.Tests.Npy;

public sealed class NpyCovariatesTests
{
    [Theory]
    [InlineData("<f4", false)]
    [InlineData("<f4", true)]
    [InlineData("<f8", false)]
    [InlineData("<f8", true)]
    [InlineData("<i4", false)]
    [InlineData("<i2", true)]
    [InlineData("<i2", false)]
    [InlineData("|u1", true)]
    [InlineData("|u1", false)]
    public void Read_GivesTheSamplesOfAColumn(string type, bool fortran)
    {
        using var folder = new TemporaryFolder();
        string path = Write(folder, type, fortran, 7, 3);
        using NpyCovariates covariates = NpyCovariates.Open(path);
        double[] part = new double[4];

        covariates.Read(2, 3, part);

        Assert.Equal((7, 3), (covariates.Samples, covariates.Columns));
        Assert.Equal<double[]>([32, 42, 52, 62], part);
    }

    [Fact]
    public void Open_OfBigEndianNumbers_SaysWhatItNeeds()
    {
        using var folder = new TemporaryFolder();
        string path = Write(folder, ">i4", false, 2, 2);

        Assert.Contains(
            "little-endian numbers to stream from, but found shape (2, 2), Int32, big-endian",
            Assert.Throws<InvalidDataException>(() => NpyCovariates.Open(path)).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Open_OfMoreValuesThanAnArrayHolds_ReadsThem()
    {
        // 2.4 billion bytes that the file system need not store.
        using var folder = new TemporaryFolder();
        string path = Write(folder, "|u1", true, 1_200_000_000, 2, values: 0);
        using (FileStream file = File.OpenWrite(path))
        {
            long header = file.Length;
            file.SetLength(header + 2_400_000_000);
            file.Seek(-1, SeekOrigin.End);
            file.WriteByte(7);
        }

        using NpyCovariates covariates = NpyCovariates.Open(path);
        double[] last = new double[2];
        covariates.Read(1, 1_200_000_000 - 2, last);

        Assert.Equal<double[]>([0, 7], last);
    }

    [Theory]
    [InlineData(3, 5)]
    [InlineData(-1, 2)]
    [InlineData(int.MaxValue, 1)]
    public void Read_OutsideOfTheFile_IsRefused(int start, int count)
    {
        using var folder = new TemporaryFolder();
        using NpyCovariates covariates = NpyCovariates.Open(Write(folder, "<f8", true, 7, 3));

        Assert.Throws<ArgumentOutOfRangeException>(() => covariates.Read(0, start, new double[count]));
    }

    [Fact]
    public void Open_OfAFileCutShort_IsRefused()
    {
        using var folder = new TemporaryFolder();
        string path = Write(folder, "<f8", true, 5, 2);
        File.WriteAllBytes(path, File.ReadAllBytes(path)[..^3]);

        Assert.Throws<InvalidDataException>(() => NpyCovariates.Open(path));
    }

    /// <summary>Value 10·row + column at each place.</summary>
    private static string Write(
        TemporaryFolder folder,
        string type,
        bool fortran,
        int rows,
        int columns,
        int? values = null
    )
    {
        string header =
            $"{{'descr': '{type}', 'fortran_order': {(fortran ? "True" : "False")}, 'shape': ({rows}, {columns}), }}";
        header = header.PadRight(((header.Length + 10 + 64) / 64 * 64) - 11) + "\n";
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        writer.Write((byte[])[0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y', 1, 0]);
        writer.Write((ushort)header.Length);
        writer.Write(System.Text.Encoding.ASCII.GetBytes(header));
        for (int k = 0; k < (values ?? rows * columns); k++)
        {
            (int row, int column) = fortran ? (k % rows, k / rows) : (k / columns, k % columns);
            double value = (10 * row) + column;
            switch (type)
            {
                case "<f4":
                    writer.Write((float)value);
                    break;
                case "<f8":
                    writer.Write(value);
                    break;
                case "<i2":
                    writer.Write((short)value);
                    break;
                case "|u1":
                    writer.Write((byte)value);
                    break;
                default:
                    writer.Write((int)value);
                    break;
            }
        }

        string path = folder.File("covariates.npy");
        File.WriteAllBytes(path, bytes.ToArray());
        return path;
    }
}
