using Gyrus.Covariance.Cleaning;
using Gyrus.Optimization;
using Gyrus.Pipelines;
using Gyrus.Pipelines.Comparison;
using Gyrus.Signals;
using Gyrus.Tests.Covariance.Cleaning;
using Gyrus.Validation;

namespace Gyrus.Tests.Pipelines.Comparison;

/// <summary>What a comparison concludes, and when it must not conclude.</summary>
public sealed class ComparisonVerdictTests
{
    [Fact]
    public void Verdict_OneEstimatorBetterEverywhere_NamesItWithItsPairedDifference()
    {
        StudyComparison study = Of(
            [
                [1, 3, 2],
                [2, 3.5, 2.6],
                [0, 2, 1.1],
                [1, 3.4, 1.9],
            ],
            [
                [3, 1, 2],
                [3, 1, 2],
                [3, 1, 2],
                [3, 1, 2],
            ]
        );

        ComparisonVerdict verdict = study.Verdict;

        // Differences 2, 1.5, 2, 2.4: mean 1.975, standard error √(0.4075/3/4) = 0.18428.
        Assert.Equal("auto", verdict.Best?.Name);
        Assert.Empty(verdict.Level);
        Assert.False(verdict.CriteriaDisagree);
        Assert.Contains(
            "it beats cvc by 1.975 ± 0.184 nats per volume (mean ± standard error) on held-out blocks of time.",
            Assert.Single(verdict.Sentences),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Verdict_DifferenceWithinItsInterval_IsLevel()
    {
        StudyComparison study = Of(
            [
                [0, 3, 2.9],
                [0, 3, 3.2],
                [0, 3, 2.7],
                [0, 3, 3],
            ],
            [
                [3, 1, 2],
                [3, 1, 2],
                [3, 1, 2],
                [3, 1, 2],
            ]
        );

        ComparisonVerdict verdict = study.Verdict;

        Assert.Equal("shrinkage-cv", Assert.Single(verdict.Level).Name);
        Assert.Contains("; shrinkage-cv is level with it.", verdict.Sentences[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Verdict_CriteriaThatDisagree_SaysSo()
    {
        StudyComparison study = Of(
            [
                [1, 3, 2],
                [1, 3.1, 2],
                [1, 2.9, 2.1],
                [1, 3, 2],
            ],
            [
                [0.1, 0.5, 0.4],
                [0.1, 0.52, 0.4],
                [0.12, 0.5, 0.4],
                [0.1, 0.5, 0.4],
            ]
        );

        ComparisonVerdict verdict = study.Verdict;

        Assert.Equal(("auto", "cvc"), (verdict.Best?.Name, verdict.BestByCompletion?.Name));
        Assert.True(verdict.CriteriaDisagree);
        Assert.StartsWith("The criteria disagree: cvc", verdict.Sentences[1], StringComparison.Ordinal);
        Assert.Contains(
            "its likelihood is lower by 2 ± 0.041 nats (means ± standard errors)",
            verdict.Sentences[1],
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Verdict_OneRecording_CallsNothingSure()
    {
        ComparisonVerdict verdict = Of(
            [
                [1, 3, 2.99],
            ],
            [
                [3, 1, 2],
            ]
        ).Verdict;

        Assert.Empty(verdict.Level);
        Assert.Contains("This is one recording", verdict.Sentences[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Verdict_OneRecordingAndAHairOfDifference_DoesNotSayByZero()
    {
        ComparisonVerdict verdict = Of(
            [
                [2.9999, 3, 2],
            ],
            [
                [3, 1, 2],
            ]
        ).Verdict;

        Assert.Contains(
            "it beats cvc by less than 0.001 nats per volume",
            verdict.Sentences[0],
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Verdict_EstimatorWithoutAValue_IsNotRankedAndToBeAvoided()
    {
        ComparisonVerdict verdict = Of(
            [
                [1, null, 2],
                [1, 9, 2],
            ],
            [
                [3, null, 2],
                [3, 1, 2],
            ]
        ).Verdict;

        Assert.Equal("shrinkage-cv", verdict.Best?.Name);
        Assert.Contains(
            verdict.Sentences,
            s => s.Contains("Do not use auto (no value in 1 of 2 recordings)", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Verdict_RivalThatDidNotConverge_IsNotTheOneThatIsBeatenAndIsNamedInAWarning()
    {
        StudyComparison study = Of(
            [
                [1, 3, 2],
                [2, 3.5, 2.6],
                [0, 2, 1.1],
                [1, 3.4, 1.9],
            ],
            [
                [3, 1, 2],
                [3, 1, 2],
                [3, 1, 2],
                [3, 1, 2],
            ],
            late: "cvc"
        );

        Assert.Contains("it beats shrinkage-cv by", study.Verdict.Sentences[0], StringComparison.Ordinal);
        Assert.Contains(
            "Iterative fits that did not converge, so that their scores may be off: cvc (in 4 of 4 recordings).",
            study.Warnings
        );
        Assert.False(study.Converged);
    }

    [Fact]
    public void Compare_BandPassed_NamesNoWinner()
    {
        StudyComparison study = Compare(DiagnosedSignals.BandPassed(200, 20, 8), TrainTestSplit.Contiguous);

        Assert.False(study.IsComparable);
        Assert.Null(study.Verdict.Best);
        Assert.StartsWith("These signals cannot rank estimators", study.Verdict.Sentences[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Compare_Autocorrelated_LeavesTheAutocorrelationTimeBetweenTrainingAndTest()
    {
        StudyComparison study = Compare(DiagnosedSignals.Autoregressive(400, 8, 0.8), TrainTestSplit.Contiguous);

        int gap = study.Diagnoses[0].Gap;
        Assert.True(gap >= 3);
        Assert.Equal((gap, 320 - gap), (study.Split.Gap, study.Result.Subjects[0].TrainSamples));
        Assert.DoesNotContain(study.Warnings, w => w.Contains("shorter than", StringComparison.Ordinal));
    }

    [Fact]
    public void Compare_RandomSplitOfAutocorrelated_WarnsFirstOfTheLeak()
    {
        StudyComparison study = Compare(DiagnosedSignals.Autoregressive(400, 8, 0.8), TrainTestSplit.Random(1));

        Assert.StartsWith("The volumes were split at random", study.Warnings[0], StringComparison.Ordinal);
        Assert.Equal(0, study.Split.Gap);
    }

    private static Convergence Stopped =>
        new()
        {
            Method = "ascent",
            Iterations = 9,
            Objective = 1,
            Certificate = 1,
            Tolerance = 1e-6,
        };

    private static StudyComparison Compare(RegionSignals signals, TrainTestSplit split) =>
        new ComparisonStudy
        {
            Estimators = [EstimatorCatalogue.Parse("auto"), EstimatorCatalogue.Parse("shrinkage-cv")],
            Split = split,
        }.Compare(StudySignals.Of([signals]));

    /// <summary>A comparison of cvc (the reference), auto and shrinkage-cv with values as given: recordings × estimators.</summary>
    private static StudyComparison Of(double?[][] likelihood, double?[][] completion, string? late = null)
    {
        ComparedEstimator[] estimators =
        [
            .. ((string[])["cvc", "auto", "shrinkage-cv"]).Select(n =>
                ComparedEstimator.Of(EstimatorCatalogue.Parse(n))
            ),
        ];
        SubjectComparison[] subjects =
        [
            .. likelihood.Select(
                (row, s) =>
                    new SubjectComparison
                    {
                        Subject = $"sub-{s}",
                        Regions = 8,
                        TrainSamples = 300,
                        TestSamples = 100,
                        Outcomes =
                        [
                            .. row.Select(
                                (l, e) =>
                                    new EstimatorOutcome
                                    {
                                        Estimator = estimators[e].Name,
                                        Refused = l is null ? "no value" : null,
                                        Convergence = estimators[e].Name == late ? Stopped : null,
                                        Test = l is { } value
                                            ? new CriterionValues(value, value / 8, completion[s][e]!.Value)
                                            : null,
                                    }
                            ),
                        ],
                    }
            ),
        ];
        return new StudyComparison
        {
            Result = new ComparisonResult
            {
                Estimators = estimators,
                Reference = "cvc",
                Subjects = subjects,
                Summaries = new ComparisonSummary(estimators, "cvc", subjects).All(),
            },
            Diagnoses = [.. subjects.Select(s => SignalDiagnosis.Of(DiagnosedSignals.White(400, 8).Named(s.Subject)))],
            Split = TrainTestSplit.Contiguous,
            Settings = new EstimatorSettings(),
            Regions = [],
            StudyWarnings = [],
        };
    }
}
