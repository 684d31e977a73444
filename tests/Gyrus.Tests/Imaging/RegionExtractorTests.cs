using Gyrus.Imaging;
using Gyrus.Signals;

namespace Gyrus.Tests.Imaging;

public sealed class RegionExtractorTests
{
    private static readonly Grid Data = Phantom.Grid((12, 11, 10), 3, 0);
    private static readonly Grid Coarse = Phantom.Grid((8, 8, 7), 4, 0.2);

    [Fact]
    public void Extract_WhenAtlasAndImageAreApart_SaysWhereBothAre()
    {
        IAtlas atlas = Phantom.Labels(Phantom.Grid((8, 8, 7), 4, 0, shift: 500), 3);
        foreach (ResamplingTarget target in (ResamplingTarget[])[ResamplingTarget.Data, ResamplingTarget.Atlas])
        {
            var extractor = new RegionExtractor { Target = target };

            var error = Assert.Throws<ArgumentException>(() => extractor.Extract(Phantom.Noise(Data, 2, 1), atlas));

            Assert.Contains("x -16.5 … 16.5", error.Message);
            Assert.Contains("x 486 … 514", error.Message);
        }
    }

    [Fact]
    public void Extract_WithoutResamplingOnOtherGrids_NamesBothGrids()
    {
        var extractor = new RegionExtractor { Target = ResamplingTarget.None };

        var error = Assert.Throws<ArgumentException>(() =>
            extractor.Extract(Phantom.Noise(Data, 2, 1), Phantom.Labels(Coarse, 3))
        );

        Assert.Contains("12 × 11 × 10 voxels of 3 × 3 × 3 mm", error.Message);
        Assert.Contains("8 × 8 × 7 voxels of 4 × 4 × 4 mm", error.Message);
    }

    [Fact]
    public void Extract_WhenARegionHasNoVoxelInTheMask_DropsItByNameAndShiftsNoColumn()
    {
        LabelsAtlas atlas = TwoHalvesAndACorner();
        var mask = new Volume(Data, [.. Enumerable.Range(0, Data.Voxels).Select(v => v % Data.I > 2 ? 1.0 : 0.0)]);
        VolumeSeries image = Phantom.Noise(Data, 3, 1);

        ExtractedSignals all = new RegionExtractor().Extract(image, atlas);
        ExtractedSignals masked = new RegionExtractor { Mask = mask }.Extract(image, atlas);

        Assert.Equal(["corner", "left", "right"], all.Signals.Regions.Select(r => r.Name));
        Assert.Equal(["left", "right"], masked.Signals.Regions.Select(r => r.Name));
        Assert.Equal(all.Signals.Values.Column(2), masked.Signals.Values.Column(1));
        Assert.Contains("1 of 3 regions have no voxel in the image and mask: 'corner'", Assert.Single(masked.Warnings));
        var strict = new RegionExtractor { Mask = mask, EmptyRegions = EmptyRegions.Fail };
        Assert.Contains("'corner'", Assert.Throws<ArgumentException>(() => strict.Extract(image, atlas)).Message);
    }

    [Fact]
    public void Extract_WhenARegionIsCutByTheEdge_WarnsHowMuchIsInside()
    {
        IAtlas atlas = Phantom.Labels(Phantom.Grid((12, 11, 10), 3, 0, shift: 15), 1);

        ExtractedSignals result = new RegionExtractor().Extract(Phantom.Noise(Data, 2, 1), atlas);

        Assert.Contains("label 1 (", Assert.Single(result.Warnings));
        Assert.Contains("% inside", result.Warnings[0]);
    }

    [Fact]
    public void Extract_OfVoxelsBeyondTheImage_LeavesThemOutOfTheMean()
    {
        IAtlas atlas = Phantom.Labels(Phantom.Grid((12, 11, 10), 3, 0, shift: 6), 1);
        var image = new VolumeSeries("ones", Data, [Enumerable.Repeat(7.0, Data.Voxels).ToArray()]);

        ExtractedSignals result = new RegionExtractor { Target = ResamplingTarget.Atlas }.Extract(image, atlas);

        Assert.Equal(7, result.Signals.Values[0, 0], 1e-12);
    }

    [Fact]
    public void Extract_OfWholeNumbers_KeepsTheFractionOfTheMean()
    {
        LabelsAtlas atlas = TwoHalvesAndACorner();
        double[] counting = [.. Enumerable.Range(0, Data.Voxels).Select(v => (double)(v % 2))];
        var image = new VolumeSeries("whole", Data, [counting]);

        ExtractedSignals result = new RegionExtractor().Extract(image, atlas);

        Assert.Equal(0.5, result.Signals.Values[0, 2], 1e-12);
    }

