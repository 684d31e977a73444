using Gyrus.Signals;
using static Gyrus.Tests.Signals.SignalCases;

namespace Gyrus.Tests.Signals;

public sealed class HighVarianceConfoundsTests
{
    [Fact]
    public void Of_FindsTheCourseOfTheFewVoxelsThatVaryMost()
    {
        Matrix noise = Noise(80, 200, 1, mean: 100);
        Matrix source = Noise(80, 1, 2);
        Matrix voxels = Matrix.Create(80, 200, (t, v) => noise[t, v] + (v % 50 == 3 ? 20 * source[t, 0] : 0));

        Confounds found = new HighVarianceConfounds
        {
            Count = 1,
            Detrend = false,
            Percent = 2,
        }.Of(Matrix.Create(80, 200, (t, v) => voxels[t, v] - 100));

        double product = 0;
        double norm = 0;
        for (int t = 0; t < 80; t++)
        {
            product += found.Values[t, 0] * source[t, 0];
            norm += source[t, 0] * source[t, 0];
        }

        Assert.InRange(Math.Abs(product) / Math.Sqrt(norm), 0.99, 1 + 1e-12);
        Assert.Equal(["high_variance 1"], found.Names);
    }

    [Fact]
    public void Of_GivesUnitColumnsWhoseLargestEntryIsPositive()
    {
        Matrix found = new HighVarianceConfounds { Percent = 20 }
            .Of(Noise(60, 100, 3))
            .Values;

        for (int j = 0; j < 5; j++)
        {
            Assert.True(found.Column(j).ToArray().MaxBy(Math.Abs) > 0);
            NumericAssert.Close(1, found.Column(j).ToArray().Sum(v => v * v), 1e-12);
        }
    }

    [Fact]
    public void Of_PassesOverVoxelsThatAreNotFinite()
    {
        Matrix voxels = Noise(60, 100, 4);
        var estimator = new HighVarianceConfounds { Percent = 20 };
        Matrix spoiled = Matrix.Create(
            60,
            102,
            (t, v) =>
                v < 100 ? voxels[t, v]
                : v == 100 ? double.NaN
                : double.PositiveInfinity
        );

        Assert.Equal(estimator.Of(voxels).Values.AsSpan(), estimator.Of(spoiled).Values.AsSpan());
    }

    [Fact]
    public void Of_WithTooFewVoxels_SaysSo()
    {
        string message = Assert
            .Throws<ArgumentException>(() => new HighVarianceConfounds().Of(Noise(60, 100, 5)))
            .Message;

        Assert.Contains("there are 2 voxels and 60 samples", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(700, 90, true, 30)]
    [InlineData(700, 90, false, 30)]
    [InlineData(450, 300, true, 0)]
    [InlineData(500, 6, true, 3)]
    public void LeadingCourses_OfLongCourses_EqualThoseOfTheWholeSpectrum(
        int samples,
        int voxels,
        bool detrend,
        double mean
    )
    {
        Matrix noise = Noise(samples, voxels, 7, mean);
        Matrix sources = Noise(samples, 5, 8);
        var x = new VoxelCourses(samples, voxels, isSingle: false);
        int[] places = [.. Enumerable.Range(0, voxels)];
        for (int t = 0; t < samples; t++)
        {
            double[] row =
            [
                .. places.Select(v =>
                    noise[t, v]
                    + Enumerable.Range(0, 5).Sum(s => (5 - s) * Math.Cos((s + 1) * v) * sources[t, s])
                    + (0.01 * t)
                ),
            ];
            x.TrySet(t, row, places);
        }

        LinearTrend? trend = detrend ? new LinearTrend(samples) : null;
        int count = Math.Min(5, voxels);
        Matrix whole = LeadingCourses.Whole(x, count, trend);
        Matrix? iterated = LeadingCourses.Iterate(x, count, trend);

        Assert.NotNull(iterated);
        for (int k = 0; k < count; k++)
        {
            double sign = Math.Sign(Enumerable.Range(0, samples).Sum(t => whole[t, k] * iterated[t, k]));
            NumericAssert.Close(whole.Column(k), [.. iterated.Column(k).ToArray().Select(v => sign * v)], 1e-9);
        }
    }

    [Fact]
    public void LeadingCourses_OfPureNoise_AreEigenvectors()
    {
        const int Samples = 900;
        const int Voxels = 400;
        Matrix noise = Noise(Samples, Voxels, 9);
        var x = new VoxelCourses(Samples, Voxels, isSingle: false);
        int[] places = [.. Enumerable.Range(0, Voxels)];
        for (int t = 0; t < Samples; t++)
        {
            x.TrySet(t, [.. places.Select(v => noise[t, v])], places);
        }

        Matrix found = LeadingCourses.Iterate(x, 5, null)!;

        double largest = 0;
        for (int k = 0; k < 5; k++)
        {
            double[] weights = [.. places.Select(v => Dot(noise.Column(v), found.Column(k)))];
            double[] image = [.. Enumerable.Range(0, Samples).Select(t => places.Sum(v => noise[t, v] * weights[v]))];
            double value = Dot(image, found.Column(k));
            largest = Math.Max(largest, value);
            double residual = Math.Sqrt(
                Enumerable.Range(0, Samples).Sum(t => Math.Pow(image[t] - (value * found[t, k]), 2))
            );
            Assert.InRange(residual, 0, 1e-10 * largest);
        }
    }

    private static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b) =>
        System.Numerics.Tensors.TensorPrimitives.Dot(a, b);
}
