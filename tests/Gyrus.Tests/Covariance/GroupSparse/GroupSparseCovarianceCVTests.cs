using Gyrus.Covariance;
using Gyrus.Covariance.GroupSparse;

namespace Gyrus.Tests.Covariance.GroupSparse;

public sealed class GroupSparseCovarianceCVTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<bool> Presets => [true, false];

    [Theory]
    [MemberData(nameof(Presets))]
    public void Fit_Threads_DoNotChangeABit(bool nilearn)
    {
        GroupSparseCovarianceCV options = nilearn ? GroupSparseCovarianceCV.Nilearn : new();
        Matrix[] subjects = Synthetic(12, 3);

        GroupSparseCovarianceCVFit one = options.Fit(subjects, null, Token);
        GroupSparseCovarianceCVFit four = (options with { Threads = 4 }).Fit(subjects, null, Token);

        Assert.Equal(one.Scores.SelectMany(s => s.FoldScores), four.Scores.SelectMany(s => s.FoldScores));
        Assert.Equal(one.Fit.Precisions[2].AsSpan(), four.Fit.Precisions[2].AsSpan());
    }

    [Fact]
    public void Fit_Scores_AreTheLikelihoodOfTheLeftOutBlocksRecomputed()
    {
        Matrix[] subjects = Synthetic(8, 3);
        var options = new GroupSparseCovarianceCV
        {
            Alphas = [0.05],
            Folds = 4,
            ToleranceCV = 1e-11,
        };

        GroupSparseCovarianceCVFit fit = options.Fit(subjects, null, Token);

        for (int f = 0; f < 4; f++)
        {
            SampleCovariance[] train = [.. subjects.Select(s => Correlation(Block(s, f, test: false)))];
            SampleCovariance[] test = [.. subjects.Select(s => Correlation(Block(s, f, test: true)))];
            GroupPrecisionFit optimum = new GroupSparseCovariance { Alpha = 0.05, Tolerance = 1e-11 }.Fit(train, Token);
            double total = train.Sum(t => (double)t.Samples);
            double score = 0;
            for (int k = 0; k < subjects.Length; k++)
            {
                score +=
                    train[k].Samples
                    / total
                    * (LogDeterminant(optimum.Precisions[k]) - Inner(test[k], optimum.Precisions[k]));
            }

            NumericAssert.Close(score, fit.Scores[0].FoldScores[f], 1e-9);
        }
    }

    [Fact]
    public void Fit_RecordsEveryFit_AndReportsProgressOfAllOfThem()
    {
        var seen = new Counter();

        GroupSparseCovarianceCVFit fit = new GroupSparseCovarianceCV
        {
            AlphaCount = 3,
            Refinements = 2,
            Folds = 3,
            Threads = 2,
        }.Fit(Synthetic(7, 2), seen, Token);

        Assert.Equal(6, fit.Scores.Count);
        Assert.All(fit.Scores, s => Assert.Equal(3, s.FoldConvergence.Count));
        Assert.Equal([0, 0, 0, 1, 1, 1], fit.Scores.Select(s => s.Refinement).Order());
        Assert.Equal(fit.Scores.Select(s => s.Penalty).OrderDescending(), fit.Scores.Select(s => s.Penalty));
        Assert.Equal(fit.Scores.MaxBy(s => s.MeanScore)!.Penalty, fit.Alpha);
        Assert.Equal(Enumerable.Range(1, 18), seen.Done.Order());
        Assert.Equal(fit.Alpha, fit.Fit.Alpha);
    }

    [Fact]
    public void Fit_ScaleOfTheSignals_DoesNotChangeTheDefault()
    {
        Matrix[] subjects = Synthetic(9, 2);
        Matrix[] rescaled =
        [
            .. subjects.Select(s => Matrix.Create(s.Rows, s.Columns, (t, j) => 5 + (Math.Pow(4, j - 4) * s[t, j]))),
        ];

        GroupSparseCovarianceCVFit one = new GroupSparseCovarianceCV().Fit(subjects, null, Token);
        GroupSparseCovarianceCVFit other = new GroupSparseCovarianceCV().Fit(rescaled, null, Token);

        NumericAssert.Close(one.Alpha, other.Alpha, 1e-9);
        NumericAssert.Close(one.Fit.Precisions[1].AsSpan(), other.Fit.Precisions[1].AsSpan(), 1e-4);
    }

    [Fact]
    public void Fit_NilearnOnSignalsOfOtherVariance_WarnsThatTheScalesMix()
    {
        Matrix[] subjects = [.. Synthetic(6, 2).Select(s => Matrix.Create(s.Rows, 6, (t, j) => 3 * s[t, j]))];

        GroupSparseCovarianceCVFit mixed = GroupSparseCovarianceCV.Nilearn.Fit(subjects, null, Token);
        GroupSparseCovarianceCVFit plain = new GroupSparseCovarianceCV().Fit(subjects, null, Token);

        Assert.Contains(mixed.Warnings, w => w.Contains("Standardise the signals", StringComparison.Ordinal));
        Assert.DoesNotContain(plain.Warnings, w => w.Contains("Standardise the signals", StringComparison.Ordinal));
    }

    [Fact]
    public void Fit_SearchRunsOutOfIterations_SaysSoInsteadOfThrowing()
    {
        GroupSparseCovarianceCVFit fit = new GroupSparseCovarianceCV
        {
            MaxIterationsCV = 1,
            MaxIterations = 1,
            Alphas = [0.05, 0.02],
        }.Fit(Synthetic(20, 2), null, Token);

        Assert.False(fit.Fit.Convergence.Converged);
        Assert.Contains(fit.Warnings, w => w.Contains("10 of 10 fits of the search", StringComparison.Ordinal));
    }

    [Fact]
    public void Fit_OneSubject_IsTheGraphicalLassoSearchOnCorrelations()
    {
        Matrix x = Synthetic(8, 1)[0];

        GroupSparseCovarianceCVFit fit = new GroupSparseCovarianceCV { Scale = CovarianceScale.Covariance }.Fit(
            [x],
            null,
            Token
        );
        GraphicalLassoCVFit single = new GraphicalLassoCV().Fit(x, null, Token);

        NumericAssert.Close(single.Penalty, fit.Alpha, 1e-12);
        NumericAssert.Close(single.Fit.Precision.AsSpan(), fit.Fit.Precisions[0].AsSpan(), 1e-12);
    }

    [Fact]
    public void Fit_OneRegion_NeedsAListOfAlphas()
    {
        Matrix[] subjects = Synthetic(1, 2);

        var error = Assert.Throws<ArgumentException>(() => new GroupSparseCovarianceCV().Fit(subjects, null, Token));
        GroupSparseCovarianceCVFit fit = new GroupSparseCovarianceCV { Alphas = [0.1] }.Fit(subjects, null, Token);

        Assert.Contains("at least two regions", error.Message, StringComparison.Ordinal);
        NumericAssert.Close(1, fit.Fit.Precisions[0][0, 0], 1e-12);
    }

    [Fact]
    public void Fit_DifferentRegionCounts_NamesTheSubject()
    {
        var error = Assert.Throws<ArgumentException>(() =>
            new GroupSparseCovarianceCV().Fit([.. Synthetic(5, 1), .. Synthetic(6, 1)], null, Token)
        );

        Assert.Equal(
            "Expected the same regions in every subject (5 in subject 0), but subject 1 has 6.",
            error.Message
        );
    }

    [Fact]
    public void Fit_TooFewSamplesForTheFolds_SaysHowManyAreNeeded()
    {
        Matrix[] subjects = [Synthetic(4, 1)[0], Synthetic(4, 1)[0].RowRange(0, 9)];

        var error = Assert.Throws<ArgumentException>(() => new GroupSparseCovarianceCV().Fit(subjects, null, Token));

        Assert.Equal(
            "5 folds need at least 10 samples, two for each test covariance, but subject 1 has 9. Use fewer folds.",
            error.Message
        );
    }

    [Fact]
    public void Fit_OneSample_IsRefused()
    {
        var error = Assert.Throws<ArgumentException>(() =>
            new GroupSparseCovarianceCV().Fit([Synthetic(4, 1)[0].RowRange(0, 1)], null, Token)
        );

        Assert.Equal("A covariance needs at least 2 samples, but there is 1 in subject 0.", error.Message);
    }

    [Fact]
    public void Fit_RegionDeadInOneFoldOnly_SaysWhichFold()
    {
        Matrix x = Synthetic(4, 1)[0];
        Matrix flat = Matrix.Create(x.Rows, 4, (t, j) => j == 3 && t < 40 ? 0.5 : x[t, j]);

        var error = Assert.Throws<ArgumentException>(() => new GroupSparseCovarianceCV().Fit([x, flat], null, Token));

        Assert.StartsWith(
            "Region 3 does not vary in subject 1 in the test block of fold 0: every sample is 0.5.",
            error.Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Fit_EarlyStoppingOfTheCertifiedSolver_IsRefusedWithTheReason()
    {
        var error = Assert.Throws<ArgumentException>(() =>
            new GroupSparseCovarianceCV { EarlyStopping = true }.Fit(Synthetic(4, 2), null, Token)
        );

        Assert.StartsWith("EarlyStopping needs Solver = Published", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_OutOfRange_AreRefused()
    {
        Assert.Throws<ArgumentException>(() => new GroupSparseCovarianceCV { Alphas = [0.1, -0.1] });
        Assert.Throws<ArgumentException>(() => new GroupSparseCovarianceCV { Alphas = [] });
        Assert.Throws<ArgumentOutOfRangeException>(() => new GroupSparseCovarianceCV { Folds = 1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new GroupSparseCovarianceCV { AlphaCount = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new GroupSparseCovarianceCV { Threads = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new GroupSparseCovarianceCV { ToleranceCV = 0 });
    }

    [Fact]
    public void Fit_Cancelled_Throws()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();

        Assert.ThrowsAny<OperationCanceledException>(() =>
            new GroupSparseCovarianceCV().Fit(Synthetic(6, 2), null, source.Token)
        );
    }

    private static Matrix[] Synthetic(int regions, int subjects) =>
        [
            .. new SyntheticGroupSparse
            {
                Regions = regions,
                Subjects = subjects,
                MinSamples = 80,
                MaxSamples = 110,
            }
                .Generate()
                .Signals,
        ];

    /// <summary>The rule of the folds written out: sizes differ by one at most, the first blocks are the larger ones.</summary>
    private static Matrix Block(Matrix x, int fold, bool test)
    {
        int[] sizes = [.. Enumerable.Range(0, 4).Select(f => (x.Rows / 4) + (f < x.Rows % 4 ? 1 : 0))];
        int start = sizes.Take(fold).Sum();
        int[] rows = [.. Enumerable.Range(0, x.Rows).Where(t => (t >= start && t < start + sizes[fold]) == test)];
        return x.Select(rows, [.. Enumerable.Range(0, x.Columns)]);
    }

    private static SampleCovariance Correlation(Matrix x) => SampleCovariance.CorrelationOfSignals(x);

    private static double Inner(SampleCovariance s, Matrix precision)
    {
        double sum = 0;
        for (int i = 0; i < precision.Rows; i++)
        {
            for (int j = 0; j < precision.Rows; j++)
            {
                sum += s.Values[i, j] * precision[i, j];
            }
        }

        return sum;
    }

    private static double LogDeterminant(Matrix matrix)
    {
        double[] values = new double[matrix.Rows];
        new ManagedLinearAlgebra().SymmetricEigenvalues(matrix.Copy().Values, values, matrix.Rows);
        return values.Sum(Math.Log);
    }

    private sealed class Counter : IProgress<WorkProgress>
    {
        public List<int> Done { get; } = [];

        public void Report(WorkProgress value)
        {
            lock (Done)
            {
                Assert.Equal(18, value.Total);
                Done.Add(value.Done);
            }
        }
    }
}
