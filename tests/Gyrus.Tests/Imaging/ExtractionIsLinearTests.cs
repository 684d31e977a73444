using Gyrus.Imaging;

namespace Gyrus.Tests.Imaging;

/// <summary>The one product must equal the steps, volume by volume, to 1e-10.</summary>
public sealed class ExtractionIsLinearTests
{
    public static TheoryData<int, bool, double, Interpolation, string> Cases
    {
        get
        {
            var cases = new TheoryData<int, bool, double, Interpolation, string>();
            foreach (bool labels in (bool[])[false, true])
            {
                foreach ((int regions, double angle) in ((int, double)[])[(4, 0), (26, 0), (3, 0.3), (26, 1.2)])
                {
                    cases.Add(regions, labels, angle, Interpolation.Continuous, "");
                    cases.Add(regions, labels, angle, Interpolation.Continuous, "smooth mask");
                    cases.Add(regions, labels, angle, Interpolation.Continuous, "star");
                    cases.Add(regions, labels, angle, Interpolation.Linear, "smooth");
                    cases.Add(regions, labels, angle, Interpolation.Nearest, "mask");
                }
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Extract_ByOneProduct_EqualsTheStepsVolumeByVolume(
        int regions,
        bool labels,
        double angle,
        Interpolation interpolation,
        string extras
    )
    {
        Grid data = Phantom.Grid((15, 13, 14), 3, angle);
        Grid grid = Phantom.Grid((11, 12, 10), 3.7, -angle / 2);
        IAtlas atlas = labels ? Phantom.Labels(grid, regions) : Phantom.Maps(grid, regions, seed: 5);
        VolumeSeries image = Phantom.Noise(data, volumes: 7, seed: 11, mean: 100);
        RegionExtractor extractor = With(extras, data) with
        {
            Target = ResamplingTarget.Atlas,
            Interpolation = interpolation,
            Clip = false,
        };
        ExtractionPlan plan = extractor.Prepare(atlas, data);
        Assert.NotNull(plan.Product);
        Assert.Equal(regions > 24 && interpolation == Interpolation.Continuous, !plan.Product.IsOnVoxels);

        Matrix product = plan.Extract(image).Signals.Values;

        NumericAssert.Close(Steps(extractor, image, atlas).AsSpan(), product.AsSpan(), 1e-10);
        NumericAssert.Close(plan.StepByStep().Extract(image).Signals.Values.AsSpan(), product.AsSpan(), 1e-10);
    }

    [Theory]
    [InlineData(false, "smooth")]
    [InlineData(true, "smooth mask")]
    [InlineData(true, "")]
    [InlineData(false, "mask")]
    public void Extract_OnTheGridOfTheData_EqualsTheStepsVolumeByVolume(bool labels, string extras)
    {
        Grid data = Phantom.Grid((15, 13, 14), 3, 0.4);
        Grid grid = Phantom.Grid((11, 12, 10), 3.7, 0);
        IAtlas atlas = labels ? Phantom.Labels(grid, 3) : Phantom.Maps(grid, 4, seed: 5);
        VolumeSeries image = Phantom.Noise(data, volumes: 5, seed: 12, mean: 100);
        RegionExtractor extractor = With(extras, data);

        Matrix product = extractor.Extract(image, atlas).Signals.Values;

        NumericAssert.Close(Steps(extractor, image, atlas).AsSpan(), product.AsSpan(), 1e-10);
    }

    [Theory]
    [InlineData(0, Interpolation.Continuous)]
    [InlineData(0, Interpolation.Linear)]
    [InlineData(0.7, Interpolation.Continuous)]
    [InlineData(0.7, Interpolation.Nearest)]
    public void Adjoint_OfResampling_IsItsTranspose(double angle, Interpolation interpolation)
    {
        foreach ((int I, int J, int K) shape in new[] { (9, 7, 8), (40, 3, 2), (1, 5, 2), (2, 1, 70) })
        {
            Grid source = Phantom.Grid(shape, 2, 0);
            Grid target = Phantom.Grid((6, 9, 5), 1.3, angle, shift: 0.2);
            IResamplingMap map = ResamplingMap.Create(source, target, interpolation);
            double[] x = Phantom.Noise(source, 1, 3)[0].ToArray();
            double[] y = Phantom.Noise(target, 1, 4)[0].ToArray();
            (double[] forward, double[] back) = (new double[target.Voxels], new double[source.Voxels]);

            map.Forward(x, forward);
            map.Adjoint(y, back);

            Assert.Equal(Dot(forward, y), Dot(x, back), 1e-11 * Math.Sqrt(Dot(forward, forward) * Dot(y, y)));
        }
    }

    [Fact]
    public void Forward_AtTheVoxelsThemselves_GivesTheirValues()
    {
        Grid grid = Phantom.Grid((6, 40, 2), 2.5, 0.3);
        double[] x = Phantom.Noise(grid, 1, 3)[0].ToArray();
        double[] y = new double[grid.Voxels];

        ResamplingMap.Create(grid, grid, Interpolation.Continuous).Forward(x, y);

        NumericAssert.Close(x, y, 1e-12);
    }

    [Fact]
    public void Extract_OnOtherNumbersOfThreads_GivesTheSameBits()
    {
        Grid data = Phantom.Grid((15, 13, 14), 3, 0.2);
        IAtlas atlas = Phantom.Maps(Phantom.Grid((11, 12, 10), 3.7, 0), 5, seed: 5);
        VolumeSeries image = Phantom.Noise(data, volumes: 37, seed: 2, mean: 10);
        foreach (bool clip in (bool[])[false, true])
        {
            var one = new RegionExtractor
            {
                Target = ResamplingTarget.Atlas,
                Clip = clip,
                Threads = 1,
            };

            Matrix alone = one.Extract(image, atlas).Signals.Values;
            Matrix shared = (one with { Threads = 7 }).Extract(image, atlas).Signals.Values;

            Assert.Equal(alone.AsSpan(), shared.AsSpan());
        }
    }

    /// <summary>The definition, from the public parts: resample, smooth, mask, then normal equations or means.</summary>
    internal static Matrix Steps(RegionExtractor extractor, VolumeSeries image, IAtlas atlas)
    {
        Grid target = extractor.Target == ResamplingTarget.Atlas ? atlas.Grid! : image.Grid;
        var resampler = new Resampler { Interpolation = extractor.Interpolation, Clip = extractor.Clip };
        VolumeSeries moved = target.IsSameAs(image.Grid) ? image : resampler.Resample(image, target);
        bool[] inside = ResamplingMap.Create(image.Grid, target, Interpolation.Nearest).Inside();
        bool[]? mask = extractor.Mask is { } m ? VoxelMask.On(target, m) : null;
        VolumeSeries smooth = extractor.Smoothing?.Apply(moved) ?? moved;
        double[][] weights = new double[atlas.Regions.Count][];
        SparseRows rows = atlas.On(target);
        for (int r = 0; r < weights.Length; r++)
        {
            weights[r] = new double[target.Voxels];
            rows.Spread(r, weights[r]);
            for (int v = 0; v < target.Voxels; v++)
            {
                weights[r][v] *= inside[v] && (mask is null || mask[v]) ? 1 : 0;
            }
        }

        MathNet.Numerics.LinearAlgebra.Matrix<double> a =
            MathNet.Numerics.LinearAlgebra.Matrix<double>.Build.DenseOfColumnArrays(weights);
        MathNet.Numerics.LinearAlgebra.Factorization.QR<double>? qr = atlas.Kind == RegionKind.Maps ? a.QR() : null;
        var result = new Matrix(image.Count, weights.Length);
        for (int t = 0; t < image.Count; t++)
        {
            double[] y = [.. smooth[t].ToArray().Select(v => double.IsFinite(v) ? v : 0)];
            double[] signals = qr is null
                ? [.. weights.Select(w => Dot(w, y) / w.Sum())]
                : qr.Solve(MathNet.Numerics.LinearAlgebra.Vector<double>.Build.Dense(y)).ToArray();
            for (int r = 0; r < signals.Length; r++)
            {
                result[t, r] = signals[r];
            }
        }

        return result;
    }

    private static RegionExtractor With(string extras, Grid data) =>
        new()
        {
            Smoothing =
                extras.Contains("smooth", StringComparison.Ordinal) ? Smoothing.Gaussian(4, 6, 5)
                : extras.Contains("star", StringComparison.Ordinal) ? Smoothing.Star
                : null,
            Mask = extras.Contains("mask", StringComparison.Ordinal)
                ? new Volume(
                    data,
                    [.. Enumerable.Range(0, data.Voxels).Select(v => v % 5 == 0 || v % data.I < 4 ? 0.0 : 1.0)]
                )
                : null,
        };

    private static double Dot(double[] a, double[] b) => a.Zip(b, (x, y) => x * y).Sum();
}
