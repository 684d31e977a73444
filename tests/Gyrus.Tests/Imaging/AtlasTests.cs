using Gyrus.Imaging;
using Gyrus.Signals;

namespace Gyrus.Tests.Imaging;

public sealed class AtlasTests
{
    private static readonly Grid Grid = Phantom.Grid((5, 4, 3), 2, 0);

    [Fact]
    public void Labels_WithAnIncompleteTable_ReportBothSidesByName()
    {
        Region[] table = [new(200, "far"), new(7, "seven"), new(9, "absent"), new(0, "Background")];

        LabelsAtlas atlas = LabelsAtlas.Create("a.nii", Image((3, 200), (4, 7), (5, -2)), table);

        Assert.Equal([(-2, "label -2"), (7, "seven"), (200, "far")], atlas.Regions.Select(r => (r.Label, r.Name)));
        Assert.Equal(2, atlas.Warnings.Count);
        Assert.Contains("'label -2'", atlas.Warnings[0]);
        Assert.Contains(
            "1 of 3 regions of the table have no voxel in the image and are left out: 'absent'",
            atlas.Warnings[1]
        );
    }

    [Fact]
    public void Labels_WithTwoRegionsOfOneName_Throws()
    {
        Region[] table = [new(1, "insula"), new(2, "insula")];

        var error = Assert.Throws<ArgumentException>(() => LabelsAtlas.Create("a.nii", Image((0, 1), (1, 2)), table));

        Assert.Contains("1 and 2 are both named 'insula'", error.Message);
    }

    [Fact]
    public void Labels_WithALabelTwice_Throws() =>
        Assert.Throws<ArgumentException>(() =>
            LabelsAtlas.Create("a.nii", Image((0, 1)), [new Region(1, "a"), new Region(1, "b")])
        );

    [Fact]
    public void Labels_WithAFraction_SayWhere()
    {
        var error = Assert.Throws<ArgumentException>(() => LabelsAtlas.Create("a.nii", Image((26, 1.5))));

        Assert.Contains("voxel (1, 1, 1) holds 1.5", error.Message);
    }

    [Fact]
    public void Labels_OfNothingButBackground_Throws() =>
        Assert.Throws<ArgumentException>(() => LabelsAtlas.Create("a.nii", Image((0, double.NaN))));

    [Fact]
    public void Labels_WithAnotherBackground_MakeZeroARegionAndStayThatBeyondTheAtlas()
    {
        LabelsAtlas atlas = LabelsAtlas.Create("a.nii", Image((0, 12)), background: 12);
        Grid larger = Phantom.Grid((9, 8, 7), 2, 0);

        SparseRows rows = ((IAtlas)atlas).On(larger);

        Assert.Equal(0, Assert.Single(atlas.Regions).Label);
        Assert.Equal(Grid.Voxels - 1, rows.NonZeros);
    }

    [Fact]
    public void Centre_OfARegion_IsTheMeanPlaceOfItsVoxels()
    {
        LabelsAtlas atlas = LabelsAtlas.Create("a.nii", Image((0, 1), (1, 1)));

        Assert.Equal(new WorldPoint(-3, -3, -2), atlas.Regions[0].Centre);
    }

    [Fact]
    public void Maps_WithAnEmptyOne_NameIt()
    {
        double[] full = Phantom.Noise(Grid, 1, 1)[0].ToArray();
        var maps = new VolumeSeries("m.nii", Grid, [full, new double[Grid.Voxels]]);

        MapsAtlas atlas = MapsAtlas.Read(maps, [new Region(1, "a"), new Region(2, "hollow")]);
        ExtractedSignals signals = new RegionExtractor().Extract(Phantom.Noise(Grid, 3, 2), atlas);

        Assert.Contains("'hollow'", Assert.Single(atlas.Warnings));
        Assert.Equal("a", Assert.Single(signals.Signals.Regions).Name);
    }

    [Fact]
    public void Maps_WithNaN_TakeItAsZeroAndSaySo()
    {
        double[] map = Phantom.Noise(Grid, 1, 1)[0].ToArray();
        map[7] = double.NaN;

        MapsAtlas atlas = MapsAtlas.Read(new VolumeSeries("m.nii", Grid, [map]));

        Assert.Contains("'map 1'", Assert.Single(atlas.Warnings));
        Assert.Equal(Grid.Voxels - 1, ((IAtlas)atlas).On(Grid).NonZeros);
    }

    [Fact]
    public void Maps_WithAnotherNumberOfRegions_Throws()
    {
        VolumeSeries maps = Phantom.Noise(Grid, 3, 1);

        Assert.Contains(
            "(3), but the table has 1",
            Assert.Throws<ArgumentException>(() => MapsAtlas.Read(maps, [new Region(1, "a")])).Message
        );
        Assert.Throws<ArgumentException>(() => MapsAtlas.Read(maps, [new(1, "a"), new(2, "b"), new(3, "a")]));
        Assert.Throws<ArgumentException>(() => MapsAtlas.Read(new VolumeSeries("m", Grid, [new double[Grid.Voxels]])));
    }

    private static Volume Image(params (int Voxel, double Label)[] labels)
    {
        double[] values = new double[Grid.Voxels];
        foreach ((int voxel, double label) in labels)
        {
            values[voxel] = label;
        }

        return new Volume(Grid, values);
    }
}
