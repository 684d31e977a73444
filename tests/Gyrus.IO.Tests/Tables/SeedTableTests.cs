using Gyrus.IO.Tables;
using Gyrus.Signals;

namespace Gyrus.IO.Tests.Tables;

public sealed class SeedTableTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SharedFact]
    public void Read_PublishedSeeds()
    {
        IReadOnlyList<Region> power = SeedTable.Read(SharedFolder.Path("data", "atlases", "power_2011.csv"));
        IReadOnlyList<Region> dosenbach = SeedTable.Read(
            SharedFolder.Path("data", "atlases", "dosenbach_2010.csv"),
            new LabelTableOptions { NumbersEqualNames = true }
        );

        Assert.Equal((264, 160), (power.Count, dosenbach.Count));
        Assert.Equal(("region-264", new WorldPoint(29, -5, 54)), (power[^1].Name, power[^1].Centre));
        Assert.Equal(("vmPFC-1", new WorldPoint(6, 64, 3)), (dosenbach[0].Name, dosenbach[0].Centre));
        Assert.Equal("default", dosenbach[0].Network);
    }

    [Theory]
    [InlineData("x\ty\tz\tname\n-3\t1\t-3\tleft\n9.5\t12.2\t8\tright one\n")]
    [InlineData("-3\t1\t-3\tleft\n9.5\t12.2\t8\tright one\n")]
    [InlineData("# mm\n-3 1 -3 left\n9.5 12.2 8 right one\n")]
    [InlineData("index,name,mni_x,mni_y,mni_z\n0,left,-3,1,-3\n1,right one,9.5,12.2,8\n")]
    public void Read_AnyLayout_GivesPointsAndNames(string text)
    {
        IReadOnlyList<Region> seeds = SeedTable.Read(_folder.Write("seeds.txt", text));

        Assert.Equal(["left", "right one"], seeds.Select(s => s.Name));
        Assert.Equal([new WorldPoint(-3, 1, -3), new WorldPoint(9.5, 12.2, 8)], seeds.Select(s => s.Centre!.Value));
    }

    [Fact]
    public void Read_PointsAlone_AreNumbered()
    {
        Assert.Equal(["region-1", "region-2"], Names("x,y,z\n1,2,3\n4,5,6\n"));
        Assert.Equal(["region-1", "region-2"], Names("1,2,3\n4,5,6\n"));
    }

    [Theory]
    [InlineData(
        "name\tx\ty\na\t1\t2\n",
        "expected seeds with the columns x, y and z in mm, but the columns are 'name', 'x', 'y'"
    )]
    [InlineData(
        "x\ty\tz\tname\n1\t2\tn/a\ta\n",
        "seeds.txt:2: expected x, y and z of the seed in mm, but one is missing"
    )]
    [InlineData("1 2 3 a\n1 2 b\n", "seeds.txt:2: expected x, y and z in mm and a name")]
    [InlineData("1 2 3 4\n", "seeds.txt:1: expected x, y, z and a name, but the fourth cell is a number too")]
    [InlineData("1 2 3 a\n4 5 6 a\n", "'a' (lines 1, 2)")]
    public void Read_WhatIsNotSeeds_SaysWhere(string text, string expected)
    {
        string path = _folder.Write("seeds.txt", text);

        string message = Assert.Throws<InvalidDataException>(() => SeedTable.Read(path)).Message;

        Assert.Contains(expected, message, StringComparison.Ordinal);
    }

    private IEnumerable<string> Names(string text) =>
        SeedTable.Read(_folder.Write("seeds.txt", text)).Select(s => s.Name);
}
