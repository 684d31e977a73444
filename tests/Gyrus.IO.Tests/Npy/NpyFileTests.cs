using System.Text;
using Gyrus.IO.Npy;
using Gyrus.IO.Tables;
using Gyrus.Numerics;

namespace Gyrus.IO.Tests.Npy;

public sealed class NpyFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("<f8", 8)]
    [InlineData(">f8", 8)]
    [InlineData("<f4", 4)]
    [InlineData(">f4", 4)]
    [InlineData("<f2", 2)]
    [InlineData("<i8", 8)]
    [InlineData(">i4", 4)]
    [InlineData("<u2", 2)]
    [InlineData(">i2", 2)]
    [InlineData("|u1", 1)]
    [InlineData("|i1", 1)]
    public void Read_EveryType(string type, int size)
    {
        byte[] data = [.. Enumerable.Range(0, 6).SelectMany(i => Bytes(type, size, i))];

        NpyArray array = NpyFile.Read(_folder.Write("a.npy", File(type, "(2, 3)", data)));

        Assert.Equal([2, 3], array.Shape);
        Assert.Equal([0, 1, 2, 3, 4, 5], array.Values.ToArray());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Read_EveryVersion(int version)
    {
        byte[] bytes = File("|b1", "(2,)", [1, 0], version: version);

        Assert.Equal([1, 0], NpyFile.Read(_folder.Write("a.npy", bytes)).Values.ToArray());
    }

    [Fact]
    public void Read_FortranOrder_IsTurnedToCOrder()
    {
        byte[] bytes = File("|u1", "(2, 3)", [0, 3, 1, 4, 2, 5], fortran: true);

        NpyArray array = NpyFile.Read(_folder.Write("a.npy", bytes));

        Assert.Equal([0, 1, 2, 3, 4, 5], array.Values.ToArray());
        Assert.Equal(5, array.ToMatrix()[1, 2]);
    }

    [SharedFact]
    public void Read_Goldens_AreWhatTheTestReaderSees()
    {
        string path = SharedFolder.Path("golden", "nilearn", "nifti_io", "out_f32_both.npy");

        NpyArray array = NpyFile.Read(path);

        var expected = Testing.Npy.Read(path);
        Assert.Equal(expected.Shape, array.Shape);
        Assert.Equal(expected.Values, array.Values.ToArray());
    }

    [Fact]
    public void Write_ReadBack_GivesTheSameBits()
    {
        double[] values = [.. Enumerable.Range(0, 24).Select(i => Math.Sin(i) * Math.Pow(10, i - 12))];

        NpyFile.Write(_folder.File("a.npy"), new NpyArray([2, 3, 4], values));
        NpyArray back = NpyFile.Read(_folder.File("a.npy"));

        Assert.Equal([2, 3, 4], back.Shape);
        Assert.Equal(values, back.Values.ToArray());
        Assert.Equal(0, (new FileInfo(_folder.File("a.npy")).Length - (24 * 8)) % 64);
    }

    [Fact]
    public void Write_Matrix_IsRowAfterRow()
    {
        NpyFile.Write(_folder.File("a.npy"), Matrix.FromRowMajor(2, 3, [1, 2, 3, 4, 5, 6]));

        Assert.Equal([1, 2, 3, 4, 5, 6], Testing.Npy.Read(_folder.File("a.npy")).Values);
    }

    [Theory]
    [InlineData("<c16", "(1,)", "says 'c16'")]
    [InlineData("|O", "(1,)", "says 'O'")]
    [InlineData("<f8", "(30000, 30000, 30000)", "at most")]
    [InlineData("<f8", "(99999999999999999999,)", "at most")]
    [InlineData("<f8", "(100000000,)", "promises 800,000,000 bytes")]
    [InlineData("<f8", "[1]", "expected 'descr'")]
    public void Read_WhatCannotBe_IsRefusedBeforeAllocating(string type, string shape, string what)
    {
        string path = _folder.Write("a.npy", File(type, shape, new byte[16]));
        long before = GC.GetAllocatedBytesForCurrentThread();

        InvalidDataException error = Assert.Throws<InvalidDataException>(() => NpyFile.Read(path));

        Assert.Contains(what, error.Message, StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000);
    }

    [Theory]
    [InlineData("(0, 2147483647)")]
    [InlineData("(2147483647, 0)")]
    [InlineData("(0,)")]
    public void ReadMatrix_BillionsOfColumnsOfNothing_AreRefusedInsteadOfNamed(string shape)
    {
        string path = _folder.Write("a.npy", File("<f8", shape, []));
        long before = GC.GetAllocatedBytesForCurrentThread();

        var error = Assert.Throws<InvalidDataException>(() => SignalsTable.Read(path));

        Assert.Contains("at least one value", error.Message, StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000);
    }

    [Fact]
    public void ReadMatrix_MoreColumnsThanCanBeNamed_IsRefusedAsSignals()
    {
        string path = _folder.Write("a.npy", File("|u1", "(1, 1000001)", new byte[1_000_001]));

        var error = Assert.Throws<InvalidDataException>(() => SignalsTable.Read(path));

        Assert.Contains("at most 1,000,000 columns", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ReadMatrix_OfEitherOrder_TakesNoMoreThanTwiceTheValues(bool fortran)
    {
        const int Rows = 1000;
        double[] values = [.. Enumerable.Range(0, Rows * 500).Select(i => (double)i)];
        byte[] data = System.Runtime.InteropServices.MemoryMarshal.AsBytes<double>(values).ToArray();
        string path = _folder.Write("a.npy", File("<f8", fortran ? "(1000, 500)" : "(500, 1000)", data, fortran));
        long before = GC.GetAllocatedBytesForCurrentThread();

        Matrix matrix = NpyFile.ReadMatrix(path);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, (2 * data.Length) + 400_000);
        Assert.Equal(values[Rows + 2], fortran ? matrix[2, 1] : matrix[1, 2]);
    }

    private static byte[] File(string type, string shape, byte[] data, bool fortran = false, int version = 1)
    {
        string header = $"{{'descr': '{type}', 'fortran_order': {fortran}, 'shape': {shape}, }}\n";
        byte[] length =
            version == 1 ? BitConverter.GetBytes((ushort)header.Length) : BitConverter.GetBytes(header.Length);
        return [0x93, .. "NUMPY"u8, (byte)version, 0, .. length, .. Encoding.ASCII.GetBytes(header), .. data];
    }

    private static byte[] Bytes(string type, int size, int value)
    {
        byte[] bytes = type[1..] switch
        {
            "f8" => BitConverter.GetBytes((double)value),
            "f4" => BitConverter.GetBytes((float)value),
            "f2" => BitConverter.GetBytes((Half)value),
            _ => BitConverter.GetBytes((long)value)[..size],
        };
        if (type[0] == '>')
        {
            Array.Reverse(bytes);
        }

        return bytes;
    }
}
