using Gyrus.Covariance.Cleaning;
using Gyrus.IO.Tables;
using Gyrus.Signals;
using Gyrus.Validation;

namespace Gyrus.Tests.Covariance.Cleaning;

/// <summary>What a recording can bear: rank, memory, faulty regions, and the advice that follows.</summary>
public sealed class SignalDiagnosisTests
{
    [Fact]
    public void Of_LongWhiteNoise_FindsNothing()
    {
        var d = SignalDiagnosis.Of(DiagnosedSignals.White(600, 10));

        Assert.Empty(d.Warnings);
        Assert.Equal((600, 10, 10, true), (d.Samples, d.Regions, d.Rank, d.IsFullRank));
        Assert.Equal((1.0, 1), (d.AutocorrelationTime, d.Gap));
        Assert.Equal(10.0 / 600, d.Q, 15);
        Assert.InRange(d.ConditionNumber, 1, 3);
    }

    [Fact]
    public void Of_Autoregression_HasItsTimeAndWarnsOfLeakage()
    {
        const double Phi = 0.8;

        var d = SignalDiagnosis.Of(DiagnosedSignals.Autoregressive(4000, 12, Phi));

        double expected = (1 + (Phi * Phi)) / (1 - (Phi * Phi));
        Assert.InRange(d.AutocorrelationTime, 0.9 * expected, 1.1 * expected);
        Assert.Equal(d.AutocorrelationTime * 12 / 4000, d.EffectiveQ, 12);
        string warning = Assert.Single(d.Warnings);
        Assert.Contains("A random split into training and test would leak", warning, StringComparison.Ordinal);
        Assert.Contains($"a gap of {d.Gap} volumes", warning, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_DeadAndDuplicateRegions_NamesThem()
    {
        RegionSignals white = DiagnosedSignals.White(500, 8);
        RegionSignals signals = white.With(2, _ => 7).With(5, t => 3 - (2 * white.Values[t, 1]));

        var d = SignalDiagnosis.Of(signals);

        Assert.Equal(["r2"], d.DeadRegions);
        Assert.Equal([("r1", "r5")], d.DuplicateRegions);
        Assert.Equal((7, 6, true), (d.Regions, d.Rank, d.LacksDirections));
        Assert.Equal(double.PositiveInfinity, d.ConditionNumber);
        Assert.Contains("1 region does not vary: 'r2'", d.Warnings[0], StringComparison.Ordinal);
        Assert.Contains("'r1' and 'r5'", d.Warnings[1], StringComparison.Ordinal);
    }

    [Fact]
    public void Of_BandPassed_SaysThatALikelihoodIsMeaningless()
    {
        var d = SignalDiagnosis.Of(DiagnosedSignals.BandPassed(200, 20, 8));

        Assert.Equal(8, d.Rank);
        Assert.True(d.LacksDirections);
        Assert.Contains(
            d.Warnings,
            w =>
                w.Contains("looks band-pass filtered", StringComparison.Ordinal)
                && w.Contains("rank 8 of 20, although there are 200 samples", StringComparison.Ordinal)
                && w.Contains("meaningless", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Of_FewerSamplesThanRegions_IsNotTakenForAFilter()
    {
        var d = SignalDiagnosis.Of(DiagnosedSignals.White(40, 60));

        Assert.Equal((39, false, false), (d.Rank, d.IsFullRank, d.LacksDirections));
        Assert.Contains(
            "40 samples of 60 regions: the rank is 39",
            Assert.Single(d.Warnings),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Of_FoldsTooSmallOrSingular_SaysSo()
    {
        var d = SignalDiagnosis.Of(DiagnosedSignals.White(40, 32), new FoldPlan { Folds = 10, Gap = 2 });

        Assert.Contains(d.Warnings, w => w.Contains("validates on 4 volumes", StringComparison.Ordinal));
        Assert.Contains(d.Warnings, w => w.Contains("32 volumes train in one of 10", StringComparison.Ordinal));
    }

    [Fact]
    public void Of_MoreRegionsThanIndependentSamples_CallsTheInverseNoise()
    {
        var d = SignalDiagnosis.Of(DiagnosedSignals.Autoregressive(150, 60, 0.8));

        Assert.True(d.IsFullRank && d.EffectiveQ > 1);
        Assert.Contains("q_eff", d.Warnings[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void Of_ScaledSignals_IsTheSame()
    {
        RegionSignals signals = DiagnosedSignals.Autoregressive(300, 6, 0.5);
        var scaled = new RegionSignals(
            "sub-01",
            Matrix.Create(300, 6, (t, j) => 1e4 + (Math.Pow(10, j) * signals.Values[t, j])),
            signals.Regions
        );

        (SignalDiagnosis one, SignalDiagnosis two) = (SignalDiagnosis.Of(signals), SignalDiagnosis.Of(scaled));

        Assert.Equal(one.AutocorrelationTime, two.AutocorrelationTime, 1e-9);
        Assert.Equal(one.LargestEigenvalue, two.LargestEigenvalue, 1e-9);
        Assert.Equal(one.Rank, two.Rank);
    }

    [Fact]
    public void Of_NotANumber_SaysWhere()
    {
        RegionSignals signals = DiagnosedSignals.White(20, 3).With(1, t => t == 4 ? double.NaN : t);

        ArgumentException error = Assert.Throws<ArgumentException>(() => SignalDiagnosis.Of(signals));

        Assert.Contains("region 'r1' is not a number at sample 5", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WarningsOf_SeveralRecordings_SaysEachThingOnce()
    {
        SignalDiagnosis[] all =
        [
            .. Enumerable
                .Range(1, 3)
                .Select(k =>
                    SignalDiagnosis.Of(DiagnosedSignals.Autoregressive(900, 5, 0.8, (ulong)k).Named($"sub-{k}"))
                ),
        ];

        string warning = Assert.Single(SignalDiagnosis.WarningsOf(all));

        Assert.StartsWith("sub-1:", warning, StringComparison.Ordinal);
        Assert.EndsWith("The same in 2 other recordings: sub-2, sub-3.", warning, StringComparison.Ordinal);
    }

    [SharedTheory]
    [InlineData("rest_abide_pitt_aal116")]
    [InlineData("rest_abide_ohsu_aal116")]
    public void Of_FilteredRecordings_HasTheRankThatAnotherProgramFound(string set)
    {
        string[][] index =
        [
            .. File.ReadLines(SharedFolder.Path("data", set, "index.tsv")).Select(line => line.Split('\t')),
        ];
        (int rank, int dead) = (Array.IndexOf(index[0], "rank_of_corr"), Array.IndexOf(index[0], "constant_columns"));
        foreach (string[] row in index.Skip(1))
        {
            var d = SignalDiagnosis.Of(SignalsTable.Read(SharedFolder.Path("data", set, row[0])));

            Assert.Equal((row[0], row[dead]), (row[0], $"{d.DeadRegions.Count}"));
            Assert.Equal((row[0], row[rank]), (row[0], $"{d.Rank}"));
            Assert.True(d.LacksDirections, row[0]);
        }
    }
}
