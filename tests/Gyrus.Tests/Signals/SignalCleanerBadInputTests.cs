using Gyrus.Signals;
using static Gyrus.Tests.Signals.SignalCases;

namespace Gyrus.Tests.Signals;

/// <summary>What is said about inputs that cannot be cleaned, or that can but look wrong.</summary>
public sealed class SignalCleanerBadInputTests
{
    private static readonly SignalCleaner BandPass = new() { HighPassHz = 0.01, LowPassHz = 0.1 };

    [Fact]
    public void Clean_WhenConfoundRowsAreMissing_SaysHowMany() =>
        AssertFails(
            "Expected one confound row per volume (200), but got 198.",
            new SignalCleaner(),
            Noise(200, 2, 1),
            new CleaningInputs { Confounds = new Confounds(Noise(198, 3, 2)) }
        );

    [Fact]
    public void Clean_WithNaNConfounds_NamesColumnsAndRowsAndTheWayOut()
    {
        Matrix confounds = With(With(Noise(50, 3, 2), 0, 1, double.NaN), 0, 2, double.NaN);

        AssertFails(
            "the confounds hold 2 values that are not numbers, in columns 'dx', 'dy', at volumes 0 (from 0). fMRIPrep leaves the first rows of derivatives empty: choose ConfoundMissing.FillFromNext",
            new SignalCleaner(),
            Noise(50, 2, 1),
            new CleaningInputs { Confounds = new Confounds(confounds, ["x", "dx", "dy"]) }
        );
    }

    [Fact]
    public void Clean_FillingFromNext_TakesTheFirstNumberOfTheColumn()
    {
        Matrix signals = Noise(50, 2, 1);
        Matrix confounds = Noise(50, 2, 2);
        Matrix missing = With(With(confounds, 0, 1, double.NaN), 1, 1, double.NaN);
        Matrix filled = With(With(confounds, 0, 1, confounds[2, 1]), 1, 1, confounds[2, 1]);
        var cleaner = new SignalCleaner { ConfoundMissing = ConfoundMissing.FillFromNext };

        Matrix cleaned = SignalCleanerTests.Values(cleaner, signals, Of(missing));

        Assert.Equal(SignalCleanerTests.Values(cleaner, signals, Of(filled)).AsSpan(), cleaned.AsSpan());

        static CleaningInputs Of(Matrix c) => new() { Confounds = new Confounds(c) };
    }

    [Fact]
    public void Clean_FillingFromNext_StillRefusesNaNFurtherDown() =>
        AssertFails(
            "in columns 'confound 2', at volumes 7 (from 0). Only missing first rows can be filled",
            new SignalCleaner { ConfoundMissing = ConfoundMissing.FillFromNext },
            Noise(50, 2, 1),
            new CleaningInputs { Confounds = new Confounds(With(Noise(50, 2, 2), 7, 1, double.NaN)) }
        );

    [Fact]
    public void Clean_WithNaNSignals_NamesRegionsAndVolumes() =>
        AssertFails(
            "sub-01: the signals hold 2 values that are not finite, in regions R2, R3, at volumes 4, 9 (from 0).",
            new SignalCleaner(),
            With(With(Noise(30, 3, 1), 9, 1, double.NaN), 4, 2, double.PositiveInfinity)
        );

