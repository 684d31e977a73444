using Gyrus.Covariance;
using Gyrus.Covariance.Cleaning;
using Gyrus.Pipelines.Comparison;
using Gyrus.Signals;
using Gyrus.Validation;

namespace Gyrus.Tests.Pipelines.Comparison;

public sealed class EstimatorComparisonTests
{
    private static readonly NamedEstimator[] Two =
    [
        EstimatorCatalogue.Parse("shrinkage-cv"),
        EstimatorCatalogue.Parse("cvc"),
    ];

    [Fact]
    public void Compare_DifferencesArePairedByHand()
    {
        ComparisonResult result = new EstimatorComparison { Estimators = Two }.Compare(Signals(4));

        double[] differences =
        [
            .. result.Subjects.Select(s =>
                s.Outcomes[1].Test!.Value.LogLikelihood - s.Outcomes[0].Test!.Value.LogLikelihood
            ),
        ];
        double mean = differences.Average();
        double error = Math.Sqrt(differences.Sum(d => (d - mean) * (d - mean)) / 3 / 4);
        CriterionSummary summary = result.Summaries[1].LogLikelihood;
        Assert.Equal("shrinkage-cv", result.Reference);
        Assert.Equal(mean, summary.Difference!.Value.Mean, 1e-12);
        Assert.Equal(error, summary.Difference.Value.Error!.Value, 1e-12);
        Assert.Equal(differences.Count(d => d > 0), summary.Wins);
        Assert.Equal(new ErrorMean(0, 0, 4), result.Summaries[0].LogLikelihood.Difference);
        Assert.Equal(4, result.Summaries.Sum(s => s.LogLikelihood.Firsts));
        Assert.Equal([mean > 0 ? 2 : 1, mean > 0 ? 1 : 2], result.Summaries.Select(s => s.LogLikelihood.Rank!.Value));
    }

    [Fact]
    public void Compare_ScoresAreThoseOfTheStandardisedTest()
    {
        RegionSignals subject = Signals(1)[0];

        ComparisonResult result = new EstimatorComparison { Estimators = Two }.Compare([subject]);

        StandardisedSplit split = StandardisedSplit.Of(
            subject.Values,
            TrainTestSplit.Contiguous.Split(subject.Samples)
        );
        CovarianceFit fit = new CrossValidatedEigenvalues().Fit(split.Train);
        CriterionValues expected = Criteria.Of(fit.Precision!, split.Test);
        Assert.Equal(expected, result.Subjects[0].Outcomes[1].Test);
        Assert.Null(result.Summaries[1].LogLikelihood.Mean!.Value.Error);
    }

    [Fact]
    public void Compare_SmallerCompletionErrorIsBetter()
    {
        ComparisonResult result = new EstimatorComparison
        {
            Estimators = [Fixed("good", 0.1), Fixed("bad", 1)],
            Reference = "bad",
        }.Compare(Signals(3));

        CriterionSummary good = result.Summaries[0].CompletionError;
        Assert.Equal(1, good.Rank);
        Assert.Equal(3, good.Wins);
        Assert.True(good.Difference!.Value.Mean < 0);
    }

    [Fact]
    public void Compare_RefusedEstimator_IsVisibleAndLeftOutOfMeans()
    {
        NamedEstimator fussy = Make(
            "fussy",
            new Refusing(samples => samples.Rows == 64 ? "T is 64, which this estimator does not like." : null)
        );

        ComparisonResult result = new EstimatorComparison { Estimators = [.. Two, fussy] }.Compare([
            .. Signals(2),
            Signals(3, samples: 100)[2],
        ]);

        EstimatorSummary summary = result.Summaries[2];
        Assert.Equal(["sub-0", "sub-1"], summary.Refused.Select(r => r.Subject));
        Assert.Contains("does not like", summary.Refused[0].Reason, StringComparison.Ordinal);
        Assert.Equal(1, summary.LogLikelihood.Mean!.Value.Count);
        Assert.Equal(1, summary.LogLikelihood.Difference!.Value.Count);
        Assert.Null(summary.LogLikelihood.Rank);
        Assert.Equal(3, result.Summaries[0].LogLikelihood.Mean!.Value.Count);
    }

    [Fact]
    public void Compare_SingularCovariance_IsNotDefinedAndNeverAveraged()
    {
        RegionSignals[] shortOnes = Signals(3, samples: 10);

        ComparisonResult result = new EstimatorComparison { Estimators = [Two[0], Fixed("raw", 0)] }.Compare(shortOnes);

        EstimatorSummary raw = result.Summaries[1];
        Assert.Equal(3, raw.NotDefined.Count);
        Assert.Empty(raw.Refused);
        Assert.Null(raw.LogLikelihood.Mean);
        Assert.Null(raw.CompletionError.Difference);
        Assert.Equal(12, raw.Trace!.Value.Mean, 1e-9);
        Assert.True(double.IsFinite(result.Summaries[0].LogLikelihood.Mean!.Value.Mean));
    }

