using Gyrus.Imaging;

namespace Gyrus.Tests.Imaging;

public sealed class VoxelsAtlasTests
{
    private static readonly Grid Grid = Phantom.Grid((9, 8, 7), 3, 0);

    [Fact]
    public void Extract_AllVoxels_AreThoseOfTheImageInCOrder()
    {
        VolumeSeries image = Phantom.Noise(Grid, 3, 1, mean: 5);
        Volume mask = Every(3);

        ExtractedSignals found = new RegionExtractor().Extract(image, VoxelsAtlas.Create("mask", mask));

        (int I, int J, int K)[] order =
        [
            .. from i in Enumerable.Range(0, Grid.I)
            from j in Enumerable.Range(0, Grid.J)
            from k in Enumerable.Range(0, Grid.K)
            where mask[i, j, k] != 0
            select (i, j, k),
        ];
        Assert.Equal(order.Select(p => $"{p.I},{p.J},{p.K}"), found.Signals.Regions.Select(r => r.Name));
        for (int n = 0; n < order.Length; n++)
        {
            (int i, int j, int k) = order[n];
            Assert.Equal(image[2][i + (Grid.I * (j + (Grid.J * k)))], found.Signals.Values[2, n]);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Extract_SmoothedOrResampled_IsTheSmoothedOrResampledImage(bool resampled)
    {
        VolumeSeries image = Phantom.Noise(resampled ? Phantom.Grid((10, 9, 9), 2.9, 0.3) : Grid, 3, 1, mean: 5);
        Volume mask = Every(4);
        var extractor = new RegionExtractor { Target = ResamplingTarget.Atlas, Smoothing = Smoothing.Gaussian(5) };

        Matrix found = extractor.Extract(image, VoxelsAtlas.Create("mask", mask)).Signals.Values;

        VolumeSeries moved = resampled ? new Resampler { Clip = true }.Resample(image, Grid) : image;
        VolumeSeries smooth = extractor.Smoothing.Apply(moved);
        bool[] inside = ResamplingMap.Create(image.Grid, Grid, Interpolation.Nearest).Inside();
        int[] voxels =
        [
            .. from i in Enumerable.Range(0, Grid.I)
            from j in Enumerable.Range(0, Grid.J)
            from k in Enumerable.Range(0, Grid.K)
            let v = i + (Grid.I * (j + (Grid.J * k)))
            where mask.Values[v] != 0 && inside[v]
            select v,
        ];
        Assert.Equal(voxels.Length, found.Columns);
        for (int n = 0; n < voxels.Length; n++)
        {
            Assert.Equal(smooth[1][voxels[n]], found[1, n], 1e-10);
        }
    }

    [Fact]
    public void Extract_OfAnotherGrid_SaysWhatToDo()
    {
        VolumeSeries image = Phantom.Noise(Phantom.Grid((6, 6, 6), 4, 0), 3, 1);

        string message = Assert
            .Throws<ArgumentException>(() => new RegionExtractor().Extract(image, VoxelsAtlas.Create("mask", Every(3))))
            .Message;

        Assert.Contains("Resample the image to the mask (target Atlas)", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Extract_MoreThanTheBytesAllowed_IsRefusedBeforeAnythingIsRead()
    {
        var image = new Unreadable(Grid, 1000);
        var atlas = VoxelsAtlas.Create("mask", Every(1));
        var extractor = new RegionExtractor { MostSignalBytes = 4_000_000 };

        string message = Assert.Throws<ArgumentException>(() => extractor.Extract(image, atlas)).Message;

        Assert.Contains(
            "1000 volumes × 504 regions take 4032000 bytes (0.0 GB), more than the 4000000",
            message,
            StringComparison.Ordinal
        );
        Assert.Equal(4_032_000, extractor.Prepare(atlas, Grid).SignalBytes(1000));
    }

    [Fact]
    public void Create_OfAnEmptyMask_SaysSo() =>
        Assert.Contains(
            "the mask is 0 everywhere",
            Assert
                .Throws<ArgumentException>(() => VoxelsAtlas.Create("mask", new Volume(Grid, new double[Grid.Voxels])))
                .Message,
            StringComparison.Ordinal
        );

    private static Volume Every(int step) =>
        new(Grid, [.. Enumerable.Range(0, Grid.Voxels).Select(v => v % step == 0 ? 1.0 : 0)]);

    private sealed class Unreadable(Grid grid, int count) : IVolumeSeries
    {
        public string Name => "long";

        public Grid Grid => grid;

        public int Count => count;

        public double? RepetitionTimeSeconds => null;

        public IVolumeReader Open() => throw new InvalidOperationException("Nothing may be read.");
    }
}
