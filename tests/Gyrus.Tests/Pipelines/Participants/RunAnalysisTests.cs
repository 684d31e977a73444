using Gyrus.Covariance.Cleaning;
using Gyrus.Pipelines;
using Gyrus.Pipelines.Participants;
using Gyrus.Signals;

namespace Gyrus.Tests.Pipelines.Participants;

public sealed class RunAnalysisTests
{
    [Fact]
    public void Analyse_GivesCorrelationsAndADiagnosisOfTheRun()
    {
        AnalysedRun run = new RunAnalysis().Analyse("sub-01", Signals(60, 5));

        Assert.Equal("sub-01", run.Name);
        Assert.Equal(60, run.Cleaned!.Diagnosis.Samples);
        for (int i = 0; i < 5; i++)
        {
            Assert.Equal(1, run.Correlation[i, i], 1e-12);
            Assert.Equal(1, run.Cleaned.Correlation[i, i], 1e-12);
        }
    }

    [Fact]
    public void Analyse_WhenTheEstimatorHasNoValue_KeepsTheRunAndSaysSo()
    {
        var analysis = new RunAnalysis { Estimator = EstimatorCatalogue.Parse("rie") };

        AnalysedRun run = analysis.Analyse("sub-01", Signals(8, 12));

        Assert.Null(run.Cleaned);
        Assert.Equal(12, run.Correlation.Rows);
        Assert.Contains(
            run.Warnings,
            w => w.Contains("no noise-cleaned correlations were made", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Analyse_OfADeadRegion_RefusesOrDropsIt()
    {
        SubjectSignals signals = Signals(60, 5, dead: 2);

        ArgumentException refused = Assert.Throws<ArgumentException>(() =>
            new RunAnalysis().Analyse("sub-01", signals)
        );
        AnalysedRun run = new RunAnalysis { DeadRegions = DeadRegions.Drop }.Analyse("sub-01", signals);

        Assert.Contains("'r2' in 'sub-01'", refused.Message, StringComparison.Ordinal);
        Assert.Equal(["r0", "r1", "r3", "r4"], run.Signals.Cleaned.Signals.Regions.Select(r => r.Name));
    }

    [Fact]
    public void Analyse_WhenCleaningLeftNothing_Refuses()
    {
        SubjectSignals signals = Signals(60, 5, confounds: 59);

        ArgumentException refused = Assert.Throws<ArgumentException>(() =>
            new RunAnalysis().Analyse("sub-01", signals)
        );

        Assert.Contains("take all their degrees of freedom", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WarningsOf_RunsThatAreAlike_AreSaidOnce()
    {
        AnalysedRun run = new RunAnalysis().Analyse("sub-01_run-1", Signals(60, 5));
        AnalysedRun Odd(string name, string what) =>
            run with
            {
                Name = name,
                Signals = run.Signals with { Warnings = [$"{name}: {what}"] },
            };

        IReadOnlyList<string> warnings = AnalysedRun.WarningsOf([
            Odd("sub-01_run-1", "odd."),
            Odd("sub-01_run-2", "odd."),
            Odd("sub-01_run-3", "else."),
        ]);

        Assert.Equal(["sub-01_run-1: odd. (So is one more run.)", "sub-01_run-3: else."], warnings);
    }

    private static SubjectSignals Signals(int samples, int regions, int dead = -1, int confounds = 0)
    {
        var rng = Rng.ForPart(7, 0);
        return new SubjectSignals
        {
            Cleaned = new CleanedSignals
            {
                Signals = new RegionSignals(
                    "sub-01",
                    Matrix.Create(samples, regions, (_, j) => j == dead ? 0 : rng.NextNormal()),
                    [.. Enumerable.Range(0, regions).Select(k => new Region(k + 1, $"r{k}"))]
                ),
                KeptSamples = [.. Enumerable.Range(0, samples)],
                DegreesOfFreedom = new DegreesOfFreedom
                {
                    Samples = samples,
                    Trend = 2,
                    Filter = 0,
                    Confounds = confounds,
                },
            },
            Confounds = [],
            Warnings = [],
        };
    }
}