    [Fact]
    public void Compare_ThreadsDoNotChangeABit()
    {
        ComparisonResult one = new EstimatorComparison { Estimators = Two }.Compare(Signals(6));
        ComparisonResult four = new EstimatorComparison { Estimators = Two, Threads = 4 }.Compare(Signals(6));

        for (int s = 0; s < 6; s++)
        {
            for (int e = 0; e < 2; e++)
            {
                Assert.Equal(one.Subjects[s].Outcomes[e].Test, four.Subjects[s].Outcomes[e].Test);
                Assert.Equal(one.Subjects[s].Outcomes[e].ConditionNumber, four.Subjects[s].Outcomes[e].ConditionNumber);
            }
        }
    }

    [Fact]
    public void Compare_WithTruth_BoundsAreRowsAndTheInvariantOracleIsClosestInFrobenius()
    {
        SyntheticSeries series = new SyntheticDirichlet { Regions = 12, Samples = 60 }.Generate();
        StandardisedSplit split = StandardisedSplit.Of(series.Samples, TrainTestSplit.Contiguous.Split(60));

        ComparisonResult result = new EstimatorComparison { Estimators = [.. Two, Fixed("half", 0.5)] }.Compare([
            new ComparedSamples
            {
                Subject = "r0",
                Train = split.Train,
                Test = split.Test,
                Truth = new KnownTruth(series.Covariance, series.Precision),
            },
        ]);

        Assert.Equal(
            ["shrinkage-cv", "cvc", "half", "truth", "ri-oracle", "ri-oracle-precision"],
            result.Estimators.Select(e => e.Name)
        );
        IReadOnlyList<EstimatorOutcome> outcomes = result.Subjects[0].Outcomes;
        Assert.Equal(0, outcomes[3].Distances!.Precision!.Value, 1e-9);
        Assert.All(
            outcomes.Take(3),
            o => Assert.True(o.Distances!.CovarianceFrobenius >= outcomes[4].Distances!.CovarianceFrobenius)
        );
        Assert.All(
            outcomes.Take(3),
            o => Assert.True(o.Distances!.Precision > 0 && o.Distances.PrecisionUpper < o.Distances.Precision)
        );
        Assert.Null(result.Summaries[3].LogLikelihood.Rank);
        Assert.Equal(0, result.Summaries[3].LogLikelihood.Firsts);
    }

    [Fact]
    public void Compare_GroupEstimator_SeesAllTrainingsAtOnce()
    {
        var entry = new CatalogueEntry
        {
            Name = "pooled",
            Title = "Pooled",
            Description = "The mean of all.",
            Source = "-",
            CreateGroup = _ => new Pooled(),
        };

        ComparisonResult result = new EstimatorComparison
        {
            Estimators = [new NamedEstimator("pooled", entry, new EstimatorSettings())],
        }.Compare(Signals(3));

        double[] conditions = [.. result.Subjects.Select(s => s.Outcomes[0].ConditionNumber!.Value)];
        Assert.All(conditions, c => Assert.Equal(conditions[0], c));
        Assert.Equal("pooled", result.Reference);
    }

    [Fact]
    public void Compare_WrongReferenceOrNameTwice_IsSaid()
    {
        ArgumentException reference = Assert.Throws<ArgumentException>(() =>
            new EstimatorComparison { Estimators = Two, Reference = "rie" }.Compare(Signals(1))
        );
        ArgumentException twice = Assert.Throws<ArgumentException>(() =>
            new EstimatorComparison { Estimators = [Two[0], Two[0]] }
        );

        Assert.Contains("'rie'", reference.Message, StringComparison.Ordinal);
        Assert.Contains("twice", twice.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Compare_Cancelled_Throws() =>
        Assert.ThrowsAny<OperationCanceledException>(() =>
            new EstimatorComparison { Estimators = Two }.Compare(
                Signals(1),
                cancellationToken: new CancellationToken(canceled: true)
            )
        );

    private static RegionSignals[] Signals(int subjects, int samples = 80) =>
        [
            .. Enumerable
                .Range(0, subjects)
                .Select(k => new RegionSignals(
                    $"sub-{k}",
                    new SyntheticDirichlet { Regions = 12, Samples = samples }
                        .Generate(k)
                        .Samples,
                    [.. Enumerable.Range(0, 12).Select(j => new Region(j + 1, $"r{j}"))]
                )),
        ];

    private static NamedEstimator Fixed(string name, double shrinkage) =>
        Make(name, new LinearShrinkage().At(shrinkage));

    private static NamedEstimator Make(string name, ICovarianceEstimator estimator) =>
        new(
            name,
            new CatalogueEntry
            {
                Name = name,
                Title = name,
                Description = name,
                Source = "-",
                Create = _ => estimator,
            },
            new EstimatorSettings()
        );

    private sealed class Refusing(Func<Matrix, string?> reason) : ICovarianceEstimator
    {
        public CovarianceFit Fit(Matrix signals) =>
            reason(signals) is { } why
                ? throw new EstimatorUndefinedException(why)
                : new LinearShrinkage().At(0.3).Fit(signals);
    }

    private sealed class Pooled : IGroupCovarianceEstimator
    {
        public IReadOnlyList<CovarianceFit> Fit(IReadOnlyList<Matrix> subjects)
        {
            Matrix[] each = [.. subjects.Select(s => SampleCovariance.OfSignals(s).Values)];
            Matrix mean = Matrix.Create(each[0].Rows, each[0].Rows, (i, j) => each.Average(m => m[i, j]));
            return [.. subjects.Select(s => new CovarianceFit { Covariance = SampleCovariance.Of(mean, s.Rows) })];
        }
    }
}
