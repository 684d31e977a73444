using System.Text.Json;
using Gyrus.Signals;

namespace Gyrus.Tests.Signals;

/// <summary>Every variant of nilearn's signal.clean that nilearn gets right, at the stated tolerance.</summary>
public sealed class SignalCleanerGoldenTests
{
    private const double Tolerance = 1e-8;

    public static TheoryData<string> Variants => SharedFolder.Exists ? [.. Cases().Select(c => c.Name)] : [];

    [SharedTheory]
    [MemberData(nameof(Variants))]
    public void Clean_MatchesNilearn(string variant)
    {
        JsonElement options = Cases().Single(c => c.Name == variant).Value;
        Matrix signals = Load(options.TryGetProperty("nan", out _) ? "in_signals_nan" : "in_signals");

        CleanedSignals cleaned = Cleaner(options).Clean(Signals(signals), Inputs(options));

        Assert.Equal(SampleCount(options), cleaned.Signals.Samples);
        NumericAssert.Close(Load("out_" + variant).AsSpan(), cleaned.Signals.Values.AsSpan(), Tolerance);
    }

    [SharedFact]
    public void Clean_WithRuns_MatchesNilearn()
    {
        CleanedSignals cleaned = new SignalCleaner().Clean(
            Signals(Load("in_signals")),
            new CleaningInputs { Confounds = new Confounds(Load("in_confounds")), Runs = Integers("in_runs") }
        );

        NumericAssert.Close(Load("out_runs").AsSpan(), cleaned.Signals.Values.AsSpan(), Tolerance);
    }

    [SharedTheory]
    [InlineData("low", null, 0.1, 5, FilterPadding.Odd)]
    [InlineData("high", 0.01, null, 5, FilterPadding.Odd)]
    [InlineData("band", 0.01, 0.1, 5, FilterPadding.Odd)]
    [InlineData("order3", null, 0.1, 3, FilterPadding.Odd)]
    [InlineData("nopad", null, 0.1, 5, FilterPadding.None)]
    public void Butterworth_MatchesNilearn(string name, double? high, double? low, int order, FilterPadding padding)
    {
        var filter = new ButterworthFilter
        {
            RepetitionTimeSeconds = 2,
            HighPassHz = high,
            LowPassHz = low,
            Order = order,
            Padding = padding,
        };

        Matrix filtered = filter.Apply(Load("in_signals"));

        NumericAssert.Close(Load("out_butterworth_" + name).AsSpan(), filtered.AsSpan(), Tolerance);
    }

    [SharedFact]
    public void CosineDrift_MatchesNilearnButForItsConstant()
    {
        Matrix golden = Load("out_cosine_drift_0.02");

        Matrix basis = CosineDrift.Basis(120, 0.02, 2);

        NumericAssert.Close(golden.AsSpan()[..(120 * 9)], basis.AsSpan(), Tolerance);
    }

    [SharedTheory]
    [InlineData("default", 5, 2, true)]
    [InlineData("n3_p10", 3, 10, true)]
    [InlineData("nodetrend", 5, 2, false)]
    public void HighVarianceConfounds_MatchNilearnUpToSign(string name, int count, double percent, bool detrend)
    {
        var estimator = new HighVarianceConfounds
        {
            Count = count,
            Percent = percent,
            Detrend = detrend,
        };

        Matrix confounds = estimator
            .Of(GoldenMatrix.Load("nilearn", "high_variance_confounds", "in_series.npy"))
            .Values;

        Matrix golden = GoldenMatrix.Load("nilearn", "high_variance_confounds", $"out_{name}.npy");
        Assert.Equal(golden.Columns, confounds.Columns);
        for (int j = 0; j < golden.Columns; j++)
        {
            double sign = golden.Column(j).ToArray().MaxBy(Math.Abs) < 0 ? -1 : 1;
            NumericAssert.Close(
                golden.Column(j).ToArray().Select(v => sign * v).ToArray(),
                confounds.Column(j),
                Tolerance
            );
        }
    }

    private static SignalCleaner Cleaner(JsonElement o) =>
        new()
        {
            Detrend = o.GetProperty("detrend").GetBoolean(),
            Standardize = o.GetProperty("standardize").GetString() switch
            {
                "zscore_sample" => Standardize.ZScore,
                "psc" => Standardize.PercentSignalChange,
                _ => Standardize.None,
            },
            Filter =
                o.TryGetProperty("filter", out JsonElement filter) && filter.GetString() == "cosine"
                    ? FilterKind.Cosine
                    : FilterKind.Butterworth,
            HighPassHz = Number(o, "high_pass"),
            LowPassHz = Number(o, "low_pass"),
            RepetitionTimeSeconds = Number(o, "t_r"),
            ConfoundScale = Flag(o, "standardize_confounds", true)
                ? ConfoundScale.ZScore
                : ConfoundScale.MaximumAbsolute,
            CensoredEdges = Flag(o, "extrapolate", false) ? CensoredEdges.Extrapolate : CensoredEdges.Drop,
            NonFiniteSamples = Flag(o, "ensure_finite", false) ? NonFiniteSamples.Zero : NonFiniteSamples.Error,
        };

    private static CleaningInputs Inputs(JsonElement o) =>
        new()
        {
            Confounds = o.TryGetProperty("conf", out JsonElement conf)
                ? new Confounds(
                    Load(conf.ValueKind == JsonValueKind.True ? "in_confounds" : "in_confounds_" + conf.GetString())
                )
                : null,
            KeptSamples = o.TryGetProperty("mask", out JsonElement mask)
                ? Integers("in_mask_" + mask.GetString())
                : null,
        };

    private static int SampleCount(JsonElement o) => Inputs(o).KeptSamples?.Count ?? 120;

    private static RegionSignals Signals(Matrix values) =>
        new("golden", values, [.. Enumerable.Range(1, values.Columns).Select(i => new Region(i, $"R{i}"))]);

    private static List<(string Name, JsonElement Value)> Cases()
    {
        string json = File.ReadAllText(SharedFolder.Path("golden", "nilearn", "signal_clean", "case.json"));
        JsonElement variants = JsonDocument.Parse(json).RootElement.GetProperty("variants");
        return [.. variants.EnumerateObject().Select(p => (p.Name, p.Value))];
    }

    private static double? Number(JsonElement o, string name) =>
        o.TryGetProperty(name, out JsonElement value) ? value.GetDouble() : null;

    private static bool Flag(JsonElement o, string name, bool fallback) =>
        o.TryGetProperty(name, out JsonElement value) ? value.GetBoolean() : fallback;

    private static int[] Integers(string name) =>
        [.. Npy.Golden("nilearn", "signal_clean", name + ".npy").Values.Select(v => (int)v)];

    private static Matrix Load(string name) => GoldenMatrix.Load("nilearn", "signal_clean", name + ".npy");
}
