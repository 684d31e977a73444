using Gyrus.Covariance;
using Gyrus.Covariance.GroupSparse;

namespace Gyrus.Tests.Covariance.GroupSparse;

public sealed class GroupSparseCovarianceTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(1.5)]
    public void Fit_FromAlphaMaxOn_IsDiagonalAndSaysSo(double share)
    {
        SampleCovariance[] data = RandomSubjects.Covariances(6, 3, seed: 1);
        double alpha = share * GroupSparseProblem.Create(data, 0).AlphaMax;

        GroupPrecisionFit fit = new GroupSparseCovariance { Alpha = alpha }.Fit(data, Token);

        for (int k = 0; k < 3; k++)
        {
            Matrix expected = Matrix.Create(6, 6, (i, j) => i == j ? 1 / data[k].Values[i, i] : 0);
            Assert.Equal(expected.AsSpan(), fit.Precisions[k].AsSpan());
        }

        Assert.True(fit.Convergence.Converged);
        Assert.Contains("diagonal", Assert.Single(fit.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Fit_JustBelowAlphaMax_HasAnEdge()
    {
        SampleCovariance[] data = RandomSubjects.Covariances(6, 3, seed: 1);
        double alpha = 0.999 * GroupSparseProblem.Create(data, 0).AlphaMax;

        GroupPrecisionFit fit = new GroupSparseCovariance { Alpha = alpha, Tolerance = 1e-10 }.Fit(data, Token);

        Assert.Equal(6 + 2, fit.Precisions[0].AsSpan().ToArray().Count(x => x != 0));
        Assert.Empty(fit.Warnings);
    }

    [Fact]
    public void Fit_WithoutPenalty_IsTheInverse()
    {
        SampleCovariance[] data = RandomSubjects.Covariances(5, 2, seed: 2);

        GroupPrecisionFit fit = new GroupSparseCovariance { Alpha = 0 }.Fit(data, Token);

        NumericAssert.Close(Kkt.Inverse(data[1].Values).AsSpan(), fit.Precisions[1].AsSpan(), 1e-9);
        Assert.InRange(fit.Convergence.Certificate, 0, 1e-9);
    }

    [Fact]
    public void Fit_WithoutPenaltyOnASingularCovariance_SaysWhatToDo()
    {
        SampleCovariance[] data = RandomSubjects.Covariances(20, 2, seed: 2, samples: 8);

        var error = Assert.Throws<NotPositiveDefiniteException>(() =>
            new GroupSparseCovariance { Alpha = 0 }.Fit(data, Token)
        );

        Assert.Contains("subject 0 is singular", error.Message, StringComparison.Ordinal);
        Assert.Contains("Alpha > 0", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Fit_OfOneRegion_IsTheInverseVariance()
    {
        SampleCovariance[] data = RandomSubjects.Covariances(1, 2, seed: 3);

        GroupPrecisionFit fit = new GroupSparseCovariance { Alpha = 0.1 }.Fit(data, Token);

        NumericAssert.Close(1 / data[1].Values[0, 0], fit.Precisions[1][0, 0], 1e-15);
        Assert.True(fit.Convergence.Converged);
        Assert.Contains("one region", Assert.Single(fit.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Fit_WithADeadRegion_NamesIt()
    {
        SampleCovariance good = RandomSubjects.Covariances(4, 1, seed: 4)[0];
        var dead = SampleCovariance.Of(
            Matrix.Create(4, 4, (i, j) => i == 2 || j == 2 ? 0 : good.Values[i, j]),
            good.Samples
        );

        var error = Assert.Throws<ArgumentException>(() =>
            new GroupSparseCovariance { Alpha = 0.1 }.Fit([good, dead], Token)
        );

        Assert.Contains("subject 1 the variance of region 2 is 0", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Fit_WithDifferentRegionCounts_SaysWhich()
    {
        SampleCovariance[] data =
        [
            RandomSubjects.Covariances(4, 1, seed: 4)[0],
            RandomSubjects.Covariances(5, 1, seed: 4)[0],
        ];

        var error = Assert.Throws<ArgumentException>(() => new GroupSparseCovariance { Alpha = 0.1 }.Fit(data, Token));

        Assert.Contains("subject 0 has 4, but subject 1 has 5", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Fit_WithANaN_SaysWhere()
    {
        var data = SampleCovariance.Of(
            Matrix.Create(
                3,
                3,
                (i, j) =>
                    i == 2 && j == 1 ? double.NaN
                    : i == j ? 1
                    : 0
            ),
            10
        );

        var error = Assert.Throws<ArgumentException>(() =>
            new GroupSparseCovariance { Alpha = 0.1 }.Fit([data], Token)
        );

        Assert.Contains("entry (2, 1) is NaN", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Fit_WithoutSubjects_IsRefused() =>
        Assert.Throws<ArgumentException>(() => new GroupSparseCovariance { Alpha = 0.1 }.Fit([], Token));

    [Theory]
    [InlineData(-1e-9)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Alpha_OutOfRange_IsRefused(double alpha) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new GroupSparseCovariance { Alpha = alpha });

    [Fact]
    public void Fit_WhenIterationsRunOut_SaysSoInsteadOfThrowing()
    {
        SampleCovariance[] data = RandomSubjects.Covariances(12, 3, seed: 5, samples: 9);

        GroupPrecisionFit fit = new GroupSparseCovariance { Alpha = 0.01, MaxIterations = 2 }.Fit(data, Token);

        Assert.False(fit.Convergence.Converged);
        Assert.Equal(2, fit.Convergence.Iterations);
        Assert.Contains("did not converge", Assert.Single(fit.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Fit_Cancelled_Throws()
    {
        using var source = new CancellationTokenSource();
        SampleCovariance[] data = RandomSubjects.Covariances(12, 3, seed: 5, samples: 9);
        var estimator = new GroupSparseCovariance
        {
            Alpha = 0.01,
            Tolerance = 1e-300,
            Probe = probe =>
            {
                if (probe.Iteration == 3)
                {
                    source.Cancel();
                }

                return false;
            },
        };

        Assert.Throws<OperationCanceledException>(() => estimator.Fit(data, source.Token));
    }

    [Fact]
    public void Fit_Twice_GivesTheSameBits()
    {
        SampleCovariance[] data = RandomSubjects.Covariances(15, 6, seed: 6, samples: 12);
        var estimator = new GroupSparseCovariance { Alpha = 0.05 };

        GroupPrecisionFit first = estimator.Fit(data, Token);
        GroupPrecisionFit second = estimator.Fit(data, Token);

        Assert.Equal(first.Convergence, second.Convergence);
        Assert.Equal(
            first.Precisions.SelectMany(m => m.AsSpan().ToArray()),
            second.Precisions.SelectMany(m => m.AsSpan().ToArray())
        );
    }

    [Fact]
    public void Fit_LeavesItsInputAlone()
    {
        SampleCovariance[] data = RandomSubjects.Covariances(8, 3, seed: 6);
        double[] before = data[2].Values.AsSpan().ToArray();

        new GroupSparseCovariance { Alpha = 0.05 }.Fit(data, Token);

        Assert.Equal(before, data[2].Values.AsSpan());
    }

    [Fact]
    public void Probe_AfterEverySweep_SeesAnObjectiveThatFallsAndABoundThatRises()
    {
        SampleCovariance[] data = RandomSubjects.Covariances(10, 3, seed: 7);
        var seen = new List<(int Iteration, double Objective, double Dual, double Gap, double Likelihood)>();
        var estimator = new GroupSparseCovariance
        {
            Alpha = 0.2 * GroupSparseProblem.Create(data, 0).AlphaMax,
            Tolerance = 1e-9,
            Probe = probe =>
            {
                seen.Add((probe.Iteration, probe.Objective, probe.DualBound, probe.Gap, probe.LogLikelihood));
                return false;
            },
        };

        GroupPrecisionFit fit = estimator.Fit(data, Token);

        Assert.Equal(Enumerable.Range(1, fit.Convergence.Iterations), seen.Select(s => s.Iteration));
        Assert.All(seen.Zip(seen.Skip(1)), pair => Assert.True(pair.Second.Objective <= pair.First.Objective + 1e-12));
        Assert.All(seen.Zip(seen.Skip(1)), pair => Assert.True(pair.Second.Dual >= pair.First.Dual));
        Assert.All(seen, s => Assert.True(s.Gap >= 0 && s.Objective + s.Likelihood >= 0));
        Assert.Equal(fit.Convergence.Objective, seen[^1].Objective);
    }

    [Fact]
    public void Probe_ThatSaysStop_EndsTheFitAtItsIterate()
    {
        SampleCovariance[] data = RandomSubjects.Covariances(10, 3, seed: 7);
        IReadOnlyList<Matrix>? seen = null;
        var estimator = new GroupSparseCovariance
        {
            Alpha = 0.1 * GroupSparseProblem.Create(data, 0).AlphaMax,
            Tolerance = 1e-12,
            Probe = probe => (seen = probe.Precisions) is not null && probe.Iteration == 2,
        };

        GroupPrecisionFit fit = estimator.Fit(data, Token);

        Assert.Equal(2, fit.Convergence.Iterations);
        Assert.Equal(seen![1].AsSpan(), fit.Precisions[1].AsSpan());
    }

    [Fact]
    public void Fit_StoppedByLargestChange_ReportsIt()
    {
        SampleCovariance[] data = RandomSubjects.Covariances(10, 3, seed: 8);
        var estimator = new GroupSparseCovariance
        {
            Alpha = 0.1 * GroupSparseProblem.Create(data, 0).AlphaMax,
            StopRule = GroupSparseStopRule.LargestChange,
            Tolerance = 1e-3,
        };

        GroupPrecisionFit loose = estimator.Fit(data, Token);
        GroupPrecisionFit tight = (estimator with { Tolerance = 1e-6 }).Fit(data, Token);

        Assert.InRange(loose.Convergence.Certificate, 0, 1e-3);
        Assert.Contains("largest change", loose.Convergence.Method, StringComparison.Ordinal);
        Assert.True(tight.Convergence.Iterations > loose.Convergence.Iterations);
    }

    [Fact]
    public void Fit_StoppedByIterations_UsesThemAll()
    {
        SampleCovariance[] data = RandomSubjects.Covariances(6, 2, seed: 8);
        var estimator = new GroupSparseCovariance
        {
            Alpha = 0.3 * GroupSparseProblem.Create(data, 0).AlphaMax,
            StopRule = GroupSparseStopRule.Iterations,
            MaxIterations = 17,
        };

        GroupPrecisionFit fit = estimator.Fit(data, Token);

        Assert.Equal(17, fit.Convergence.Iterations);
        Assert.True(fit.Convergence.Converged);
    }

    [Fact]
    public void Fit_FromAnyStart_ReachesOneOptimum()
    {
        SampleCovariance[] data = RandomSubjects.Covariances(10, 3, seed: 9);
        var estimator = new GroupSparseCovariance
        {
            Alpha = 0.2 * GroupSparseProblem.Create(data, 0).AlphaMax,
            Tolerance = 1e-11,
        };
        GroupPrecisionFit cold = estimator.Fit(data, Token);
        GroupPrecisionFit other = (estimator with { Alpha = 0.5 * cold.Alpha }).Fit(data, Token);
        GroupSparseStart[] starts = [GroupSparseStart.LedoitWolf, GroupSparseStart.From(other.Precisions)];

        foreach (GroupSparseStart start in starts)
        {
            GroupPrecisionFit warm = (estimator with { Start = start }).Fit(data, Token);

            NumericAssert.Close(cold.Convergence.Objective, warm.Convergence.Objective, 1e-10);
            NumericAssert.Close(cold.Precisions[0].AsSpan(), warm.Precisions[0].AsSpan(), 1e-5);
        }
    }

    [Fact]
    public void Fit_FromItsOwnResult_IsDoneAtTheFirstCertificate()
    {
        SampleCovariance[] data = RandomSubjects.Covariances(10, 3, seed: 9);
        var estimator = new GroupSparseCovariance { Alpha = 0.2 * GroupSparseProblem.Create(data, 0).AlphaMax };
        GroupPrecisionFit first = estimator.Fit(data, Token);

        GroupPrecisionFit second = (estimator with { Start = GroupSparseStart.From(first.Precisions) }).Fit(
            data,
            Token
        );

        Assert.InRange(second.Convergence.Iterations, 1, 3);
    }

    [Fact]
    public void Fit_FromAStartThatIsNotPositiveDefinite_SaysWhichSubject()
    {
        SampleCovariance[] data = RandomSubjects.Covariances(2, 2, seed: 9);
        Matrix bad = Matrix.FromRowMajor(2, 2, [1, 2, 2, 1]);
        var estimator = new GroupSparseCovariance
        {
            Alpha = 0.1,
            Start = GroupSparseStart.From([Matrix.Identity(2), bad]),
        };

        var error = Assert.Throws<NotPositiveDefiniteException>(() => estimator.Fit(data, Token));

        Assert.Contains("subject 1", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Fit_WithChecksOfEveryIterate_FindsNothingToComplainOf()
    {
        SampleCovariance[] data = RandomSubjects.Covariances(12, 4, seed: 10, samples: 9);
        var estimator = new GroupSparseCovariance { Alpha = 0.05, CheckIterates = true };

        Assert.True(estimator.Fit(data, Token).Convergence.Converged);
    }

    [Theory]
    [InlineData(0.03)]
    [InlineData(0.005)]
    public void Fit_AtALowPenaltyOnSingularCovariances_Converges(double share)
    {
        SampleCovariance[] data = RandomSubjects.Covariances(40, 4, seed: 11, samples: 15);
        double alpha = share * GroupSparseProblem.Create(data, 0).AlphaMax;

        GroupPrecisionFit fit = new GroupSparseCovariance { Alpha = alpha }.Fit(data, Token);

        Assert.True(fit.Convergence.Converged);
        Assert.InRange(fit.Convergence.Iterations, 1, 400);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Fit_AtPenaltiesFarBelowAnyUse_StillBoundsItsError(int subjects)
    {
        SampleCovariance[] data = RandomSubjects.Covariances(20, subjects, seed: 13, samples: 8);
        foreach (double share in new[] { 1e-3, 1e-5, 1e-8 })
        {
            double alpha = share * GroupSparseProblem.Create(data, 0).AlphaMax;

            GroupPrecisionFit fit = new GroupSparseCovariance { Alpha = alpha, MaxIterations = 500 }.Fit(data, Token);

            Assert.True(double.IsFinite(fit.Convergence.Objective) && double.IsFinite(fit.Convergence.Certificate));
        }
    }

    [Theory]
    [InlineData(1e-6)]
    [InlineData(1e6)]
    public void Fit_InOtherUnits_IsTheSameFit(double unit)
    {
        SampleCovariance[] data = RandomSubjects.Covariances(9, 3, seed: 12);
        SampleCovariance[] scaled =
        [
            .. data.Select(c => SampleCovariance.Of(Matrix.Create(9, 9, (i, j) => unit * c.Values[i, j]), c.Samples)),
        ];
        var estimator = new GroupSparseCovariance
        {
            Alpha = 0.2 * GroupSparseProblem.Create(data, 0).AlphaMax,
            Tolerance = 1e-10,
        };

        GroupPrecisionFit plain = estimator.Fit(data, Token);
        GroupPrecisionFit other = (estimator with { Alpha = unit * estimator.Alpha }).Fit(scaled, Token);

        Assert.True(other.Convergence.Converged);
        NumericAssert.Close(plain.Convergence.Objective + (9 * Math.Log(unit)), other.Convergence.Objective, 1e-10);
        NumericAssert.Close(
            plain.Precisions[2].AsSpan(),
            other.Precisions[2].AsSpan().ToArray().Select(x => x * unit).ToArray(),
            1e-5
        );
    }
}
