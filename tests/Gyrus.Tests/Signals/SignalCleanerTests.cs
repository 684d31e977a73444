using Gyrus.Signals;
using static Gyrus.Tests.Signals.SignalCases;

namespace Gyrus.Tests.Signals;

public sealed class SignalCleanerTests
{
    private static readonly SignalCleaner Plain = new() { Standardize = Standardize.None };

    private static readonly SignalCleaner BandPass = Plain with { HighPassHz = 0.01, LowPassHz = 0.1 };

    [Fact]
    public void Clean_ByProjections_LeavesNothingForASecondTime()
    {
        SignalCleaner cleaner = Plain with { Filter = FilterKind.Cosine, HighPassHz = 0.01 };
        var inputs = new CleaningInputs { Confounds = new Confounds(Noise(150, 6, 1)) };

        CleanedSignals once = cleaner.Clean(Bind(Noise(150, 9, 2, mean: 100)), inputs);
        CleanedSignals twice = cleaner.Clean(once.Signals, inputs);

        NumericAssert.Close(once.Signals.Values.AsSpan(), twice.Signals.Values.AsSpan(), 1e-12);
    }

    [Fact]
    public void Clean_LeavesResidualsOrthogonalToTheConfoundsAndTheTrend()
    {
        Matrix confounds = Noise(120, 5, 3);

        Matrix x = Plain
            .Clean(Bind(Noise(120, 4, 4, mean: 50)), new CleaningInputs { Confounds = new Confounds(confounds) })
            .Signals.Values;

        Matrix design = Matrix.Create(
            120,
            7,
            (t, c) =>
                c < 5 ? confounds[t, c]
                : c == 5 ? 1
                : t / 120.0
        );
        double[] products = new double[7 * 4];
        new ManagedLinearAlgebra().Multiply(
            design.AsSpan(),
            x.AsSpan(),
            products,
            new ProductShape(7, 120, 4, TransposeA: true)
        );
        NumericAssert.Close(new double[28], products, 1e-11);
    }

    [Fact]
    public void Clean_WithoutStandardising_IsLinearInTheSignals()
    {
        (Matrix x, Matrix y) = (Noise(140, 11, 5), Noise(140, 11, 6));
        Matrix sum = Matrix.Create(140, 11, (i, j) => (2 * x[i, j]) - (3 * y[i, j]));
        var inputs = new CleaningInputs
        {
            Confounds = new Confounds(Noise(140, 3, 7)),
            KeptSamples = [.. Enumerable.Range(0, 140).Where(t => t % 17 != 5)],
        };

        (Matrix cx, Matrix cy) = (Values(BandPass, x, inputs), Values(BandPass, y, inputs));

        Matrix expected = Matrix.Create(cx.Rows, 11, (i, j) => (2 * cx[i, j]) - (3 * cy[i, j]));
        NumericAssert.Close(expected.AsSpan(), Values(BandPass, sum, inputs).AsSpan(), 1e-11);
    }

    [Fact]
    public void Clean_WithRuns_CleansEachAloneWithEveryOption()
    {
        Matrix signals = Noise(200, 5, 8, mean: 10);
        Matrix confounds = With(Noise(200, 3, 9), 90, 1, double.NaN);
        SignalCleaner cleaner = BandPass with
        {
            Standardize = Standardize.PercentSignalChange,
            ButterworthOrder = 3,
            PadLength = 10,
            Padding = FilterPadding.Even,
            ConfoundScale = ConfoundScale.MaximumAbsolute,
            ConfoundMissing = ConfoundMissing.FillFromNext,
            CensoredEdges = CensoredEdges.Extrapolate,
        };
        int[] kept = [.. Enumerable.Range(0, 200).Where(t => t is not (0 or 33 or 34 or 199))];

        CleanedSignals together = cleaner.Clean(
            Bind(signals),
            new CleaningInputs
            {
                Confounds = new Confounds(confounds),
                KeptSamples = kept,
                Runs = [.. Enumerable.Range(0, 200).Select(t => t < 90 ? 7 : 3)],
            }
        );

        Matrix first = Part(0, 90);
        Matrix second = Part(90, 110);
        Assert.Equal(kept, together.KeptSamples);
        for (int j = 0; j < 5; j++)
        {
            Assert.Equal(first.Column(j), together.Signals.Values.Column(j)[..first.Rows]);
            Assert.Equal(second.Column(j), together.Signals.Values.Column(j)[first.Rows..]);
        }

        Matrix Part(int start, int count) =>
            Values(
                cleaner,
                signals.RowRange(start, count),
                new CleaningInputs
                {
                    Confounds = new Confounds(confounds.RowRange(start, count)),
                    KeptSamples = [.. kept.Where(t => t >= start && t < start + count).Select(t => t - start)],
                }
            );
    }

