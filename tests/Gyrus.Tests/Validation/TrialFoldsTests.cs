using Gyrus.Validation;

namespace Gyrus.Tests.Validation;

public sealed class TrialFoldsTests
{
    private static int[] Trials(ulong seed, int samples)
    {
        var rng = new Rng(seed);
        var trials = new List<int>();
        for (int t = 0; trials.Count < samples; t++)
        {
            trials.AddRange(Enumerable.Repeat(t, 1 + rng.NextInt(30)));
        }

        return [.. trials.Take(samples)];
    }

    [Theory]
    [InlineData(FoldAssignment.Contiguous, 0)]
    [InlineData(FoldAssignment.Contiguous, 7)]
    [InlineData(FoldAssignment.Interleaved, 0)]
    [InlineData(FoldAssignment.Interleaved, 3)]
    public void Split_Trials_TestsEachSampleOnceAndSplitsNoTrialAndKeepsTheGap(FoldAssignment assignment, int gap)
    {
        int[] trials = Trials(1, 400);

        IReadOnlyList<SampleSplit> folds = new TrialFolds { Assignment = assignment, Gap = gap }.Split(400, trials);

        Assert.Equal(Enumerable.Range(0, 400), folds.SelectMany(f => f.Test).Order());
        foreach (SampleSplit fold in folds)
        {
            Assert.Empty(fold.Test.Select(i => trials[i]).Intersect(fold.Train.Select(i => trials[i])));
            int[] tested = [.. fold.Test.Select(i => trials[i]).Distinct()];
            Assert.Equal(trials.Count(t => tested.Contains(t)), fold.Test.Count);
            Assert.DoesNotContain(fold.Train, i => fold.Test.Any(j => Math.Abs(i - j) <= gap));
            Assert.Equal(Enumerable.Range(0, 400).Where(i => fold.Test.All(j => Math.Abs(i - j) > gap)), fold.Train);
        }
    }

    [Fact]
    public void Split_ContiguousTrials_FoldsAreStretchesOfAboutEqualSize()
    {
        int[] trials = Trials(2, 1000);

        IReadOnlyList<SampleSplit> folds = new TrialFolds().Split(1000, trials);

        foreach (SampleSplit fold in folds)
        {
            Assert.Equal(fold.Test.Count, fold.Test[^1] - fold.Test[0] + 1);
            Assert.InRange(fold.Test.Count, 200 - 30, 200 + 30);
        }
    }

    [Fact]
    public void Split_OneLongTrialAmongShort_StillGivesEachFoldATrial()
    {
        int[] trials = [.. Enumerable.Repeat(0, 90), 1, 2, 3, 4];

        IReadOnlyList<SampleSplit> folds = new TrialFolds().Split(94, trials);

        Assert.All(folds, f => Assert.NotEmpty(f.Test));
    }

    [Fact]
    public void Split_WithoutTrials_ContiguousFoldsAreThoseOfContiguousFolds() =>
        Assert.Equal(
            ContiguousFolds.Split(103, 5).Select(f => (f.Start, f.Count)),
            new TrialFolds().Split(103).Select(f => (f.Test[0], f.Test.Count))
        );

    [Fact]
    public void Split_InterleavedPieces_EveryFoldSeesTheWholeSeries()
    {
        var plan = new TrialFolds { Assignment = FoldAssignment.Interleaved, PieceLength = 10 };

        IReadOnlyList<SampleSplit> folds = plan.Split(200);

        Assert.All(folds, f => Assert.True(f.Test[0] < 50 && f.Test[^1] >= 150));
        Assert.Equal([.. Enumerable.Range(0, 10), .. Enumerable.Range(50, 10)], folds[0].Test.Take(20));
    }

    [Fact]
    public void Split_FewTrials_Says() =>
        Assert.Contains(
            "5 folds need at least 5 trials, but there are 2",
            Assert.Throws<ArgumentException>(() => new TrialFolds().Split(4, [1, 1, 2, 2])).Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void Split_TrialInTwoStretches_Says() =>
        Assert.Contains(
            "Trial 1 begins again at sample 3",
            Assert.Throws<ArgumentException>(() => new TrialFolds { Folds = 2 }.Split(4, [1, 2, 2, 1])).Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void Split_GapThatLeavesNothing_Says() =>
        Assert.Contains(
            "A gap of 50 samples leaves 0 of 20",
            Assert.Throws<ArgumentException>(() => new TrialFolds { Folds = 2, Gap = 50 }.Split(20)).Message,
            StringComparison.Ordinal
        );
}
