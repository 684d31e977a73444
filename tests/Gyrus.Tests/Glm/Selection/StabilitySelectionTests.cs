using Gyrus.Glm;
using Gyrus.Glm.Selection;

namespace Gyrus.Tests.Glm.Selection;

public sealed class StabilitySelectionTests
{
    private static readonly StabilitySelection Options = new()
    {
        Path = new RegularizationPath
        {
            Model = new GeneralizedLinearModel { Regularizer = new GroupLasso() },
            Count = 20,
            Ratio = 1e-2,
        },
        Pairs = 20,
        Seed = 3,
    };

    [Fact]
    public void Fit_TrueBlocksAreStable_AndTheOthersAreNot()
    {
        StabilitySelectionFit fit = Options.Fit(SelectionData.Counts(1, 1200), threads: 2);

        Assert.Equal(["position", "head"], fit.Selected);
        Assert.All(fit.Frequencies, f => Assert.InRange(f, 0, 1));
        Assert.InRange(fit.MeanSelected, 1, 2);
        Assert.Equal(fit.MeanSelected, fit.Frequencies.Sum(), 1e-12);
    }

    [Fact]
    public void Fit_NoBlockHasAPart_NoneIsStableMoreOftenThanTheBoundSays()
    {
        int wrong = 0;
        double bound = 0;
        for (ulong s = 0; s < 20; s++)
        {
            StabilitySelectionFit fit = (Options with { MaximumSelected = 1, Pairs = 10, Threshold = 0.9 }).Fit(
                SelectionData.Counts(100 + s, 300, 1, 0),
                threads: 2
            );
            wrong += fit.Selected.Count;
            bound += fit.MeinshausenBuhlmannBound;
        }

        Assert.InRange(wrong, 0, bound);
    }

    [Fact]
    public void Fit_FitsThatDoNotReachTheirTolerance_AreCountedAndTold()
    {
        GlmData data = SelectionData.Counts(2, 300);
        StabilitySelection strict = Options with
        {
            Path = Options.Path with { Model = Options.Path.Model with { Tolerance = 1e-9, MaxIterations = 1 } },
            Pairs = 3,
        };

        StabilitySelectionFit fit = strict.Fit(data);

        Assert.InRange(fit.LateFits, 1, 6 * fit.Strengths.Count);
        Assert.Contains(fit.Warnings, w => w.StartsWith($"{fit.LateFits} fits of halves", StringComparison.Ordinal));
        Assert.Equal(0, (Options with { Pairs = 3 }).Fit(data).LateFits);
    }

    [Fact]
    public void Fit_SeedAndThreads_GiveTheSameFrequencies()
    {
        GlmData data = SelectionData.Counts(2, 300);

        Assert.Equal(Options.Fit(data).Frequencies, Options.Fit(data, threads: 2).Frequencies);
        Assert.NotEqual(
            Options.Fit(data).Paths.AsSpan().ToArray(),
            (Options with { Seed = 4 }).Fit(data).Paths.AsSpan().ToArray()
        );
    }

    [Fact]
    public void Fit_Paths_RiseToTheFrequencies()
    {
        StabilitySelectionFit fit = Options.Fit(SelectionData.Counts(2, 300));

        for (int g = 0; g < 4; g++)
        {
            double[] path = fit.Paths.Column(g).ToArray();
            Assert.Equal(path.Order(), path);
            Assert.Equal(fit.Frequencies[g], path[^1]);
        }
    }

    [Theory]
    [InlineData(300)]
    [InlineData(1000)]
    public void Fit_ABlockLengthThatLeavesOneStretch_SaysSoWithTheNumbers(int length)
    {
        GlmData data = SelectionData.Counts(2, 300) with { Trials = null };

        string message = Assert
            .Throws<ArgumentException>(() => (Options with { BlockLength = length }).Fit(data))
            .Message;

        Assert.Contains("at least 2 stretches", message, StringComparison.Ordinal);
        Assert.Contains($"300 samples make one stretch of BlockLength = {length}.", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Fit_ABlockLengthThatLeavesTwoStretches_IsTaken()
    {
        GlmData data = SelectionData.Counts(2, 300) with { Trials = null };

        Assert.Equal(4, (Options with { BlockLength = 150, Pairs = 2 }).Fit(data).Frequencies.Count);
    }

    [Fact]
    public void Fit_ANeuronRecordedInOneTrialOnly_NamesTheNeuronAndTheHalf()
    {
        GlmData data = SelectionData.Counts(2, 300);
        data = data with
        {
            Responses = Matrix.Create(300, 1, (i, _) => i < 280 ? double.NaN : data.Responses[i, 0]),
            Neurons = ["late"],
        };

        string message = Assert.Throws<ArgumentException>(() => Options.Fit(data)).Message;

        Assert.Matches("^Half [0-9]+ of 40 has no sample of late in which everything is finite: .* 15 trials", message);
    }

    [Fact]
    public void Bounds_OfWorkedNumbers()
    {
        // q = 5 of p = 50, π = 0.75, B = 50.
        Assert.Equal(1, SelectionBounds.MeinshausenBuhlmann(5, 50, 0.75), 1e-14);
        Assert.Equal(0.5 / (2 * (0.5 - 0.01)), SelectionBounds.Unimodal(5, 50, 0.75, 50), 1e-14);
        Assert.Equal(0.5 * 4 * (0.1 + 0.01) / 1.02, SelectionBounds.Unimodal(5, 50, 0.9, 50), 1e-14);
    }

    [Fact]
    public void ConcaveBound_IsBelowTheUnimodalOneAndAboveBinomialTails()
    {
        foreach (double threshold in new[] { 0.6, 0.75, 0.9 })
        {
            double concave = SelectionBounds.Concave(5, 50, threshold, 50);

            Assert.InRange(concave, 1e-9, SelectionBounds.Unimodal(5, 50, threshold, 50));
        }

        // A binomial is log-concave, hence r-concave: no bound may be below its tail.
        double tail = Enumerable.Range(6, 15).Sum(k => Choose(20, k) * Math.Pow(0.2, k) * Math.Pow(0.8, 20 - k));
        Assert.True(ConcaveTail.Largest(0.2, 0.3, 20, -0.5) >= tail);
    }

    [Fact]
    public void ConcaveTail_IsTheBestOfADenseSearchOverPowerLaws()
    {
        // X on 0 … 2, mean η: f₀ + f₁ + f₂ = 1, f₁ + 2f₂ = 2η; P(X = 2) is largest where f₁^r is on the line between its neighbours.
        double eta = 0.2;
        double best = 0;
        for (int i = 0; i <= 200_000; i++)
        {
            double two = i * eta / 200_000;
            double one = (2 * eta) - (2 * two);
            double zero = 1 - one - two;
            bool concave = two == 0 || Math.Pow(one, -0.5) <= 0.5 * (Math.Pow(zero, -0.5) + Math.Pow(two, -0.5));
            best = concave ? Math.Max(best, two) : best;
        }

        Assert.Equal(best, ConcaveTail.Largest(eta, 1, 2, -0.5), 1e-4);
    }

    private static double Choose(int n, int k) => Enumerable.Range(1, k).Aggregate(1.0, (c, i) => c * (n - k + i) / i);
}
