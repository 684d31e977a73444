using Gyrus.Imaging;
using Gyrus.Signals;

namespace Gyrus.Tests.Imaging;

public sealed class SpheresAtlasTests
{
    private static readonly Grid Straight = Phantom.Grid((11, 12, 10), 3, 0);

    [Theory]
    [InlineData(0, 7.1)]
    [InlineData(0.4, 7.1)]
    [InlineData(0.4, 0.5)]
    [InlineData(0.4, 40)]
    public void On_AnyGrid_HoldsTheVoxelsWithinTheRadiusAndTheNearest(double angle, double radius)
    {
        Grid grid = Phantom.Grid((11, 12, 10), 3, angle);
        Region[] seeds = [Seed("a", 1.2, -3.9, 2.2), Seed("b", -10, 4, 8)];

        SparseRows rows = ((IAtlas)SpheresAtlas.Create("seeds", seeds, radius)).On(grid);

        for (int r = 0; r < seeds.Length; r++)
        {
            double[] distances = [.. Enumerable.Range(0, grid.Voxels).Select(v => Distance(grid, v, seeds[r]))];
            int nearest = Array.IndexOf(distances, distances.Min());
            int[] expected = [.. Enumerable.Range(0, grid.Voxels).Where(v => distances[v] <= radius || v == nearest)];
            Assert.Equal(expected, rows.Voxels(r).ToArray());
            Assert.All(rows.Weights(r).ToArray(), w => Assert.Equal(1, w));
        }
    }

    [Fact]
    public void On_WithoutARadius_IsTheNearestVoxelAlone()
    {
        SparseRows rows = ((IAtlas)SpheresAtlas.Create("seeds", [Seed("a", 1.2, -3.9, 2.2)])).On(Straight);

        int voxel = Assert.Single(rows.Voxels(0).ToArray());
        Assert.Equal(
            Enumerable.Range(0, Straight.Voxels).MinBy(v => Distance(Straight, v, Seed("", 1.2, -3.9, 2.2))),
            voxel
        );
    }

    [Fact]
    public void On_VoxelsAtJustTheRadius_AreInside()
    {
        // 0.1 is no binary number: 3 steps of it are not 0.3 to the last bit.
        var grid = new Grid(9, 9, 9, new Affine([0.1, 0, 0, -0.4, 0, 0.1, 0, -0.4, 0, 0, 0.1, -0.4]));

        SparseRows rows = ((IAtlas)SpheresAtlas.Create("seeds", [Seed("a", 0, 0, 0)], 0.3)).On(grid);

        Assert.Equal(123, rows.Voxels(0).Length);
    }

    [Fact]
    public void On_ASeedWhoseWholeMillimetresEqualAVoxels_DoesNotTakeThatVoxel()
    {
        // Voxel 0 lies at 2.0 and voxel 1 at 2.9: cut to whole millimetres both are 2, as is the seed at 2.95.
        var grid = new Grid(2, 1, 1, new Affine([0.9, 0, 0, 2, 0, 0.9, 0, 0, 0, 0, 0.9, 0]));

        SparseRows rows = ((IAtlas)SpheresAtlas.Create("seeds", [Seed("a", 2.95, 0, 0)], 0.2)).On(grid);

        Assert.Equal([1], rows.Voxels(0).ToArray());
    }

    [Fact]
    public void Extract_OfAnIntegerImage_KeepsTheFractionOfTheMean()
    {
        var image = new VolumeSeries(
            "image",
            Straight,
            [
                [.. Enumerable.Range(0, Straight.Voxels).Select(v => (double)(v % 2))],
            ]
        );

        ExtractedSignals found = new RegionExtractor().Extract(
            image,
            SpheresAtlas.Create("seeds", [Seed("a", 0, 0, 0)], 6)
        );

        Assert.InRange(found.Signals.Values[0, 0], 0.3, 0.7);
    }

    [Fact]
    public void Extract_OverlappingSpheres_AreRefusedByNameOrAllowed()
    {
        VolumeSeries image = Phantom.Noise(Straight, 3, 1);
        var spheres = SpheresAtlas.Create(
            "seeds",
            [Seed("left", 0, 0, 0), Seed("right", 4, 0, 0), Seed("far", 12, 12, 10)],
            5
        );

        string message = Assert.Throws<ArgumentException>(() => new RegionExtractor().Extract(image, spheres)).Message;
        ExtractedSignals allowed = new RegionExtractor { AllowOverlap = true }.Extract(image, spheres);

        Assert.StartsWith(
            "seeds: 1 pair of regions shares voxels: 'left' and 'right' (",
            message,
            StringComparison.Ordinal
        );
        Assert.Equal(3, allowed.Signals.Regions.Count);
    }