    [Fact]
    public void Extract_OfAMapOfNegativeWeights_KeepsThem()
    {
        double[] positive = new double[Data.Voxels];
        double[] negative = new double[Data.Voxels];
        (positive[100], negative[101], negative[102]) = (2, -1, -3);
        MapsAtlas atlas = MapsAtlas.Read(new VolumeSeries("maps", Data, [positive, negative]));
        VolumeSeries image = Phantom.Noise(Data, 2, 1);

        Matrix signals = new RegionExtractor().Extract(image, atlas).Signals.Values;

        Assert.Equal(image[1][100] / 2, signals[1, 0], 1e-12);
        Assert.Equal(((-1 * image[1][101]) - (3 * image[1][102])) / 10, signals[1, 1], 1e-12);
    }

    [Fact]
    public void Extract_OfDependentMaps_NamesThem()
    {
        double[] a = Phantom.Noise(Data, 1, 1)[0].ToArray();
        double[] b = Phantom.Noise(Data, 1, 2)[0].ToArray();
        double[] c = Phantom.Noise(Data, 1, 3)[0].ToArray();
        double[] sum = [.. a.Zip(c, (x, y) => (0.5 * x) - y)];
        Region[] regions = [new(1, "A"), new(2, "B"), new(3, "C"), new(4, "mixture")];
        MapsAtlas atlas = MapsAtlas.Read(new VolumeSeries("maps", Data, [a, b, c, sum]), regions);

        var error = Assert.Throws<ArgumentException>(() => new RegionExtractor().Prepare(atlas, Data));

        Assert.Contains("'mixture' is a combination of 'A', 'C' on this grid", error.Message);
    }