    [Fact]
    public void Clean_OfARampWithDummiesAndABadEnd_KeepsVolumes3To96()
    {
        // nilearn 0.14 returns volumes 0 … 93 here: the censored start comes back and the good end is lost.
        Matrix ramp = Matrix.Create(100, 1, (t, _) => t);

        CleanedSignals cleaned = (Plain with { Detrend = false, LowPassHz = 0.2 }).Clean(
            Bind(ramp),
            new CleaningInputs { KeptSamples = [.. Enumerable.Range(3, 94)] }
        );

        // A low-pass keeps a line but for a transient at its end, which the mistake above would exceed 500 times.
        Assert.Equal(94, cleaned.Signals.Samples);
        for (int row = 0; row < 94; row++)
        {
            Assert.InRange(cleaned.Signals.Values[row, 0] - (row + 3), -0.006, 0.006);
        }
    }

    [Theory]
    [InlineData(CensoredEdges.Drop)]
    [InlineData(CensoredEdges.Extrapolate)]
    public void Clean_NeverSeesTheValuesOfCensoredVolumes(CensoredEdges edges)
    {
        // 20 and 79 mirror each other: nilearn 0.14 leaves a spike placed there in the series (difference 252).
        int[] censored = [0, 20, 79, 98, 99];
        int[] kept = [.. Enumerable.Range(0, 100).Except(censored)];
        (Matrix signals, Matrix confounds) = (Noise(100, 3, 10), Noise(100, 2, 11));
        SignalCleaner cleaner = BandPass with { CensoredEdges = edges };

        Matrix calm = Clean(signals, confounds);
        Matrix spiked = Clean(Spoil(signals, 1000), Spoil(confounds, double.NaN));

        Assert.Equal(95, calm.Rows);
        Assert.Equal(calm.AsSpan(), spiked.AsSpan());

        Matrix Clean(Matrix x, Matrix c) =>
            Values(cleaner, x, new CleaningInputs { Confounds = new Confounds(c), KeptSamples = kept });

        Matrix Spoil(Matrix x, double value) =>
            Matrix.Create(x.Rows, x.Columns, (t, j) => censored.Contains(t) ? value : x[t, j]);
    }

    [Fact]
    public void Clean_BridgesACensoredVolumeOfASmoothSignalByTheSplineThroughTheOthers()
    {
        // A cubic is its own spline: with a filter that passes (almost) everything, nothing may change.
        Matrix cubic = Matrix.Create(80, 1, (t, _) => Math.Pow((t - 30) / 20.0, 3));
        Matrix spoiled = With(With(cubic, 20, 0, 1e6), 59, 0, -1e6);
        SignalCleaner cleaner = Plain with { Detrend = false, LowPassHz = 0.2, Padding = FilterPadding.None };

        Matrix whole = Values(cleaner, cubic, new CleaningInputs());
        Matrix bridged = Values(
            cleaner,
            spoiled,
            new CleaningInputs { KeptSamples = [.. Enumerable.Range(0, 80).Where(t => t is not (20 or 59))] }
        );

        Matrix expected = Matrix.Create(78, 1, (t, _) => whole[t + (t >= 20 ? 1 : 0) + (t >= 58 ? 1 : 0), 0]);
        NumericAssert.Close(expected.AsSpan(), bridged.AsSpan(), 1e-10);
    }