    [Fact]
    public void Extract_WhenTheMaskTakesTheSharedVoxels_NothingOverlaps()
    {
        VolumeSeries image = Phantom.Noise(Straight, 3, 1);
        var spheres = SpheresAtlas.Create("seeds", [Seed("left", -3, 0, 0), Seed("right", 3, 0, 0)], 4);
        double[] half =
        [
            .. Enumerable.Range(0, Straight.Voxels).Select(v => Math.Abs((v % Straight.I) - 5) <= 0 ? 0.0 : 1),
        ];

        var extractor = new RegionExtractor();
        Assert.Throws<ArgumentException>(() => extractor.Extract(image, spheres));
        ExtractedSignals masked = (extractor with { Mask = new Volume(Straight, half) }).Extract(image, spheres);

        Assert.Equal(2, masked.Signals.Regions.Count);
    }

    [Fact]
    public void Extract_SeedsOutsideTheImage_FailByNameOrAreDroppedWithAWarning()
    {
        VolumeSeries image = Phantom.Noise(Straight, 3, 1);
        var spheres = SpheresAtlas.Create("seeds", [Seed("in", 0, 0, 0), Seed("out", 90, 0, 7)], 5);

        string message = Assert.Throws<ArgumentException>(() => new RegionExtractor().Extract(image, spheres)).Message;
        ExtractedSignals kept = new RegionExtractor { EmptyRegions = EmptyRegions.Drop }.Extract(image, spheres);

        Assert.Contains(
            "1 of 2 seeds have no voxel in the image: 'out' at (90, 0, 7)",
            message,
            StringComparison.Ordinal
        );
        Assert.Equal("in", Assert.Single(kept.Signals.Regions).Name);
        Assert.Contains(kept.Warnings, w => w.Contains("'out' at (90, 0, 7)", StringComparison.Ordinal));
    }

    [Fact]
    public void Extract_ASphereThatTheEdgeCuts_IsWarnedOf()
    {
        VolumeSeries image = Phantom.Noise(Straight, 3, 1);
        var spheres = SpheresAtlas.Create("seeds", [Seed("in", 0, 0, 0), Seed("edge", 16.4, 0, 0)], 6);

        ExtractedSignals found = new RegionExtractor().Extract(image, spheres);

        string warning = Assert.Single(found.Warnings);
        Assert.Contains("1 of 2 regions are cut off by the edge of the image", warning, StringComparison.Ordinal);
        Assert.Contains("edge (", warning, StringComparison.Ordinal);
    }

    [Fact]
    public void Extract_ToTheGridOfTheAtlas_SaysThatSeedsHaveNone()
    {
        VolumeSeries image = Phantom.Noise(Straight, 3, 1);
        var spheres = SpheresAtlas.Create("seeds", [Seed("in", 0, 0, 0)], 5);

        string message = Assert
            .Throws<ArgumentException>(() =>
                new RegionExtractor { Target = ResamplingTarget.Atlas }.Extract(image, spheres)
            )
            .Message;

        Assert.Contains("seeds have no grid", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Create_OfASeedWithoutAPlaceOrARadiusThatIsNone_SaysSo()
    {
        Assert.Contains(
            "'a' has no finite ones",
            Assert.Throws<ArgumentException>(() => SpheresAtlas.Create("seeds", [new Region(1, "a")])).Message,
            StringComparison.Ordinal
        );
        Assert.Throws<ArgumentOutOfRangeException>(() => SpheresAtlas.Create("seeds", [Seed("a", 0, 0, 0)], 0));
        Assert.Throws<ArgumentException>(() => SpheresAtlas.Create("seeds", []));
    }

    private static Region Seed(string name, double x, double y, double z) =>
        new(1, name) { Centre = new WorldPoint(x, y, z) };

    private static double Distance(Grid grid, int v, Region seed)
    {
        (double x, double y, double z) = grid.Affine.Apply(v % grid.I, v / grid.I % grid.J, v / grid.I / grid.J);
        WorldPoint c = seed.Centre!.Value;
        return Math.Sqrt(Math.Pow(x - c.X, 2) + Math.Pow(y - c.Y, 2) + Math.Pow(z - c.Z, 2));
    }
}
