using Gyrus.Signals;
using static Gyrus.Tests.Signals.SignalCases;

namespace Gyrus.Tests.Signals;

/// <summary>What holds for every combination of options.</summary>
public sealed class SignalCleanerOptionTests
{
    private const int Volumes = 160;

    public static TheoryData<SignalCleaner, bool> Combinations
    {
        get
        {
            var all = new TheoryData<SignalCleaner, bool>();
            var edges = new (FilterKind Kind, double? High, double? Low)[]
            {
                (FilterKind.Butterworth, null, null),
                (FilterKind.Butterworth, 0.01, null),
                (FilterKind.Butterworth, null, 0.1),
                (FilterKind.Butterworth, 0.01, 0.1),
                (FilterKind.Cosine, 0.01, null),
            };
            foreach ((FilterKind kind, double? high, double? low) in edges)
            {
                foreach (Standardize standardize in Enum.GetValues<Standardize>())
                {
                    foreach (ConfoundScale scale in Enum.GetValues<ConfoundScale>())
                    {
                        foreach (bool yes in new[] { false, true })
                        {
                            var cleaner = new SignalCleaner
                            {
                                Filter = kind,
                                HighPassHz = high,
                                LowPassHz = low,
                                Standardize = standardize,
                                ConfoundScale = scale,
                                Detrend = yes,
                                CensoredEdges = yes ? CensoredEdges.Extrapolate : CensoredEdges.Drop,
                            };
                            all.Add(cleaner, false);
                            all.Add(cleaner, true);
                        }
                    }
                }
            }

            return all;
        }
    }

    [Theory]
    [MemberData(nameof(Combinations))]
    public void Clean_GivesFiniteRowsOfTheKeptVolumes_TheSameTwice(SignalCleaner cleaner, bool scrubbed)
    {
        CleaningInputs inputs = Inputs(scrubbed, 1);
        Matrix signals = Noise(Volumes, 5, 1, mean: 100);

        CleanedSignals cleaned = cleaner.Clean(Bind(signals), inputs);

        Matrix x = cleaned.Signals.Values;
        Assert.Equal(inputs.KeptSamples?.Count ?? Volumes, x.Rows);
        Assert.All(x.AsSpan().ToArray(), v => Assert.True(double.IsFinite(v)));
        Assert.Equal(x.AsSpan(), cleaner.Clean(Bind(signals), inputs).Signals.Values.AsSpan());
        Assert.Empty(cleaned.Warnings);
        Assert.InRange(cleaned.DegreesOfFreedom.Remaining, 20, x.Rows);
    }

    [Theory]
    [MemberData(nameof(Combinations))]
    public void Clean_ScalesAsItSays(SignalCleaner cleaner, bool scrubbed)
    {
        Matrix signals = Noise(Volumes, 5, 2, mean: 100);
        Matrix larger = Matrix.Create(Volumes, 5, (t, j) => 1000 * signals[t, j]);

        Matrix x = SignalCleanerTests.Values(cleaner, signals, Inputs(scrubbed, 1));
        Matrix y = SignalCleanerTests.Values(cleaner, larger, Inputs(scrubbed, 0.01));

        double factor = cleaner.Standardize == Standardize.None ? 1000 : 1;
        NumericAssert.Close(x.AsSpan().ToArray().Select(v => factor * v).ToArray(), y.AsSpan(), 1e-9);
        if (cleaner.Standardize == Standardize.ZScore)
        {
            for (int j = 0; j < 5; j++)
            {
                NumericAssert.Close(0, x.Column(j).ToArray().Average(), 1e-12);
                NumericAssert.Close(1, x.Column(j).ToArray().Sum(v => v * v) / (x.Rows - 1), 1e-12);
            }
        }
    }

    private static CleaningInputs Inputs(bool scrubbed, double scale)
    {
        Matrix confounds = Noise(Volumes, 4, 3);
        return new CleaningInputs
        {
            Confounds = new Confounds(Matrix.Create(Volumes, 4, (t, c) => scale * (confounds[t, c] + 0.02 * t))),
            KeptSamples = scrubbed ? [.. Enumerable.Range(2, Volumes - 3).Where(t => t % 19 is not (4 or 5))] : null,
        };
    }
}