    [Theory]
    [InlineData(1e-3, true)]
    [InlineData(0.5, false)]
    public void Extract_OfNearlyDependentMaps_WarnsOfThem(double difference, bool warns)
    {
        double[] a = Phantom.Noise(Data, 1, 1)[0].ToArray();
        double[] b = Phantom.Noise(Data, 1, 2)[0].ToArray();
        double[] c = Phantom.Noise(Data, 1, 3)[0].ToArray();
        double[] near = [.. a.Zip(c, (x, y) => x + (difference * y))];
        Region[] regions = [new(1, "A"), new(2, "B"), new(3, "near A")];

        ExtractionPlan plan = new RegionExtractor().Prepare(
            MapsAtlas.Read(new VolumeSeries("maps", Data, [a, b, near]), regions),
            Data
        );

        Assert.Equal(warns, plan.Warnings.Any(w => w.Contains("'A', 'near A'", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(ResamplingTarget.Data, RegionStatistic.Mean)]
    [InlineData(ResamplingTarget.Atlas, RegionStatistic.Mean)]
    [InlineData(ResamplingTarget.Atlas, RegionStatistic.Median)]
    public void Extract_WhenVoxelsAreNotFinite_EqualsTheSteps(ResamplingTarget target, RegionStatistic statistic)
    {
        IAtlas atlas = Phantom.Labels(Coarse, 3);
        VolumeSeries image = Phantom.Noise(Data, 9, 4, mean: 20);
        double[][] holes = [.. Enumerable.Range(0, 9).Select(t => image[t].ToArray())];
        for (int t = 2; t < 5; t++)
        {
            holes[t][(Data.I * Data.J * 5) + 66 + t] = t == 3 ? double.PositiveInfinity : double.NaN;
        }

        image = new VolumeSeries("holes", Data, holes);
        var extractor = new RegionExtractor
        {
            Target = target,
            Statistic = statistic,
            Clip = false,
        };

        Matrix result = extractor.Extract(image, atlas).Signals.Values;

        Assert.All(result.AsSpan().ToArray(), v => Assert.True(double.IsFinite(v)));
        NumericAssert.Close(
            statistic == RegionStatistic.Mean
                ? ExtractionIsLinearTests.Steps(extractor, image, atlas).AsSpan()
                : Medians(new Resampler().Resample(image, Coarse), atlas),
            result.AsSpan(),
            1e-10
        );
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(35)]
    public void Extract_OfAnyNumberOfVolumes_EqualsTheSteps(int volumes)
    {
        IAtlas atlas = Phantom.Maps(Coarse, 5, seed: 8);
        VolumeSeries image = Phantom.Noise(Data, volumes, 4, mean: 20);
        var extractor = new RegionExtractor { Target = ResamplingTarget.Atlas, Clip = false };

        Matrix result = extractor.Extract(image, atlas).Signals.Values;

        NumericAssert.Close(ExtractionIsLinearTests.Steps(extractor, image, atlas).AsSpan(), result.AsSpan(), 1e-10);
    }

    [Fact]
    public void Extract_ClippingARangeThatKeepsWidening_EqualsTheSteps()
    {
        VolumeSeries noise = Phantom.Noise(Data, 50, 4);
        var image = new VolumeSeries(
            "widening",
            Data,
            Enumerable
                .Range(0, 50)
                .Select(t => noise[t].ToArray().Select(v => Math.Sign(v) * (1 + (0.1 * t))).ToArray())
        );
        IAtlas maps = Phantom.Maps(Coarse, 5, seed: 8);
        IAtlas labels = Phantom.Labels(Coarse, 3);
        var clipping = new RegionExtractor { Target = ResamplingTarget.Atlas };
        Matrix free = (clipping with { Clip = false }).Extract(image, maps).Signals.Values;

        Matrix clipped = clipping.Extract(image, maps).Signals.Values;
        Matrix medians = (clipping with { Statistic = RegionStatistic.Median }).Extract(image, labels).Signals.Values;
        RegionExtractor smoothing = clipping with { Smoothing = Smoothing.Gaussian(5) };
        Matrix smoothed = smoothing.Extract(image, maps).Signals.Values;

        Assert.Contains(
            free.AsSpan().ToArray().Zip(clipped.AsSpan().ToArray()),
            p => Math.Abs(p.First - p.Second) > 1e-3
        );
        NumericAssert.Close(ExtractionIsLinearTests.Steps(clipping, image, maps).AsSpan(), clipped.AsSpan(), 1e-10);
        NumericAssert.Close(ExtractionIsLinearTests.Steps(smoothing, image, maps).AsSpan(), smoothed.AsSpan(), 1e-10);
        NumericAssert.Close(
            Medians(new Resampler { Clip = true }.Resample(image, Coarse), labels),
            medians.AsSpan(),
            1e-10
        );
    }

    [Fact]
    public void Extract_FromAnImageThatEndsEarly_SaysWhere()
    {
        var image = new EndsEarly(Phantom.Noise(Data, 20, 1), promised: 24);

        var error = Assert.Throws<InvalidDataException>(() =>
            new RegionExtractor().Extract(image, TwoHalvesAndACorner())
        );

        Assert.Contains("promised 24 volumes, but has 20", error.Message);
    }

    [Fact]
    public void Extract_WhenCancelled_Stops()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        var run = new ExtractionRun { CancellationToken = source.Token };

        Assert.ThrowsAny<OperationCanceledException>(() =>
            new RegionExtractor().Extract(Phantom.Noise(Data, 20, 1), TwoHalvesAndACorner(), run)
        );
    }

    [Fact]
    public void Extract_WithAPlanForAnotherGrid_Throws()
    {
        ExtractionPlan plan = new RegionExtractor().Prepare(TwoHalvesAndACorner(), Data);

        Assert.Contains(
            "8 × 8 × 7",
            Assert.Throws<ArgumentException>(() => plan.Extract(Phantom.Noise(Coarse, 1, 1))).Message
        );
    }

    [Fact]
    public void Prepare_WithAnEmptyMaskOrNone_Throws()
    {
        IAtlas atlas = TwoHalvesAndACorner();
        var empty = new Volume(Data, new double[Data.Voxels]);

        Assert.Throws<ArgumentException>(() => new RegionExtractor { Mask = empty }.Prepare(atlas, Data));
        Assert.Throws<ArgumentException>(() =>
            new RegionExtractor { Target = ResamplingTarget.Mask }.Prepare(atlas, Data)
        );
    }

    [Fact]
    public void Extract_OnTheGridOfTheMask_EqualsResamplingFirst()
    {
        IAtlas atlas = Phantom.Maps(Data, 4, seed: 3);
        Grid grid = Phantom.Grid((10, 9, 8), 3.3, 0.1);
        var mask = new Volume(grid, [.. Enumerable.Repeat(1.0, grid.Voxels)]);
        VolumeSeries image = Phantom.Noise(Phantom.Grid((14, 14, 14), 3, 0), 3, 1);

        Matrix direct = new RegionExtractor { Target = ResamplingTarget.Mask, Mask = mask }
            .Extract(image, atlas)
            .Signals.Values;

        VolumeSeries moved = new Resampler { Clip = true }.Resample(image, grid);
        Matrix first = new RegionExtractor().Extract(moved, atlas).Signals.Values;
        NumericAssert.Close(first.AsSpan(), direct.AsSpan(), 1e-10);
    }

    private static double[] Medians(VolumeSeries moved, IAtlas atlas)
    {
        SparseRows rows = atlas.On(moved.Grid);
        var values = new List<double>();
        for (int r = 0; r < rows.Count; r++)
        {
            for (int t = 0; t < moved.Count; t++)
            {
                double[] sorted =
                [
                    .. rows.Voxels(r).ToArray().Select(v => double.IsNaN(moved[t][v]) ? 0 : moved[t][v]).Order(),
                ];
                values.Add((sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2);
            }
        }

        return [.. values];
    }

    private static LabelsAtlas TwoHalvesAndACorner()
    {
        double[] labels = [.. Enumerable.Range(0, Data.Voxels).Select(v => v % Data.I < 6 ? 20.0 : 30.0)];
        (labels[0], labels[1]) = (10, 10);
        Region[] table = [new(30, "right"), new(10, "corner"), new(20, "left")];
        return LabelsAtlas.Create("halves", new Volume(Data, labels), table);
    }

    private sealed class EndsEarly(VolumeSeries series, int promised) : IVolumeSeries
    {
        public string Name => "short";

        public Grid Grid => series.Grid;

        public int Count => promised;

        public double? RepetitionTimeSeconds => null;

        public IVolumeReader Open() => series.Open();
    }
}
