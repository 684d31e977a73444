using Gyrus.IO.Npy;

namespace Gyrus.IO.Tests.Npy;

public sealed class NpyCovariatesTests
{
    [Theory]
    [InlineData("<f4", false)]
    [InlineData("<f4", true)]
    [InlineData("<f8", false)]
    [InlineData("<f8", true)]
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
    public void Open_OfIntegers_SaysWhatItNeeds()
    {
        using var folder = new TemporaryFolder();
        string path = Write(folder, "<i4", false, 2, 2);

        Assert.Contains(
            "float32 or float64",
            Assert.Throws<InvalidDataException>(() => NpyCovariates.Open(path)).Message,
            StringComparison.Ordinal
        );
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
    private static string Write(TemporaryFolder folder, string type, bool fortran, int rows, int columns)
    {
        string header =
            $"{{'descr': '{type}', 'fortran_order': {(fortran ? "True" : "False")}, 'shape': ({rows}, {columns}), }}";
        header = header.PadRight(((header.Length + 10 + 64) / 64 * 64) - 11) + "\n";
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        writer.Write((byte[])[0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y', 1, 0]);
        writer.Write((ushort)header.Length);
        writer.Write(System.Text.Encoding.ASCII.GetBytes(header));
        for (int k = 0; k < rows * columns; k++)
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
