using Gyrus.Covariance.Cleaning;
using Gyrus.Pipelines.Comparison;
using Gyrus.Pipelines.NoiseCleaning;

namespace Gyrus.Tests.Pipelines.NoiseCleaning;

public sealed class PaperClaimTests
{
    private static readonly ClaimPart Likelihood = new(null, "a", "b", ExperimentMeasure.LogLikelihood);
    private static readonly ClaimPart Distance = new(null, "a", "b", ExperimentMeasure.PrecisionDistance);

    [Theory]
    [InlineData(2.1, Verdict.Holds)]
    [InlineData(1.9, Verdict.Undecided)]
    [InlineData(-1.9, Verdict.Undecided)]
    [InlineData(-2.1, Verdict.Fails)]
    public void Decide_ByTwoStandardErrors(double difference, Verdict expected)
    {
        Assert.Equal(expected, Decide(Likelihood, new ErrorMean(difference, 1, 9)));
        Assert.Equal(expected, Decide(Distance, new ErrorMean(-difference, 1, 9)));
    }

    [Fact]
    public void Decide_OrEqual_HoldsUnlessWorse()
    {
        Assert.Equal(Verdict.Holds, Decide(Likelihood with { OrEqual = true }, new ErrorMean(-1.9, 1, 9)));
        Assert.Equal(Verdict.Fails, Decide(Likelihood with { OrEqual = true }, new ErrorMean(-2.1, 1, 9)));
    }

    [Fact]
    public void Decide_OneValueOrNone_IsNotAsked()
    {
        Assert.Equal(Verdict.NotAsked, Decide(Likelihood, null));
        Assert.Equal(Verdict.NotAsked, Decide(Likelihood, new ErrorMean(5, null, 1)));
    }

    [Fact]
    public void Decide_Claim_FailsWhenOneComparisonDoes()
    {
        var claim = new PaperClaim
        {
            Number = "x",
            Text = "x",
            Parts = [Likelihood, Likelihood with { Worse = "c" }, Likelihood with { Worse = "unknown" }],
        };

        ClaimVerdict good = claim.Decide(EstimatorVariant.Right, (_, _, w, _) => w == "unknown" ? null : new(3, 1, 9));
        ClaimVerdict bad = claim.Decide(EstimatorVariant.Right, (_, _, w, _) => new ErrorMean(w == "c" ? -3 : 3, 1, 9));

        Assert.Equal(Verdict.Holds, good.Verdict);
        Assert.Equal(1, good.Count(Verdict.NotAsked));
        Assert.Equal(Verdict.Fails, bad.Verdict);
    }

    [Fact]
    public void Decide_Released_TakesTheReleasedFormWhereThereIsOne()
    {
        ClaimPartVerdict verdict = Likelihood.Decide(
            EstimatorVariant.Released,
            (_, better, worse, _) => (better, worse) == ("a@released", "b") ? new ErrorMean(3, 1, 9) : null
        );

        Assert.Equal(Verdict.Holds, verdict.Verdict);
    }

    [Fact]
    public void Synthetic_NamesAreOfTheCatalogue()
    {
        string[] known = [.. EstimatorCatalogue.All.Select(e => e.Name)];

        Assert.All(
            PaperClaims
                .Synthetic(NoiseCleaningExperiment.Grid([144, 1000], [1, 3]))
                .Concat(PaperClaims.Natural)
                .SelectMany(c => c.Parts),
            p =>
            {
                Assert.Contains(p.Better, known);
                Assert.Contains(p.Worse, known);
            }
        );
        Assert.All(PaperFigure.All.SelectMany(f => f.Methods), m => Assert.Contains(m, known));
    }

    [Fact]
    public void AscentTrace_StartsAtTheIdentityAndEndsAtTheSample()
    {
        var experiment = new NoiseCleaningExperiment { Regions = 12, Estimators = [EstimatorCatalogue.Parse("cvc")] };
        var cell = new ExperimentCell(40, 1);

        AscentTrace trace = AscentTrace.Of(experiment, cell, 0);

        ComparedSamples samples = experiment.Draw(cell, 0);
        for (int i = 1; i < trace.Times.Count; i++)
        {
            Assert.True(trace.Train[i] >= trace.Train[i - 1] - 1e-9);
        }

        CriterionValues raw = Criteria.Of(new LinearShrinkage().At(0).Fit(samples.Train).Precision!, samples.Train);
        Assert.Equal(raw.LogLikelihood, trace.Train[^1], 1.0);
        Assert.InRange(trace.Test.Max() - trace.Test[^1], 0.1, 100);
    }

    private static Verdict Decide(ClaimPart part, ErrorMean? difference) =>
        part.Decide(EstimatorVariant.Right, (_, _, _, _) => difference).Verdict;
}
