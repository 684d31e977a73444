using Gyrus.IO.Tables;
using Gyrus.Numerics;
using Gyrus.Signals;

namespace Gyrus.IO.Tests.Tables;

public sealed class SignalsTableTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("a\tb\n1\t2\n3\t4\n")]
    [InlineData("a,b\r\n1,2\r\n3,4")]
    [InlineData("\uFEFFa;b\n1;2\n3;4\n")]
    [InlineData("\"a\",\"b\"\n1,2\n3,4\n")]
    [InlineData("a b\n  1.0  2e0 \n +3 4.\n\n")]
    [InlineData("\ta\tb\n0\t1\t2\n1\t3\t4\n")]
    [InlineData("a\tb\t\n1\t2\t\n3\t4\t\n")]
    public void Read_TheDialectsOfTables_GivesTheSameSignals(string text)
    {
        RegionSignals signals = SignalsTable.Read(_folder.Write("sub-01_task-rest_timeseries.tsv", text));

        Assert.Equal(["a", "b"], signals.Regions.Select(r => r.Name));
        Assert.Equal([1, 2], signals.Regions.Select(r => r.Label));
        Assert.Equal([1, 3, 2, 4], signals.Values.AsSpan().ToArray());
        Assert.Equal("sub-01_task-rest", signals.Subject);
    }

    [Fact]
    public void Read_Gzipped_WhateverTheName()
    {
        string path = _folder.Write("x.tsv", TemporaryFolder.Gzip("a\tb\n1\t2\n"u8));

        Assert.Equal([1, 2], SignalsTable.Read(path).Values.AsSpan().ToArray());
    }

    [Fact]
    public void Read_MissingCells_AreNaN()
    {
        RegionSignals signals = SignalsTable.Read(_folder.Write("x.tsv", "a\tb\tc\nn/a\tNaN\t\n1\tNA\tnan\n"));

        Assert.Equal(
            [double.NaN, 1, double.NaN, double.NaN, double.NaN, double.NaN],
            signals.Values.AsSpan().ToArray()
        );
    }

    [Fact]
    public void Read_RowOfTabsOnly_IsARowOfMissingValuesNotAnEmptyLine()
    {
        RegionSignals signals = SignalsTable.Read(_folder.Write("x.tsv", "a\tb\n1\t2\n\t\n3\t4\n"));

        Assert.Equal([1, double.NaN, 3, 2, double.NaN, 4], signals.Values.AsSpan().ToArray());
    }

    [Fact]
    public void Read_NumbersFromTheFirstLine_NamesTheRegions()
    {
        RegionSignals signals = SignalsTable.Read(_folder.Write("x.txt", "0.5 1 2\n3 4 5\n"));

        Assert.Equal(["region-1", "region-2", "region-3"], signals.Regions.Select(r => r.Name));
        Assert.Equal(2, signals.Samples);
    }

    [Theory]
    [InlineData("1\t2\t3\n0.1\t0.2\t0.3\n", 1)]
    [InlineData("0,1,2\n5,6,7\n", 1)]
    [InlineData("2001\t2002\t2101\t2102\t2111\n0.1\t0.2\t0.3\t0.4\t0.5\n", 1)]
    [InlineData("2001\t2002\t2101\t2102\t2111\n1\t2\t3\t4\t5\n", 2)]
    [InlineData("3\t2\t1\n0.1\t0.2\t0.3\n", 2)]
    public void Read_WholeNumbersInTheFirstLine_AreNamesWhereTheyCountOrLabel(string text, int samples) =>
        Assert.Equal(samples, SignalsTable.Read(_folder.Write("x.tsv", text)).Samples);

    [Theory]
    [InlineData("a\tb\ta\n1\t2\t3\n", "x.tsv:1", "'a' (columns 1, 3)")]
    [InlineData("a\tb\n1\t2\n3\n", "x.tsv:3:1", "expected 2 cells as in line 1 (separated by tabs), but line 3 has 1")]
    [InlineData("a\tb\n1\t2\n3\t4\t5\n", "x.tsv:3:5", "line 3 has 3")]
    [InlineData("a\tb\n1\t2\n\n3\tx4\n", "x.tsv:4:3", "in column 'b', but found 'x4'")]
    [InlineData("é\tb\n1\t1,5\n", "x.tsv:2:3", "found '1,5'")]
    [InlineData("a\tb\n1\t1e999\n", "x.tsv:2:3", "found '1e999'")]
    [InlineData("1.5\t2\nx\t4\n", "x.tsv:2:1", "found 'x'")]
    [InlineData("1.5\tx\n3\t4\n", "x.tsv:1:5", "a line of names or a line of numbers")]
    [InlineData("a\t\n1\t2\n", "x.tsv:1:3", "expected a name for column 2")]
    [InlineData("a\t\"b\n1\t2\n", "x.tsv:1:3", "closing quote")]
    [InlineData("a\tb\n", "x.tsv", "no more line")]
    [InlineData("\n \n", "x.tsv", "every line is empty")]
    [InlineData("", "x.tsv", "0 bytes")]
    [InlineData("\0\0\0\0", "x.tsv", "zero byte at offset 0")]
    [InlineData("a\tb\n1\t\u001b[2J\n", "x.tsv", "a control character (1B) at offset 6")]
    [InlineData("a,\"b\tc\"\n1,2\n", "x.tsv:1:4", "a name without tabs, but found 'b c'")]
    public void Read_Garbage_SaysWhereAndWhat(string text, string where, string what)
    {
        string path = _folder.Write("x.tsv", text);

        InvalidDataException error = Assert.Throws<InvalidDataException>(() => SignalsTable.Read(path));

        Assert.Contains(where, error.Message, StringComparison.Ordinal);
        Assert.Contains(what, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a\tb\r1\t2\r3\t4\r")]
    [InlineData("a\tb\r\n1\t2\r\n3\t4")]
    [InlineData("a\tb\n\r1\t2\n\r3\t4\n\r")]
    public void Read_LineEndsOfAnySystem_EndLines(string text)
    {
        RegionSignals signals = SignalsTable.Read(_folder.Write("x.tsv", text));

        Assert.Equal(["a", "b"], signals.Regions.Select(r => r.Name));
        Assert.Equal([1, 3, 2, 4], signals.Values.AsSpan());
    }

    [Fact]
    public void Read_MoreColumnsThanCanBeNamed_IsRefusedBeforeTheNamesAreMade()
    {
        string path = _folder.Write("x.tsv", string.Concat(Enumerable.Repeat("1\t", 1_000_001)));
        long before = GC.GetAllocatedBytesForCurrentThread();

        var error = Assert.Throws<InvalidDataException>(() => SignalsTable.Read(path));

        Assert.Contains("at most 1,000,000 columns", error.Message, StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 50_000_000);
    }

    [Fact]
    public void Read_NarrowTable_TakesNoMoreThanTwiceTheTextAndTheNumbersWithTheirPlaces()
    {
        const int Lines = 500_000;
        string path = _folder.Write("x.tsv", new string('1', 2 * Lines).Replace("11", "1\n"));
        long before = GC.GetAllocatedBytesForCurrentThread();

        SignalsTable.Read(path);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, (2 * Lines * (2 + 16)) + 100_000);
    }

    [Fact]
    public void Read_ManyEqualNames_AreToldInAShortSentence()
    {
        string path = _folder.Write("x.tsv", string.Join('\t', Enumerable.Repeat(new string('x', 99), 1000)) + "\n");

        File.AppendAllText(path, string.Join('\t', Enumerable.Repeat("1", 1000)) + "\n");

        var error = Assert.Throws<InvalidDataException>(() => SignalsTable.Read(path));
        Assert.InRange(error.Message.Length, 100, 500);
    }

    [Theory]
    [InlineData("x.tsv")]
    [InlineData("x.tsv.gz")]
    public void Write_ReadBack_GivesTheSameBits(string name)
    {
        double[] values = [1.0 / 3, -0.0, double.NaN, 1e-308, double.MaxValue, -5e-324, 123456789012345680, 0.1, 2];
        string[] names = ["1", "a \"b\"", " ünïcode, name"];
        var signals = new RegionSignals(
            "s",
            Matrix.FromColumnMajor(3, 3, values),
            [.. names.Select((n, i) => new Region(i + 1, n))]
        );

        SignalsTable.Write(_folder.File(name), signals);
        RegionSignals back = SignalsTable.Read(_folder.File(name));

        Assert.Equal(
            values.Select(BitConverter.DoubleToInt64Bits),
            back.Values.AsSpan().ToArray().Select(BitConverter.DoubleToInt64Bits)
        );
        Assert.Equal(["1", "a \"b\"", "ünïcode, name"], back.Regions.Select(r => r.Name.Trim()));
    }

    [Fact]
    public void Write_IsAPlainTsv()
    {
        var signals = new RegionSignals(
            "s",
            Matrix.FromRowMajor(2, 2, [1, double.NaN, 0.5, -2]),
            [new(1, "L"), new(2, "R")]
        );

        SignalsTable.Write(_folder.File("x.tsv"), signals);

        Assert.Equal("L\tR\n1\tn/a\n0.5\t-2\n", File.ReadAllText(_folder.File("x.tsv")));
        Assert.Equal(["x.tsv"], Directory.GetFiles(_folder.Path).Select(Path.GetFileName));
    }

    public static TheoryData<string, int, int, string> Recordings =>
        new()
        {
            { "rest_abide_pitt_aal116/sub-50004_aal116.tsv.gz", 195, 116, "Precentral_L" },
            { "music_aal90_unfiltered/sub-s11_aal90.tsv.gz", 464, 90, "r01" },
            { "rest_hcp_ica25/sub-01_ica25.csv.gz", 4800, 25, "V1" },
            { "rest_nyu_trt/nyu-trt_sub-01_scan-2_aal90.tsv.gz", 197, 90, "1" },
            { "rest_nyu_trt/nyu-trt_sub-01_scan-2_gordon333.tsv.gz", 197, 333, "1" },
            { "rest_nitime/fmri_timeseries.csv", 250, 31, "WM" },
            { "rest_shen278/subject1_278.csv.gz", 750, 278, "r001" },
            { "rest_hcp_aal2/sub-101309_aal2-94.npy", 1200, 94, "region-1" },
        };

    [SharedTheory]
    [MemberData(nameof(Recordings))]
    public void Read_RealRecordings(string name, int samples, int regions, string first)
    {
        RegionSignals signals = SignalsTable.Read(SharedFolder.Path(["data", .. name.Split('/')]));

        Assert.Equal((samples, regions, first), (signals.Samples, signals.Regions.Count, signals.Regions[0].Name));
        Assert.All(signals.Values.AsSpan().ToArray(), v => Assert.True(double.IsFinite(v)));
    }

    [SharedFact]
    public void Read_RepeatedRegionNames_NamesThemAll()
    {
        string path = SharedFolder.Path("data", "rest_pain_bochum_mist122", "sub-bochum010_mist122.tsv.gz");

        InvalidDataException error = Assert.Throws<InvalidDataException>(() => SignalsTable.Read(path));

        Assert.Contains("more than once", error.Message, StringComparison.Ordinal);
        Assert.Matches(@"'\w+' \(columns \d+, \d+\)", error.Message);
    }
}