    [Fact]
    public void Clean_WithAConstantConfound_DoesNotRegressOutItsRounding()
    {
        // 1000.1 minus its mean leaves 1e-13, which a z-score without a floor would blow up to a random regressor.
        Matrix signals = Noise(100, 3, 12);
        Matrix noise = Noise(100, 2, 13);
        Matrix more = Matrix.Create(100, 3, (t, c) => c < 2 ? noise[t, c] : 1000.1);

        CleanedSignals with = Plain.Clean(Bind(signals), Of(new Confounds(more, ["a", "b", "steady"])));

        NumericAssert.Close(
            Values(Plain, signals, Of(new Confounds(noise))).AsSpan(),
            with.Signals.Values.AsSpan(),
            1e-12
        );
        Assert.Equal(2, with.DegreesOfFreedom.Confounds);
        Assert.Contains(with.Warnings, w => w.Contains("'steady'", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-5)]
    public void Clean_WithAConfoundThatIsADrift_StillRemovesAllDrifts(double factor)
    {
        // nilearn 0.14 leaves every drift out when one confound correlates above 0.9 with one of them.
        SignalCleaner cleaner = Plain with
        {
            Filter = FilterKind.Cosine,
            HighPassHz = 0.01,
        };
        Matrix drifts = CosineDrift.Basis(150, 0.01, 2);
        Matrix signals = Noise(150, 4, 14);
        var confounds = new Confounds(Matrix.Create(150, 1, (t, _) => factor * drifts[t, 2]));

        CleanedSignals cleaned = cleaner.Clean(Bind(signals), Of(confounds));

        Assert.Equal(drifts.Columns, cleaned.DegreesOfFreedom.Confounds);
        NumericAssert.Close(
            Values(cleaner, signals, new CleaningInputs()).AsSpan(),
            cleaned.Signals.Values.AsSpan(),
            1e-11
        );
    }

    [Fact]
    public void Clean_CountsDegreesOfFreedom()
    {
        var inputs = Of(new Confounds(Noise(200, 6, 15)));

        DegreesOfFreedom plain = Plain.Clean(Bind(Noise(200, 3, 16)), inputs).DegreesOfFreedom;
        DegreesOfFreedom band = BandPass.Clean(Bind(Noise(200, 3, 16)), inputs).DegreesOfFreedom;

        Assert.Equal(
            (200, 2.0, 0.0, 6, 192.0),
            (plain.Samples, plain.Trend, plain.Filter, plain.Confounds, plain.Remaining)
        );
        // 0.01 … 0.1 Hz are 36 % of the frequencies below 0.25 Hz.
        Assert.InRange(band.Filter, 0.6 * 200, 0.68 * 200);
    }

    [Fact]
    public void Clean_LeavesItsInputsAsTheyAre()
    {
        Matrix signals = With(Noise(100, 3, 17), 4, 1, double.NaN);
        Matrix confounds = With(Noise(100, 3, 18), 0, 1, double.NaN);
        (double[] before, double[] confoundsBefore) = (signals.AsSpan().ToArray(), confounds.AsSpan().ToArray());
        SignalCleaner cleaner = BandPass with
        {
            NonFiniteSamples = NonFiniteSamples.Zero,
            ConfoundMissing = ConfoundMissing.FillFromNext,
        };

        cleaner.Clean(Bind(signals), Of(new Confounds(confounds)));

        Assert.Equal(before, signals.AsSpan());
        Assert.Equal(confoundsBefore, confounds.AsSpan());
    }

    [Fact]
    public void Clean_GivesEachRegionTheSameNumbersWhateverItsNeighbours()
    {
        Matrix signals = Noise(150, 75, 19);
        var inputs = Of(new Confounds(Noise(150, 4, 20)));

        Matrix all = Values(BandPass, signals, inputs);

        foreach (int j in new[] { 0, 7, 8, 31, 32, 74 })
        {
            Matrix alone = Values(BandPass, signals.Select([.. Enumerable.Range(0, 150)], [j]), inputs);
            NumericAssert.Close(alone.Column(0), all.Column(j), 1e-13);
        }
    }

    internal static Matrix Values(SignalCleaner cleaner, Matrix signals, CleaningInputs inputs) =>
        cleaner.Clean(Bind(signals), inputs).Signals.Values;

    private static CleaningInputs Of(Confounds confounds) => new() { Confounds = confounds };
}
