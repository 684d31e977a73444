using Gyrus.Imaging;
using Gyrus.Signals;

namespace Gyrus.Tests.Imaging;

public sealed class ImageQualityTests
{
    private static readonly Grid Grid = Phantom.Grid((9, 8, 7), 3, 0);

    /// <summary>Numbers of numpy 1.24 and nibabel 5 in double precision: nipype's ComputeDVARS written down again.</summary>
    [SharedTheory]
    [InlineData("bold4d_haxby_lowres/run001_bold_25mm.nii.gz", "bold4d_haxby_lowres/masks_25mm/brain.nii.gz", 0)]
    [InlineData("bold4d_misc/nibabel_functional_20vol_scaled.nii", null, 1)]
    [InlineData("bold4d_misc/nitime_fmri1_40vol.nii.gz", null, 2)]
    public void Measure_RealImages_MatchesNumpy(string image, string? mask, int row)
    {
        double[] expected = (
            (double[][])
                [
                    [
                        8.307167923379566,
                        21.95734424065163,
                        0.8989019524650094,
                        1.177880313106873,
                        1092.6744186046512,
                        70.85671918721575,
                    ],
                    [
                        15.461393268153419,
                        15.311106936408247,
                        1.0490708310078956,
                        1.0496356834663036,
                        3683.6232306800753,
                        101.23120297980998,
                    ],
                    [
                        351.49221875023244,
                        44.10303553497054,
                        7.978787297430703,
                        1.1694041549440748,
                        627.6484641638225,
                        32.15074609030202,
                    ],
                ]
        )[row];

        VolumeSeries series = SharedImage.Load(["data", .. image.Split('/')]);

        var quality = ImageQuality.Measure(
            series,
            mask is null ? Bright(series) : SharedImage.Load(["data", .. mask.Split('/')]).Volume()
        );

        double[] actual =
        [
            quality.Dvars[1],
            quality.Dvars[^1],
            quality.StandardisedDvars[1],
            quality.StandardisedDvars.Skip(1).Average(),
            quality.GlobalSignal[0],
            quality.MedianTemporalSnr,
        ];
        Assert.All(expected.Zip(actual), pair => NumericAssert.Close(pair.First, pair.Second, 1e-9));
        Assert.True(double.IsNaN(quality.Dvars[0]) && double.IsNaN(quality.StandardisedDvars[0]));
        Assert.Empty(quality.Warnings);
    }

    [Fact]
    public void Measure_MatchesTheDefinitionVoxelByVoxel()
    {
        VolumeSeries image = Noisy(40);
        Volume mask = Half();
        int[] inside = [.. Enumerable.Range(0, Grid.Voxels).Where(v => mask.Values[v] != 0)];

        var quality = ImageQuality.Measure(image, mask);

        double[][] courses = [.. inside.Select(v => Enumerable.Range(0, 40).Select(t => image[t][v]).ToArray())];
        double expected = courses.Average(Expected);
        double[] sorted = [.. courses.SelectMany(c => c).Select(x => (double)(float)x).Order()];
        double median = (sorted[(sorted.Length / 2) - 1] + sorted[sorted.Length / 2]) / 2;
        for (int t = 1; t < 40; t++)
        {
            double raw = Math.Sqrt(courses.Average(c => Math.Pow(c[t] - c[t - 1], 2)));
            NumericAssert.Close(raw / expected, quality.StandardisedDvars[t], 1e-12);
            NumericAssert.Close(1000 * raw / median, quality.Dvars[t], 1e-12);
            NumericAssert.Close(courses.Average(c => c[t]), quality.GlobalSignal[t], 1e-12);
        }

        Assert.Equal(inside.Length, quality.MaskVoxels);
        double[] ratios = [.. courses.Select(c => c.Average() / Deviation(c)).Order()];
        NumericAssert.Close(
            (ratios[(ratios.Length - 1) / 2] + ratios[ratios.Length / 2]) / 2,
            quality.MedianTemporalSnr,
            1e-9
        );
    }

    [Fact]
    public void Measure_WhateverFitsInMemory_GivesTheSameBits()
    {
        VolumeSeries image = Noisy(12);

        ImageQuality whole = Measure(1L << 30);
        ImageQuality parts = Measure(8 * 12 * 256);

        // 256 voxels a pass: the blocks of the sums stay the same.
        Assert.Equal(whole.Dvars, parts.Dvars);
        Assert.Equal(whole.StandardisedDvars, parts.StandardisedDvars);
        Assert.Equal(whole.GlobalSignal, parts.GlobalSignal);

        ImageQuality Measure(long budget) =>
            ImageQuality.Measure(image, All, new TemporalSnr(), new ExtractionRun(), budget);
    }

    [Fact]
    public void Measure_OfIndependentVolumes_HasAStandardisedDvarsOfAboutOne()
    {
        var quality = ImageQuality.Measure(Phantom.Noise(Grid, 200, 3, mean: 100), All);

        Assert.InRange(quality.StandardisedDvars.Skip(1).Average(), 0.97, 1.03);
        Assert.InRange(quality.MedianTemporalSnr, 95, 105);
    }

