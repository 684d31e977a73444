using Gyrus.Covariance;
using Gyrus.Covariance.Cleaning;
using Gyrus.Validation;

namespace Gyrus.Tests.Covariance.Cleaning;

/// <summary>A search whose family scores roughly first.</summary>
public sealed class ScreeningTests
{
    [Fact]
    public void AValueThatOnlyLooksBest_DoesNotWin()
    {
        // 60 values; the truth peaks at 40. Rough scores flatter the first 30 so much that no good value is among the first finalists.
        var family = new Misleading(60, best: 40, flattered: 30);

        CovarianceFit fit = new CrossValidated { Family = family }.Fit(SparsePrecisionTests.Signals(60, 5, 1));

        Assert.Equal(40, fit.Choice!.Value);
        Assert.Equal(0, fit.Choice.MeanScores![40]);
    }

    [Fact]
    public void AllThatCouldWin_AreRefined_AndNothingTwice()
    {
        var family = new Misleading(60, best: 40, flattered: 0);

        CovarianceFit fit = new CrossValidated { Family = family, Threads = 2 }.Fit(
            SparsePrecisionTests.Signals(60, 5, 1)
        );

        Assert.Equal(40, fit.Choice!.Value);
        Assert.All(family.Refined, static times => Assert.InRange(times, 0, 6));
        Assert.True(family.Refined.Count(static times => times > 0) <= 40, string.Join(' ', family.Refined));
    }

    [Fact]
    public void FactorAnalysis_TheBestScore_IsThatOfTightFits()
    {
        var prepared = new PreparedSignals(FactorAnalysisTests.WithFactors(400, 16, 3, 10));
        IReadOnlyList<PreparedFold> folds = prepared.Folds(new FoldPlan());

        // A single step a rank: without refinement the scores would be off by tenths.
        HyperParameterChoice choice = new CrossValidated
        {
            Family = new FactorAnalysisFamily { ScreeningPromise = 1e6 },
        }
            .Fit(prepared)
            .Choice!;

        // At the true rank; with fewer factors the likelihood has several maxima.
        double tight = folds.Average(fold =>
            Criteria
                .Of(
                    new FactorAnalysis { Factors = 3 }
                        .Fit(fold.Training)
                        .Precision!,
                    fold.Validation
                )
                .Score(CleaningCriterion.LogLikelihood)
        );
        Assert.Equal(3, choice.Value);
        Assert.Equal(tight, choice.MeanScores![2], 1e-3);
    }

    private sealed record Misleading(int Count, int BestValue, int Flattered) : EstimatorFamily
    {
        public Misleading(int count, double best, int flattered)
            : this(count, (int)best, flattered) => Refined = new int[count];

        public int[] Refined { get; } = [];

        public override string HyperParameter => "value";

        public override IReadOnlyList<double> Grid(PreparedSignals signals) =>
            [.. Enumerable.Range(0, Count).Select(static g => (double)g)];

        public override CleaningEstimator At(double value) => new RawCovariance();

        internal override FoldScores Search(
            PreparedFold fold,
            IReadOnlyList<double> grid,
            CleaningCriterion criterion
        ) => new Scores(this);

        private double Truth(int g) => -Math.Abs(g - BestValue);

        private sealed class Scores(Misleading family)
            : FoldScores([
                .. Enumerable.Range(0, family.Count).Select(g => family.Truth(g) + (g < family.Flattered ? 100 : 0)),
            ])
        {
            public override bool AreRough => true;

            public override void Refine(IReadOnlyList<int> positions)
            {
                foreach (int g in positions)
                {
                    Values[g] = family.Truth(g);
                    Interlocked.Increment(ref family.Refined[g]);
                }
            }
        }
    }
}
