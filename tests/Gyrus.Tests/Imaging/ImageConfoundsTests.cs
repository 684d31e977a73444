using Gyrus.Imaging;
using Gyrus.Signals;

namespace Gyrus.Tests.Imaging;

public sealed class ImageConfoundsTests
{
    private static readonly Grid Grid = Phantom.Grid((9, 8, 7), 3, 0);

    [Theory]
    [InlineData(true, false, 0)]
    [InlineData(true, true, 0)]
    [InlineData(false, true, 0)]
    [InlineData(true, true, 1e6)]
    public void HighVariance_OfAnImage_EqualsThatOfItsMatrix(bool detrend, bool narrow, double mean)
    {
        VolumeSeries image = Image(narrow, mean);
        var options = new HighVarianceConfounds { Detrend = detrend, Count = 3 };
        Matrix voxels = Matrix.Create(image.Count, Grid.Voxels, (t, v) => image[t][v]);

        Confounds result = ImageConfounds.HighVariance(image, options);

        NumericAssert.Close(options.Of(voxels).Values.AsSpan(), result.Values.AsSpan(), 1e-9);
    }

    [Fact]
    public void HighVariance_OfAnImageLargerThanTheBudget_IsTheSame()
    {
        VolumeSeries image = Image(narrow: true, mean: 50);
        IAtlas atlas = Phantom.Labels(Grid, 2);
        var extractor = new RegionExtractor { HighVariance = new HighVarianceConfounds { Count = 3 } };

        Matrix kept = extractor.Extract(image, atlas).HighVariance!.Values;
        Matrix twice = (extractor with { HighVarianceMemoryBytes = 10_000 }).Extract(image, atlas).HighVariance!.Values;

        Assert.Equal(kept.AsSpan(), twice.AsSpan());
        Assert.Equal(ImageConfounds.HighVariance(image, extractor.HighVariance).Values.AsSpan(), kept.AsSpan());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void HighVariance_WithRoomForSomeOfTheVoxels_IsReadOnceAndTheSame(bool narrow)
    {
        var image = new Counted(Image(narrow, mean: 50));
        var options = new HighVarianceConfounds { Count = 3 };
        long whole = 8L * image.Count * Grid.Voxels;

        Matrix kept = Scan(image, options, whole);
        Matrix pruned = Scan(image, options, whole / (narrow ? 8 : 4));
        int reads = image.Passes;
        Matrix twice = Scan(image, options, 0);

        Assert.Equal(2, reads);
        Assert.Equal(4, image.Passes);
        Assert.Equal(kept.AsSpan(), pruned.AsSpan());
        Assert.Equal(kept.AsSpan(), twice.AsSpan());
    }

    [Fact]
    public void HighVariance_WhenTheVoxelsThatVaryMostDoSoAtTheEnd_ReadsAgain()
    {
        VolumeSeries noise = Phantom.Noise(Grid, 30, 7);
        var image = new Counted(
            new VolumeSeries(
                "late",
                Grid,
                Enumerable
                    .Range(0, 30)
                    .Select(t =>
                        Enumerable
                            .Range(0, Grid.Voxels)
                            .Select(v => (double)(float)(v % 40 == 0 ? (t < 20 ? 0 : 20 * noise[t][v]) : noise[t][v]))
                            .ToArray()
                    )
            )
        );
        var options = new HighVarianceConfounds { Count = 3 };

        Matrix pruned = Scan(image, options, 4L * 30 * Grid.Voxels / 2);
        int reads = image.Passes;

        Assert.Equal(2, reads);
        Assert.Equal(Scan(image, options, 1 << 30).AsSpan(), pruned.AsSpan());
    }

    private static Matrix Scan(IVolumeSeries image, HighVarianceConfounds options, long bytes)
    {
        var scan = new VarianceScan(options, image, bytes);
        VolumeBlocks.ForEach(image, "", new ExtractionRun(), scan.Add);
        return scan.Finish(new ExtractionRun()).Values;
    }

    private sealed class Counted(VolumeSeries series) : IVolumeSeries
    {
        public int Passes { get; private set; }

        public string Name => series.Name;

        public Grid Grid => series.Grid;

        public int Count => series.Count;

        public double? RepetitionTimeSeconds => series.RepetitionTimeSeconds;

        public IVolumeReader Open()
        {
            Passes++;
            return series.Open();
        }
    }

    [Fact]
    public void HighVariance_WhenAVoxelIsNotFinite_PassesItOver()
    {
        VolumeSeries image = Image(narrow: false, mean: 5);
        double[][] holes = [.. Enumerable.Range(0, image.Count).Select(t => image[t].ToArray())];
        (holes[0][3], holes[9][40]) = (double.NaN, double.PositiveInfinity);
        int[] others = [.. Enumerable.Range(0, Grid.Voxels).Where(v => v is not (3 or 40))];
        Matrix voxels = Matrix.Create(image.Count, others.Length, (t, j) => image[t][others[j]]);

        Confounds result = ImageConfounds.HighVariance(
            new VolumeSeries("holes", Grid, holes),
            new HighVarianceConfounds()
        );

        NumericAssert.Close(new HighVarianceConfounds().Of(voxels).Values.AsSpan(), result.Values.AsSpan(), 1e-9);
    }

    [Fact]
    public void Accumulate_AtAnyLength_EqualsTheSums()
    {
        var rng = new Rng(3);
        for (int voxels = 0; voxels < 68; voxels++)
        {
            double[] volumes = new double[5 * voxels];
            double[] first = new double[voxels];
            double[] weights = new double[5];
            rng.FillNormal(volumes);
            rng.FillNormal(first);
            rng.FillNormal(weights);
            (double[] Sum, double[] Squares, double[] Slope) sums = (
                new double[voxels],
                new double[voxels],
                new double[voxels]
            );

            VarianceKernel.Accumulate(volumes, weights, first, sums);

            for (int v = 0; v < voxels; v++)
            {
                double[] d = [.. Enumerable.Range(0, 5).Select(t => volumes[(t * voxels) + v] - first[v])];
                Assert.Equal(d.Sum(), sums.Sum[v], 1e-13);
                Assert.Equal(d.Sum(x => x * x), sums.Squares[v], 1e-13);
                Assert.Equal(d.Zip(weights, (x, w) => x * w).Sum(), sums.Slope[v], 1e-13);
            }
        }
    }

    [Fact]
    public void TryNarrow_AtAnyLengthAndPlace_SeesTheValueThatWouldChange()
    {
        for (int length = 0; length < 68; length++)
        {
            double[] values =
            [
                .. Enumerable.Range(0, length).Select(n => n == 3 ? double.NaN : (double)(float)Math.Sin(n)),
            ];
            float[] written = new float[length];
            Assert.True(VarianceKernel.TryNarrow(values, written));
            Assert.Equal(values, written.Select(v => (double)v));
            for (int at = 0; at < length; at++)
            {
                double[] spoilt = (double[])values.Clone();
                spoilt[at] = 0.1;
                Assert.False(VarianceKernel.TryNarrow(spoilt, written));
            }
        }
    }

    private static VolumeSeries Image(bool narrow, double mean)
    {
        VolumeSeries noise = Phantom.Noise(Grid, 30, 7);
        return new VolumeSeries(
            "image",
            Grid,
            Enumerable.Range(0, 30).Select(t => Enumerable.Range(0, Grid.Voxels).Select(v => Value(t, v)).ToArray())
        )
        {
            RepetitionTimeSeconds = 2,
        };

        double Value(int t, int v)
        {
            double shared =
                v % 20 == 0 ? 5 * Math.Sin(0.5 * t)
                : v % 23 == 0 ? 4 * Math.Cos(1.1 * t)
                : v % 29 == 0 ? 3 * Math.Sin(2.3 * t)
                : 0;
            double value = mean + noise[t][v] + (3 * shared) + (0.05 * t);
            return narrow ? (float)value : value;
        }
    }
}
