using Gyrus.Imaging;
using Gyrus.Signals;

namespace Gyrus.Tests.Imaging;

/// <summary>From signals back to images.</summary>
public sealed class SignalVolumesTests
{
    private static readonly Grid Grid = Phantom.Grid((11, 12, 10), 3, 0);

    [SharedFact]
    public void Of_GoldenMaps_MatchesTheReference()
    {
        MapsAtlas maps = MapsAtlas.Read(SharedImage.Open("golden", "nilearn", "maskers", "in_maps.nii.gz"));
        Matrix signals = GoldenMatrix.Load("nilearn", "maskers", "out_maps_target_maps.npy");
        var three = Matrix.Create(3, signals.Columns, (t, r) => signals[t, r]);

        SignalVolumes volumes = SignalVolumes.Of(new RegionSignals("golden", three, maps.Regions), maps);

        Assert.Empty(volumes.Warnings);
        NumericAssert.Close(
            Npy.Golden("nilearn", "maskers", "out_maps_inverse_transform.npy").Values,
            VolumeSeries.Load(volumes).COrder(),
            1e-7
        );
    }

    [Fact]
    public void Of_MapsExtractedAgain_GivesTheSignals()
    {
        MapsAtlas maps = Phantom.Maps(Grid, 6, seed: 4);
        RegionSignals signals = Signals(maps, 5);

        SignalVolumes volumes = SignalVolumes.Of(signals, maps);

        Matrix again = new RegionExtractor { Target = ResamplingTarget.None }
            .Extract(volumes, maps)
            .Signals.Values;
        NumericAssert.Close(signals.Values.AsSpan(), again.AsSpan(), 1e-10);
    }

    [Fact]
    public void Of_Labels_GivesEachVoxelTheSignalOfItsLabel_AndZeroOutside()
    {
        LabelsAtlas labels = Phantom.Labels(Grid, 4);
        RegionSignals signals = Signals(labels, 3);

        VolumeSeries volumes = VolumeSeries.Load(SignalVolumes.Of(signals, labels));

        SparseRows rows = ((IAtlas)labels).On(Grid);
        double[] expected = new double[Grid.Voxels];
        for (int r = 0; r < rows.Count; r++)
        {
            foreach (int v in rows.Voxels(r))
            {
                expected[v] = signals.Values[2, r];
            }
        }

        Assert.Equal(expected, volumes[2].ToArray());
        Assert.Contains(0, expected);
    }

    [Fact]
    public void Of_OverlappingSpheres_GivesTheMeanWhereTheyMeet()
    {
        var spheres = SpheresAtlas.Create("seeds", [Seed("a", 0), Seed("b", 3)], 4);
        var signals = new RegionSignals("s", Matrix.FromRowMajor(1, 2, [1, 5]), spheres.Regions);

        VolumeSeries volumes = VolumeSeries.Load(SignalVolumes.Of(signals, spheres, Grid));

        Assert.Equal([0, 1, 3, 5], volumes[0].ToArray().Distinct().Order());
    }

    [Fact]
    public void Of_Voxels_GivesTheMaskedImageBack()
    {
        VolumeSeries image = Phantom.Noise(Grid, 4, 3);
        double[] mask = [.. Enumerable.Range(0, Grid.Voxels).Select(v => v % 3 == 0 ? 1.0 : 0)];
        var voxels = VoxelsAtlas.Create("mask", new Volume(Grid, mask));

        RegionSignals signals = new RegionExtractor().Extract(image, voxels).Signals;
        VolumeSeries back = VolumeSeries.Load(SignalVolumes.Of(signals, voxels));

        for (int t = 0; t < image.Count; t++)
        {
            Assert.Equal(image[t].ToArray().Zip(mask, (x, m) => x * m), back[t].ToArray());
        }
    }

    [Fact]
    public void Of_RegionsInAnotherOrderOrOnlySome_AreMatchedByName()
    {
        LabelsAtlas labels = Phantom.Labels(Grid, 3);
        RegionSignals signals = Signals(labels, 2);
        var turned = new RegionSignals(
            "s",
            Matrix.Create(2, 2, (t, j) => signals.Values[t, j == 0 ? 2 : 0]),
            [labels.Regions[2], labels.Regions[0]]
        );

        SignalVolumes some = SignalVolumes.Of(turned, labels);

        double[] whole = VolumeSeries.Load(SignalVolumes.Of(signals, labels))[1].ToArray();
        double silent = signals.Values[1, 1];
        Assert.Equal(whole.Select(v => v == silent ? 0 : v), VolumeSeries.Load(some)[1].ToArray());
        Assert.Contains("'label 2'", Assert.Single(some.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_RegionsThatAreOnlyNumbered_AreMatchedByPosition_AndOthersRefused()
    {
        LabelsAtlas labels = Phantom.Labels(Grid, 3);
        Matrix values = Signals(labels, 2).Values;
        Region[] numbered = [.. Enumerable.Range(1, 3).Select(n => new Region(n, $"region-{n}"))];
        Region[] strange = [.. Enumerable.Range(1, 3).Select(n => new Region(n, $"area {n}"))];

        Assert.Empty(SignalVolumes.Of(new RegionSignals("s", values, numbered), labels).Warnings);
        string message = Assert
            .Throws<ArgumentException>(() => SignalVolumes.Of(new RegionSignals("s", values, strange), labels))
            .Message;

        Assert.Contains("3 of 3 signals belong to no region of labels: 'area 1'", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_WithAMaskAndAnotherGrid_StaysInsideTheMask()
    {
        Grid other = Phantom.Grid((8, 8, 8), 4, 0.2);
        LabelsAtlas labels = Phantom.Labels(Grid, 3);
        double[] half = [.. Enumerable.Range(0, other.Voxels).Select(v => v % 8 < 4 ? 1.0 : 0)];

        VolumeSeries volumes = VolumeSeries.Load(
            SignalVolumes.Of(Signals(labels, 1), labels, other, new Volume(other, half))
        );

        Assert.All(Enumerable.Range(0, other.Voxels).Where(v => half[v] == 0), v => Assert.Equal(0, volumes[0][v]));
        Assert.Contains(volumes[0].ToArray(), v => v != 0);
    }

    [Fact]
    public void Of_SeedsWithoutAGrid_SaysSo()
    {
        var spheres = SpheresAtlas.Create("seeds", [Seed("a", 0)], 4);
        var signals = new RegionSignals("s", Matrix.FromRowMajor(1, 1, [1]), spheres.Regions);

        Assert.Contains(
            "seeds have no grid of their own",
            Assert.Throws<ArgumentException>(() => SignalVolumes.Of(signals, spheres)).Message,
            StringComparison.Ordinal
        );
    }

    private static Region Seed(string name, double x) => new(1, name) { Centre = new WorldPoint(x, 0, 0) };

    private static RegionSignals Signals(IAtlas atlas, int samples)
    {
        var rng = new Rng(9);
        return new RegionSignals(
            "s",
            Matrix.Create(samples, atlas.Regions.Count, (_, _) => rng.NextNormal()),
            atlas.Regions
        );
    }
}