    [Fact]
    public void Clean_FilteringWithoutRepetitionTime_AsksForIt()
    {
        RegionSignals signals = Bind(Noise(100, 2, 1), repetitionTime: null);

        string message = Assert.Throws<ArgumentException>(() => BandPass.Clean(signals)).Message;

        Assert.Contains("Set RepetitionTimeSeconds", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Clean_WithAnotherRepetitionTimeThanTheSignals_UsesItAndWarns()
    {
        Matrix values = Noise(100, 2, 1);

        CleanedSignals cleaned = (BandPass with { RepetitionTimeSeconds = 1 }).Clean(Bind(values));

        Assert.Equal(
            (BandPass with { RepetitionTimeSeconds = 1 }).Clean(Bind(values, null)).Signals.Values.AsSpan(),
            cleaned.Signals.Values.AsSpan()
        );
        Assert.Contains(cleaned.Warnings, w => w.Contains("but 1 s was given", StringComparison.Ordinal));
    }

    [Fact]
    public void Clean_WithCrossedEdges_Refuses() =>
        AssertFails(
            "HighPassHz (0.2) must be below LowPassHz (0.1)",
            new SignalCleaner { HighPassHz = 0.2, LowPassHz = 0.1 },
            Noise(100, 2, 1)
        );

    [Fact]
    public void Clean_WithAHighPassAboveNyquist_Refuses() =>
        AssertFails(
            "HighPassHz (0.25) must be below the Nyquist frequency (0.25 Hz at a repetition time of 2 s): nothing would be left",
            new SignalCleaner { HighPassHz = 0.25 },
            Noise(100, 2, 1)
        );

    [Fact]
    public void Clean_WithALowPassAboveNyquist_WarnsAndPassesEverything()
    {
        Matrix values = Noise(100, 2, 1);
        var cleaner = new SignalCleaner { LowPassHz = 0.3, Standardize = Standardize.None };

        CleanedSignals cleaned = cleaner.Clean(Bind(values));

        // The gain is 1 up to a part in 10⁵ of the Nyquist frequency.
        Matrix detrended = (cleaner with { LowPassHz = null }).Clean(Bind(values)).Signals.Values;
        NumericAssert.Close(detrended.AsSpan(), cleaned.Signals.Values.AsSpan(), 1e-4);
        Assert.Contains(cleaned.Warnings, w => w.Contains("Nyquist frequency (0.25 Hz", StringComparison.Ordinal));
    }

    [Fact]
    public void Clean_OfRunsTooShortForADrift_WarnsOnce()
    {
        var cleaner = new SignalCleaner { Filter = FilterKind.Cosine, HighPassHz = 0.01 };

        CleanedSignals cleaned = cleaner.Clean(
            Bind(Noise(40, 2, 1)),
            new CleaningInputs { Runs = [.. Enumerable.Range(0, 40).Select(t => t / 20)] }
        );

        Assert.Single(
            cleaned.Warnings,
            w => w.Contains("too short for a drift below 0.01 Hz", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Clean_WithTheCosineFilterAsLowPass_Refuses() =>
        AssertFails(
            "The cosine filter is high-pass only",
            new SignalCleaner
            {
                Filter = FilterKind.Cosine,
                HighPassHz = 0.01,
                LowPassHz = 0.1,
            },
            Noise(100, 2, 1)
        );

    [Fact]
    public void Clean_WithFewerVolumesThanThePadding_SaysWhatToDo() =>
        AssertFails(
            "continues the signals by 33 volumes on each side and needs more than that, but got 33. Set a shorter PadLength",
            BandPass,
            Noise(33, 2, 1)
        );

    [Theory]
    [InlineData(3, 2)]
    [InlineData(5, 50)]
    [InlineData(-1, 4)]
    public void Clean_WithKeptVolumesOutOfOrderOrRange_Refuses(int first, int second) =>
        AssertFails(
            "the kept volumes must ascend and lie between 0 and 49",
            new SignalCleaner(),
            Noise(50, 2, 1),
            new CleaningInputs { KeptSamples = [first, second] }
        );

    [Fact]
    public void Clean_WithScatteredRuns_Refuses() =>
        AssertFails(
            "the volumes of run 1 do not follow each other",
            new SignalCleaner(),
            Noise(50, 2, 1),
            new CleaningInputs { Runs = [.. Enumerable.Range(0, 50).Select(t => t is > 10 and < 30 ? 2 : 1)] }
        );

    [Fact]
    public void Clean_WithAsManyConfoundsAsVolumes_Refuses() =>
        AssertFails(
            "sub-01: the confounds have rank 28 and leave nothing of 30 kept volumes.",
            new SignalCleaner(),
            Noise(30, 2, 1),
            new CleaningInputs { Confounds = new Confounds(Noise(30, 40, 2)) }
        );

    [Fact]
    public void Clean_OfOneVolume_Refuses() =>
        AssertFails("must keep at least 2 volumes, but keep 1", new SignalCleaner(), Noise(1, 2, 1));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Clean_WithADeadRegion_GivesZerosAndNamesIt(bool filtered)
    {
        Matrix noise = Noise(100, 3, 1);
        Matrix values = Matrix.Create(100, 3, (t, j) => j == 1 ? 1234.56789 : noise[t, j]);

        CleanedSignals cleaned = (filtered ? BandPass : new SignalCleaner()).Clean(Bind(values));

        Assert.All(cleaned.Signals.Values.Column(1).ToArray(), v => Assert.Equal(0, v));
        Assert.Contains(
            cleaned.Warnings,
            w =>
                w.Contains("1 of 3 regions are constant once cleaned", StringComparison.Ordinal)
                && w.Contains(": R2.", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Clean_WithARegionThatTheConfoundsExplain_GivesZerosInsteadOfStandardisedRounding()
    {
        Matrix confounds = Noise(100, 2, 2);
        Matrix noise = Noise(100, 2, 1);
        Matrix values = Matrix.Create(100, 2, (t, j) => j == 0 ? noise[t, 0] : 500 + confounds[t, 0] - confounds[t, 1]);

        CleanedSignals cleaned = new SignalCleaner().Clean(
            Bind(values),
            new CleaningInputs { Confounds = new Confounds(confounds) }
        );

        Assert.All(cleaned.Signals.Values.Column(1).ToArray(), v => Assert.Equal(0, v));
        Assert.NotEmpty(cleaned.Warnings);
    }

    [Fact]
    public void Clean_WhenABandPassLeavesFewerDegreesOfFreedomThanRegions_Warns()
    {
        CleanedSignals cleaned = BandPass.Clean(Bind(Noise(150, 80, 1)));

        Assert.Contains(cleaned.Warnings, w => w.Contains("fewer than the 80 regions", StringComparison.Ordinal));
    }

    private static void AssertFails(
        string expected,
        SignalCleaner cleaner,
        Matrix values,
        CleaningInputs? inputs = null
    )
    {
        string message = Assert.ThrowsAny<ArgumentException>(() => cleaner.Clean(Bind(values), inputs)).Message;

        Assert.Contains(expected, message, StringComparison.Ordinal);
    }
}
