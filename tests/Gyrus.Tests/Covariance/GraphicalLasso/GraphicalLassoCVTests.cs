using Gyrus.Covariance;

namespace Gyrus.Tests.Covariance;

public sealed class GraphicalLassoCVTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [SharedTheory]
    [InlineData("a")]
    [InlineData("b")]
    public void Fit_AgreesWithTheExactSearch(string name)
    {
        GraphicalLassoCVFit fit = new GraphicalLassoCV { ToleranceCV = 1e-9, Tolerance = 1e-10 }.Fit(
            Signals(name),
            null,
            Token
        );

        Npy table = Npy.Golden("nilearn", "glasso_cv", $"out_{name}_exact_cv.npy");
        double penalty = Npy.Golden("nilearn", "glasso_cv", $"out_{name}_exact_alpha.npy").Scalar;
        Assert.InRange(fit.Penalty / penalty, 1 - 1e-9, 1 + 1e-9);
        Assert.Equal(table.Shape[0], fit.Scores.Count);
        for (int i = 0; i < fit.Scores.Count; i++)
        {
            ReadOnlySpan<double> row = table.Values.AsSpan(i * table.Shape[1], table.Shape[1]);
            Assert.InRange(fit.Scores[i].Penalty / row[0], 1 - 1e-9, 1 + 1e-9);
            NumericAssert.Close(row[1], fit.Scores[i].MeanScore, 1e-5);
            NumericAssert.Close(row[2..], [.. fit.Scores[i].FoldScores], 1e-5);
        }

        NumericAssert.Close(
            GoldenMatrix.Load("nilearn", "glasso_cv", $"out_{name}_exact_precision.npy").AsSpan(),
            fit.Fit.Precision.AsSpan(),
            1e-5
        );
    }

    /// <summary>scikit-learn's warm start dies at the second penalty of these data and so its search ends far too high.</summary>
    [SharedFact]
    public void Fit_StronglyCorrelatedRegions_NoFitFails()
    {
        GraphicalLassoCVFit fit = new GraphicalLassoCV().Fit(Signals("b"), null, Token);

        Assert.All(fit.Scores, s => Assert.All(s.FoldScores, score => Assert.True(double.IsFinite(score))));
        Assert.All(fit.Scores, s => Assert.All(s.FoldConvergence, c => Assert.True(c.Converged)));
        Assert.True(fit.Fit.Convergence.Converged);
        Assert.InRange(fit.Penalty, 0.04, 0.05);
    }

    [Fact]
    public void Fit_FewerSamplesThanRegions_Converges()
    {
        Matrix x = Synthetic(regions: 25, samples: 20);

        GraphicalLassoCVFit fit = new GraphicalLassoCV { Folds = 4 }.Fit(x, null, Token);

        Assert.All(fit.Scores, s => Assert.All(s.FoldConvergence, c => Assert.True(c.Converged)));
    }

    [Fact]
    public void Fit_Threads_DoNotChangeABit()
    {
        Matrix x = Synthetic(regions: 10, samples: 60);

        GraphicalLassoCVFit one = new GraphicalLassoCV().Fit(x, null, Token);
        GraphicalLassoCVFit four = new GraphicalLassoCV { Threads = 4 }.Fit(x, null, Token);

        Assert.Equal(one.Scores.SelectMany(s => s.FoldScores), four.Scores.SelectMany(s => s.FoldScores));
        Assert.Equal(one.Fit.Precision.AsSpan(), four.Fit.Precision.AsSpan());
    }

    [Fact]
    public void Fit_GivenPenalties_AreTriedOnceFromLargeToSmall()
    {
        GraphicalLassoCVFit fit = new GraphicalLassoCV { Penalties = [0.1, 0.4, 0.2] }.Fit(
            Synthetic(regions: 8, samples: 50),
            null,
            Token
        );

        Assert.Equal([0.4, 0.2, 0.1], fit.Scores.Select(s => s.Penalty));
        Assert.All(fit.Scores, s => Assert.Equal(0, s.Refinement));
    }

    [Fact]
    public void Fit_OneRegionWithoutAList_SaysWhatToDo()
    {
        var error = Assert.Throws<ArgumentException>(() =>
            new GraphicalLassoCV().Fit(Synthetic(regions: 1, samples: 50), null, Token)
        );

        Assert.Contains("Penalties", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Fit_Cancelled_Throws()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();

        Assert.ThrowsAny<OperationCanceledException>(() =>
            new GraphicalLassoCV().Fit(Synthetic(regions: 8, samples: 50), null, source.Token)
        );
    }

    private static Matrix Signals(string name) => GoldenMatrix.Load("nilearn", "glasso_cv", $"in_{name}_X.npy");

    private static Matrix Synthetic(int regions, int samples) =>
        new SyntheticGroupSparse
        {
            Regions = regions,
            Subjects = 1,
            MinSamples = samples,
            MaxSamples = samples,
        }
            .Generate()
            .Signals[0];
}