    [Fact]
    public void Measure_VoxelThatIsNotFinite_DoesNotCountAndIsSaid()
    {
        VolumeSeries image = Noisy(20);
        double[][] hole = [.. Enumerable.Range(0, 20).Select(t => image[t].ToArray())];
        hole[4][5] = double.NaN;

        var quality = ImageQuality.Measure(new VolumeSeries("hole", Grid, hole), All);

        Assert.True(quality.Dvars.Skip(1).All(double.IsFinite));
        Assert.Equal(0, quality.TemporalSnr.Values[5]);
        Assert.Contains("1 of 504 voxels", Assert.Single(quality.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Measure_WhatHasNoAnswer_IsRefused()
    {
        var flat = new VolumeSeries("flat", Grid, Enumerable.Repeat(Enumerable.Repeat(7.0, Grid.Voxels).ToArray(), 9));

        Assert.Contains("no voxel of the mask varies", Refused(flat), StringComparison.Ordinal);
        Assert.Contains("at least 3 volumes", Refused(Phantom.Noise(Grid, 2, 1)), StringComparison.Ordinal);

        static string Refused(VolumeSeries image) =>
            Assert.Throws<ArgumentException>(() => ImageQuality.Measure(image, All)).Message;
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void TemporalSnr_OfALineWithNoise_IsMeanByDeviation(bool detrend)
    {
        const int T = 30;
        double[] course = [.. Enumerable.Range(0, T).Select(t => 1e5 + (3.0 * t) + (t % 2))];
        var image = new VolumeSeries("line", Grid, course.Select(x => Enumerable.Repeat(x, Grid.Voxels).ToArray()));
        double[] ramp = [.. Enumerable.Range(0, T).Select(t => t - ((T - 1) / 2.0))];
        double slope = ramp.Zip(course).Sum(p => p.First * p.Second) / ramp.Sum(r => r * r);
        double[] rest = [.. course.Select((x, t) => x - (slope * ramp[t]))];

        Volume ratio = new TemporalSnr { Detrend = detrend }.Of(image);

        double expected = course.Average() / Deviation(detrend ? rest : course);
        NumericAssert.Close(expected, ratio.Values[17], 1e-9);
        var signals = new RegionSignals("line", Matrix.FromColumnMajor(T, 1, course), [new Region(1, "a")]);
        NumericAssert.Close(expected, new TemporalSnr { Detrend = detrend }.Of(signals)[0], 1e-9);
    }

    [Fact]
    public void TemporalSnr_OfAConstantVoxel_IsZero()
    {
        var flat = new VolumeSeries("flat", Grid, Enumerable.Repeat(Enumerable.Repeat(0.1, Grid.Voxels).ToArray(), 9));

        Assert.Equal(0, new TemporalSnr().Of(flat).Values[0]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(1001)]
    [InlineData(1000)]
    public void FloatMedian_IsThatOfTheSortedNumbers(int count)
    {
        var rng = new Rng(9);
        double[] values = [.. Enumerable.Range(0, count).Select(_ => (double)(float)(rng.NextNormal() * 1e3))];
        var median = new FloatMedian();
        double[] sorted = [.. values.Order()];

        median.Count(values);
        median.Locate();
        median.CountWithin(values);

        Assert.Equal((sorted[(count - 1) / 2] + sorted[count / 2]) / 2, median.Value());
    }

    private static double Expected(double[] course)
    {
        double[] sorted = [.. course.Order()];
        double range = sorted[(int)(0.75 * (course.Length - 1))] - sorted[(int)(0.25 * (course.Length - 1))];
        double mean = course.Average();
        double lagged = course.Zip(course.Skip(1)).Sum(p => (p.First - mean) * (p.Second - mean));
        return range / 1.349 * Math.Sqrt(2 * (1 - (lagged / course.Sum(x => (x - mean) * (x - mean)))));
    }

    private static double Deviation(double[] x) => Math.Sqrt(x.Average(v => Math.Pow(v - x.Average(), 2)));

    private static VolumeSeries Noisy(int volumes) => Phantom.Noise(Grid, volumes, 4, mean: 50);

    [SharedFact]
    public void Measure_WithoutAMask_ComputesOneAndSaysSo()
    {
        var quality = ImageQuality.Measure(SharedImage.Open("data", "bold4d_misc", "nitime_fmri1_40vol.nii.gz"));

        Assert.InRange(quality.MaskVoxels, 200, 1800);
        Assert.Contains("no brain mask was given", quality.Warnings[0], StringComparison.Ordinal);
    }

    /// <summary>The voxels whose mean lies above p₂ + 0.1·(p₉₈ − p₂), as the numpy programme chose them.</summary>
    private static Volume Bright(VolumeSeries image)
    {
        double[] means =
        [
            .. Enumerable
                .Range(0, image.Grid.Voxels)
                .Select(v => Enumerable.Range(0, image.Count).Average(t => image[t][v])),
        ];
        double[] sorted = [.. means.Order()];
        double low = sorted[(int)(0.02 * (sorted.Length - 1))];
        double high = sorted[(int)(0.98 * (sorted.Length - 1))];
        return new Volume(image.Grid, [.. means.Select(m => m > low + (0.1 * (high - low)) ? 1.0 : 0)]);
    }

    private static Volume All => new(Grid, [.. Enumerable.Repeat(1.0, Grid.Voxels)]);

    private static Volume Half() => new(Grid, [.. Enumerable.Range(0, Grid.Voxels).Select(v => v % 9 < 4 ? 1.0 : 0)]);
}
