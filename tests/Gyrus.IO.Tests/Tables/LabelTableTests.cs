using Gyrus.IO.Tables;
using Gyrus.Signals;

namespace Gyrus.IO.Tests.Tables;

public sealed class LabelTableTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SharedTheory]
    [InlineData("atlases/aal116_1mm.txt", 116, 1, "Precentral_L", 116, "Vermis_10")]
    [InlineData("atlases/mist122_3mm_labels.csv", 122, 1, "SUPERIOR_PARIETAL_LOBULE-1", 122, null)]
    [InlineData("atlases/power_2011.csv", 264, 1, "region-1", 264, "region-264")]
    [InlineData("rest_abide_pitt_aal116/aal116_labels.tsv", 116, 1, "Precentral_L", 116, "Vermis_10")]
    [InlineData("rest_nyu_trt/gordon333_coordinates.tsv", 333, 1, "region-1", 333, "region-333")]
    public void Read_RealTables(string name, int count, int label, string first, int lastLabel, string? last)
    {
        IReadOnlyList<Region> regions = LabelTable.Read(
            SharedFolder.Path(["data", .. name.Split('/')]),
            new LabelTableOptions { NumbersEqualNames = name.Contains("mist", StringComparison.Ordinal) }
        );

        Assert.Equal((count, label, lastLabel), (regions.Count, regions[0].Label, regions[^1].Label));
        Assert.Equal(first, regions[0].Name);
        Assert.Equal(last ?? regions[^1].Name, regions[^1].Name);
    }

    [SharedFact]
    public void Read_Coordinates_BecomeCentres()
    {
        Region power = LabelTable.Read(SharedFolder.Path("data", "atlases", "power_2011.csv"))[0];
        Region gordon = LabelTable.Read(SharedFolder.Path("data", "rest_nyu_trt", "gordon333_coordinates.tsv"))[0];
        Region mist = LabelTable.Read(
            SharedFolder.Path("data", "atlases", "mist122_3mm_labels.csv"),
            new LabelTableOptions { NameColumn = "label", NumbersEqualNames = true }
        )[0];

        Assert.Equal(new WorldPoint(-25, -98, -12), power.Centre);
        Assert.Equal((new WorldPoint(-11.2, -52.4, 36.5), "Default"), (gordon.Centre, gordon.Network));
        Assert.Equal(new WorldPoint(0.57, -25.7, 73.98), mist.Centre);
        Assert.Equal("SPlob-1", mist.Name);
    }

    [SharedFact]
    public void Read_EqualNames_AreRefusedOrNumbered()
    {
        string path = SharedFolder.Path("data", "atlases", "dosenbach_2010.csv");

        string message = Assert.Throws<InvalidDataException>(() => LabelTable.Read(path)).Message;
        IReadOnlyList<Region> regions = LabelTable.Read(path, new LabelTableOptions { NumbersEqualNames = true });

        Assert.Contains("'vmPFC' (lines 2, 7, ", message, StringComparison.Ordinal);
        Assert.Equal(160, regions.Count);
        Assert.Equal(("vmPFC-1", "default"), (regions[0].Name, regions[0].Network));
        Assert.Equal(160, regions.Select(r => r.Name).Distinct().Count());
    }

    [SharedFact]
    public void Read_TwoColumnsThatCouldBeLabels_AsksWhich()
    {
        string path = SharedFolder.Path("data", "atlases", "mist122_relabeled_1mm.tsv");
        var first = new LabelTableOptions { LabelColumn = "", NumbersEqualNames = true };

        string message = Assert.Throws<InvalidDataException>(() => LabelTable.Read(path)).Message;
        IReadOnlyList<Region> byFirst = LabelTable.Read(path, first);
        IReadOnlyList<Region> byIndex = LabelTable.Read(path, first with { LabelColumn = "index" });

        Assert.Contains("(1, 2, 3, …), and 'index' (9, 108, 121, …)", message, StringComparison.Ordinal);
        Assert.Equal((1, "CER6_p", "CER"), (byFirst[0].Label, byFirst[0].Name, byFirst[0].Network));
        Assert.Equal((9, "CER6_p"), (byIndex[0].Label, byIndex[0].Name));
    }

    [Theory]
    [InlineData("index\tname\n0\tBackground\n200\tA b\n7\tC\n")]
    [InlineData("# a comment\n200 A b\n7 C\n")]
    [InlineData("name,value\nA b,200\nC,7.0\n")]
    [InlineData("#No. Label R G B A\n0 Unknown 0 0 0 0\n200 A b 70 130 180 0\n7 C 245 245 245 0\n")]
    [InlineData(
        "#No.\tLabel Name:\tR\tG\tB\tA\n0\t\tUnknown\t0\t0\t0\t0\n200\t\tA b\t70\t130\t180\t0\n7\tC\t1\t2\t3\t0\n"
    )]
    [InlineData("200 0.27 0.51 0.7 A b\n7 0.1 0.2 0.3 C\n")]
    [InlineData("# ITK-SnAP\n  0 0 0 0 0 0 0 \"Clear Label\"\n 200 255 0 0 1 1 1 \"A b\"\n 7 0 255 0 1 1 1 \"C\"\n")]
    [InlineData("id;region\n200;\"A b\"\n7;C\n")]
    public void Read_DialectsOfTables_BindLabelsToNames(string text)
    {
        IReadOnlyList<Region> regions = LabelTable.Read(_folder.Write("l.tsv", text));

        Assert.Equal([new Region(200, "A b"), new Region(7, "C")], regions);
    }

    [Fact]
    public void Read_NamesAlone_AreNumberedByLine()
    {
        IReadOnlyList<Region> regions = LabelTable.Read(_folder.Write("l.txt", "Amygdala\nCaudate\n"));

        Assert.Equal([new Region(1, "Amygdala"), new Region(2, "Caudate")], regions);
    }

    [Theory]
    [InlineData("index\tname\n1\tA\n1\tB\n", ":3: expected different labels, but 1 is in line 2 already")]
    [InlineData("index\tname\n1\tA\n2\t\n", ":3: expected a name")]
    [InlineData("1 A\nx B\n", ":2:1: expected a whole number as label, but found 'x'")]
    [InlineData("name\tindex\nA\tx\nB\t2\n", ":2:3: expected a whole number as label, but found 'x'")]
    [InlineData("index\tname\n1\n", ":2:1: expected 2 cells")]
    [InlineData("\tindex\n1\n", ":2:1: expected 2 cells")]
    [InlineData("index\tname\n1\tA\u001b[31m\n", "a control character (1B) at offset 14")]
    [InlineData("index\tname\n1\tA\u009b31m\n", "a control character (U+009B) at offset 14")]
    [InlineData("1,\"a\tb\"\n", ":1: expected a name without tabs, but found 'a b'")]
    [InlineData("index\tname\tx\ty\tz\n1\tA\t1\t2\tfoo\n", ":2:9: expected a coordinate")]
    [InlineData("0 Background\n", "there is none")]
    public void Read_Garbage_SaysWhereAndWhat(string text, string what)
    {
        string path = _folder.Write("l.txt", text);

        InvalidDataException error = Assert.Throws<InvalidDataException>(() => LabelTable.Read(path));

        Assert.StartsWith(path, error.Message, StringComparison.Ordinal);
        Assert.Contains(what, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_AMillionEqualNames_IsRefusedInAShortSentence()
    {
        string text =
            "index\tname\n" + string.Concat(Enumerable.Range(1, 1000).Select(i => $"{i}\t{new string('x', 99)}\n"));

        var error = Assert.Throws<InvalidDataException>(() => LabelTable.Read(_folder.Write("l.tsv", text)));

        Assert.Contains("(lines 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, …)", error.Message, StringComparison.Ordinal);
        Assert.InRange(error.Message.Length, 100, 500);
    }

    [Fact]
    public void Read_MoreLinesThanAnAtlasHas_IsRefusedBeforeTheRegionsAreMade()
    {
        string path = _folder.Write("l.txt", new string('1', 2_000_002).Replace("11", "1\n"));
        long before = GC.GetAllocatedBytesForCurrentThread();

        var error = Assert.Throws<InvalidDataException>(() => LabelTable.Read(path));

        Assert.Contains("may have 1,000,000 lines", error.Message, StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 50_000_000);
    }

    [Fact]
    public void Write_ReadBack_GivesTheSameRegions()
    {
        Region[] regions = [new(3, "12") { Network = "visual", Centre = new WorldPoint(0.1, -2, 3) }, new(1, "b c")];

        LabelTable.Write(_folder.File("l.tsv"), regions);

        Assert.Equal(regions, LabelTable.Read(_folder.File("l.tsv")));
    }
}
