using Gyrus.Inference;
using MathNet.Numerics.LinearAlgebra;

namespace Gyrus.Tests.Inference;

using Matrix = Gyrus.Numerics.Matrix;

public sealed class GroupComparisonTests
{
    /// <summary>Student's sleep data (1908), and what R 4's t.test says of them.</summary>
    [Fact]
    public void Compare_SleepData_IsWhatRSays()
    {
        double[] sleep =
        [
            0.7,
            -1.6,
            -0.2,
            -1.2,
            -0.1,
            3.4,
            3.7,
            0.8,
            0.0,
            2.0,
            1.9,
            0.8,
            1.1,
            0.1,
            -0.1,
            4.4,
            5.5,
            1.6,
            4.6,
            3.4,
        ];
        var groups = Groups(10, 10);
        var features = Matrix.FromColumnMajor(20, 1, sleep);

        GroupComparisonResult welch = new GroupComparison { Permutations = 0 }.Compare(features, groups);
        GroupComparisonResult student = new GroupComparison
        {
            Permutations = 0,
            Variance = GroupVariance.Equal,
        }.Compare(features, groups);

        Assert.Equal(-1.8608, welch.T[0], 5e-5);
        Assert.Equal(17.776, welch.DegreesOfFreedom[0], 5e-4);
        Assert.Equal(0.07939, welch.P[0], 5e-6);
        Assert.Equal(-3.3654832, welch.Low[0], 5e-8);
        Assert.Equal(0.2054832, welch.High[0], 5e-8);
        Assert.Equal(0.75, welch.FirstMean[0], 1e-12);
        Assert.Equal(2.33, welch.SecondMean[0], 1e-12);
        Assert.Equal(-1.8608, student.T[0], 5e-5);
        Assert.Equal(18, student.DegreesOfFreedom[0]);
        Assert.Equal(0.07919, student.P[0], 5e-6);

        // d = −1.58/√((v₁ + v₂)/2), and J(18) ≈ 1 − 3/71.
        Assert.Equal(-0.8321811 * (1 - (3.0 / 71)), student.HedgesG[0], 2e-4);
    }

    [Fact]
    public void Compare_UnequalSizesAndVariances_IsWelchsFormula()
    {
        Matrix y = Random(19, 5, 1);
        var groups = Groups(7, 12);
        y = Matrix.Create(19, 5, (k, f) => k < 7 ? 4 * y[k, f] : y[k, f] + f);

        GroupComparisonResult result = new GroupComparison { Permutations = 0 }.Compare(y, groups);

        for (int f = 0; f < 5; f++)
        {
            (double m1, double v1) = Moments(y.Column(f)[..7]);
            (double m2, double v2) = Moments(y.Column(f)[7..]);
            double error2 = (v1 / 7) + (v2 / 12);
            Assert.Equal((m1 - m2) / Math.Sqrt(error2), result.T[f], 1e-12);
            double degrees = error2 * error2 / ((v1 * v1 / (49 * 6)) + (v2 * v2 / (144 * 11)));
            Assert.Equal(degrees, result.DegreesOfFreedom[f], 1e-11);
            Assert.Equal(m1 - m2, result.Difference[f], 1e-12);
            double p = 2 * MathNet.Numerics.Distributions.StudentT.CDF(0, 1, degrees, -Math.Abs(result.T[f]));
            Assert.Equal(p, result.P[f], 1e-12);
        }
    }

    [Theory]
    [InlineData(GroupVariance.Equal)]
    [InlineData(GroupVariance.Unequal)]
    public void Compare_WithCovariates_IsTheRegressionWrittenOut(GroupVariance variance)
    {
        Matrix y = Random(15, 4, 2);
        TwoGroups groups = WithCovariates(6, 9);
        Matrix<double> x = Design(groups);

        GroupComparisonResult result = new GroupComparison { Permutations = 0, Variance = variance }.Compare(y, groups);

        Matrix<double> inverse = (x.Transpose() * x).Inverse();
        Matrix<double> hat = x * inverse * x.Transpose();
        int last = x.ColumnCount - 1;
        Vector<double> a = (inverse * x.Transpose()).Row(last);
        Matrix<double> remaining = Matrix<double>.Build.DenseIdentity(15) - hat;
        for (int f = 0; f < 4; f++)
        {
            Vector<double> response = Vector<double>.Build.Dense(y.Column(f).ToArray());
            Vector<double> e = remaining * response;
            double beta = a * response;
            double pooled = (e * e) / (15 - x.ColumnCount);
            double error2 =
                variance == GroupVariance.Equal
                    ? pooled * inverse[last, last]
                    : Enumerable.Range(0, 15).Sum(i => a[i] * a[i] * e[i] * e[i] / (1 - hat[i, i]));
            Assert.Equal(beta, result.Difference[f], 1e-11);
            Assert.Equal(beta / Math.Sqrt(error2), result.T[f], 1e-10);
            double degrees = variance == GroupVariance.Equal ? 11 : Satterthwaite(groups, remaining, a, e);
            Assert.Equal(degrees, result.DegreesOfFreedom[f], 1e-9);
        }
    }

    [Theory]
    [InlineData(GroupVariance.Equal)]
    [InlineData(GroupVariance.Unequal)]
    public void Compare_FewArrangements_VisitsEachOnce(GroupVariance variance)
    {
        Matrix y = Random(7, 6, 3);
        var groups = Groups(3, 4);
        var comparison = new GroupComparison { Variance = variance, Permutations = 34 };

        GroupComparisonResult result = comparison.Compare(y, groups);

        Assert.True(result.Exact);
        Assert.Equal(35, result.LargestT.Count);
        double[][] all = [.. Choices(7, 3).Select(labels => Observed(y, labels, variance))];
        double[] largest = [.. all.Select(t => t.Max())];
        NumericAssert.Close([.. largest.Order()], [.. result.LargestT.Order()], 1e-9);
        for (int f = 0; f < 6; f++)
        {
            double own = Math.Abs(result.T[f]) - 1e-9;
            Assert.Equal(largest.Count(t => t >= own) / 35.0, result.PFwe[f], 1e-15);
            Assert.Equal(all.Count(t => t[f] >= own) / 35.0, result.PPermutation[f], 1e-15);
        }
    }

    [Theory]
    [InlineData(GroupVariance.Equal)]
    [InlineData(GroupVariance.Unequal)]
    public void Compare_WithCovariates_PermutesTheResidualsOfTheReducedModel(GroupVariance variance)
    {
        // 6! orders of the residuals on intercept and age; the fitted part stays, and the whole model is fitted anew.
        Matrix y = Random(6, 3, 4);
        double[] age = [20, 31, 45, 27, 38, 52];
        string[] labels = ["a", "b", "a", "b", "a", "b"];
        var groups = new TwoGroups("a", "b", labels) { Covariates = [Covariate.Numeric("age", age)] };

        GroupComparisonResult result = new GroupComparison { Variance = variance, Permutations = 719 }.Compare(
            y,
            groups
        );

        var none = new GroupComparison { Variance = variance, Permutations = 0 };
        Matrix residual = CovariateRegression.Fit(y, groups.Covariates).Transform(y, groups.Covariates);
        double[] means = [.. Enumerable.Range(0, 3).Select(f => residual.Column(f).ToArray().Average())];
        double[] largest =
        [
            .. Orders([0, 1, 2, 3, 4, 5])
                .Select(order =>
                    none.Compare(
                            Matrix.Create(6, 3, (k, f) => y[k, f] - residual[k, f] + residual[order[k], f]),
                            groups
                        )
                        .T.Max(Math.Abs)
                ),
        ];
        Assert.True(result.Exact);
        NumericAssert.Close([.. largest.Order()], [.. result.LargestT.Order()], 1e-8);
        for (int f = 0; f < 3; f++)
        {
            double own = Math.Abs(result.T[f]) * (1 - 1e-8);
            Assert.Equal(largest.Count(t => t >= own) / 720.0, result.PFwe[f], 1e-15);
        }
    }

    [Fact]
    public void Compare_RandomPermutations_CountTheObservedOne()
    {
        Matrix y = Random(24, 200, 5);
        var groups = Groups(12, 12);
        GroupComparisonResult result = new GroupComparison { Permutations = 199, Seed = 7 }.Compare(y, groups);

        Assert.False(result.Exact);
        Assert.Equal(199, result.LargestT.Count);
        for (int f = 0; f < 200; f++)
        {
            int b = result.LargestT.Count(t => t >= Math.Abs(result.T[f]));
            Assert.Equal((b + 1) / 200.0, result.PFwe[f], 1e-15);
            Assert.InRange(result.PPermutation[f], 1 / 200.0, result.PFwe[f]);
        }

        double critical = result.CriticalT(0.05);
        Assert.All(
            Enumerable.Range(0, 200),
            f => Assert.Equal(Math.Abs(result.T[f]) >= critical, result.PFwe[f] <= 0.05)
        );
        Assert.Equal(9, result.LargestT.Count(t => t >= critical));
    }

    [Fact]
    public void Compare_Threads_ChangeNoBit()
    {
        Matrix y = Random(20, 300, 6);
        TwoGroups groups = WithCovariates(8, 12);
        var one = new GroupComparison { Permutations = 500, Seed = 3 };

        GroupComparisonResult a = one.Compare(y, groups);
        GroupComparisonResult b = (one with { Threads = 4 }).Compare(y, groups);

        Assert.Equal(a.LargestT, b.LargestT);
        Assert.Equal(a.PFwe, b.PFwe);
        Assert.Equal(a.PPermutation, b.PPermutation);
    }

    [Fact]
    public void Compare_AnotherSeed_GivesOtherPermutations()
    {
        Matrix y = Random(20, 10, 8);
        var one = new GroupComparison { Permutations = 50, Seed = 1 };

        Assert.NotEqual(
            one.Compare(y, Groups(9, 11)).LargestT,
            (one with { Seed = 2 }).Compare(y, Groups(9, 11)).LargestT
        );
    }

    /// <summary>Under the null one data set in twenty may have a significant feature: 400 data sets, 3 standard errors.</summary>
    [Theory]
    [InlineData(GroupVariance.Unequal, false)]
    [InlineData(GroupVariance.Equal, true)]
    public void Compare_WithoutDifference_ControlsTheFamilyWiseError(GroupVariance variance, bool covariates)
    {
        const int Sets = 400;
        int significant = 0;
        for (int set = 0; set < Sets; set++)
        {
            TwoGroups groups = covariates ? WithCovariates(9, 11) : Groups(9, 11);
            Matrix noise = Random(20, 31, (ulong)(1000 + set));

            // Correlated features, and an effect of the covariate that must not count.
            Matrix y = Matrix.Create(20, 30, (k, f) => noise[k, f] + noise[k, 30] + (covariates ? 0.1 * Age(k) : 0));
            GroupComparisonResult result = new GroupComparison
            {
                Variance = variance,
                Permutations = 99,
                Seed = (ulong)set,
            }.Compare(y, groups);
            significant += result.PFwe.Min() <= 0.05 ? 1 : 0;
        }

        double standardError = Math.Sqrt(0.05 * 0.95 / Sets);
        Assert.InRange(significant / (double)Sets, 0.05 - (3 * standardError), 0.05 + (3 * standardError));
    }

    [Fact]
    public void Compare_ConstantFeature_IsNotTestedAndNotCounted()
    {
        Matrix noise = Random(12, 4, 9);
        Matrix y = Matrix.Create(
            12,
            4,
            (k, f) =>
                f == 1 ? 0.1
                : f == 2 ? (k < 6 ? 5 : 6)
                : noise[k, f]
        );

        GroupComparisonResult result = new GroupComparison { Permutations = 50 }.Compare(y, Groups(6, 6));
        GroupComparisonResult without = new GroupComparison { Permutations = 50 }.Compare(
            y.Select([.. Enumerable.Range(0, 12)], [0, 3]),
            Groups(6, 6)
        );

        Assert.Equal([1, 2], result.Untested);
        Assert.Equal(double.NaN, result.T[1]);
        Assert.Equal(double.NaN, result.PFwe[2]);
        Assert.Equal(without.PFdr[1], result.PFdr[3]);
        Assert.Equal(without.PFwe[0], result.PFwe[0]);
        Assert.Equal(0.1, result.FirstMean[1], 1e-15);
    }

    [Fact]
    public void Compare_NothingVaries_TestsNothing()
    {
        GroupComparisonResult result = new GroupComparison { Permutations = 50 }.Compare(
            new Matrix(8, 3),
            Groups(4, 4)
        );

        Assert.Equal([0, 1, 2], result.Untested);
        Assert.Empty(result.LargestT);
        Assert.Equal(double.NaN, result.CriticalT(0.05));
    }

    [Fact]
    public void Compare_GroupThatFollowsFromACovariate_IsRefused()
    {
        string[] labels = ["a", "a", "a", "b", "b", "b"];
        var groups = new TwoGroups("a", "b", labels)
        {
            Covariates = [Covariate.Categorical("site", ["x", "x", "x", "y", "y", "y"])],
        };

        var error = Assert.Throws<ArgumentException>(() => new GroupComparison().Compare(Random(6, 2, 1), groups));

        Assert.Equal(
            "'group a against b' is a combination of 'intercept', 'site = y': its effect cannot be told from theirs. Leave one out.",
            error.Message
        );
    }

    [Fact]
    public void Compare_SubjectAloneAtItsSite_CountsForNothing()
    {
        // A site with one subject explains that subject wholly: the result is that of the others.
        Matrix y = Random(9, 3, 11);
        string[] labels = ["a", "a", "a", "a", "b", "b", "b", "b", "b"];
        var groups = new TwoGroups("a", "b", labels)
        {
            Covariates = [Covariate.Categorical("site", ["x", "x", "x", "x", "x", "x", "x", "x", "y"])],
        };
        var none = new GroupComparison { Permutations = 0 };

        GroupComparisonResult all = none.Compare(y, groups);
        GroupComparisonResult others = none.Compare(y.RowRange(0, 8), new TwoGroups("a", "b", labels[..8]));

        NumericAssert.Close([.. others.T], [.. all.T], 1e-10);
        NumericAssert.Close([.. others.DegreesOfFreedom], [.. all.DegreesOfFreedom], 1e-9);
    }

    [Fact]
    public void Compare_NotFinite_SaysWhere()
    {
        Matrix y = Matrix.Create(6, 3, (k, f) => (k, f) == (4, 2) ? double.NaN : k + (f * k * k));

        var error = Assert.Throws<ArgumentException>(() => new GroupComparison().Compare(y, Groups(3, 3)));

        Assert.Equal("Feature 2 of subject 4 must be finite, but is NaN.", error.Message);
    }

    [Fact]
    public void Compare_Cancelled_Throws() =>
        Assert.ThrowsAny<OperationCanceledException>(() =>
            new GroupComparison().Compare(
                Random(20, 3, 1),
                Groups(10, 10),
                cancellationToken: new CancellationToken(true)
            )
        );

    [Fact]
    public void TwoGroups_OneGroupOnly_IsRefused() =>
        Assert.Equal(
            "A comparison needs at least 2 subjects in each group, but 'b' has 1: its variance cannot be estimated.",
            Assert.Throws<ArgumentException>(() => new TwoGroups("a", "b", ["a", "a", "b"])).Message
        );

    private static TwoGroups Groups(int first, int second) =>
        new("a", "b", [.. Enumerable.Repeat("a", first), .. Enumerable.Repeat("b", second)]);

    private static double Age(int k) => 20 + (k * 37 % 23);

    private static TwoGroups WithCovariates(int first, int second) =>
        Groups(first, second) with
        {
            Covariates =
            [
                Covariate.Numeric("age", [.. Enumerable.Range(0, first + second).Select(Age)]),
                Covariate.Categorical(
                    "sex",
                    [.. Enumerable.Range(0, first + second).Select(k => k % 3 == 0 ? "f" : "m")]
                ),
            ],
        };

    private static Matrix<double> Design(TwoGroups groups) =>
        Matrix<double>.Build.Dense(
            groups.IsFirst.Count,
            4,
            (k, j) =>
                j switch
                {
                    0 => 1,
                    1 => Age(k),
                    2 => k % 3 == 0 ? 0 : 1,
                    _ => groups.IsFirst[k] ? 1 : 0,
                }
        );

    private static double Satterthwaite(TwoGroups groups, Matrix<double> remaining, Vector<double> a, Vector<double> e)
    {
        int n = e.Count;
        Matrix<double> w = Matrix<double>.Build.Diagonal(n, n, i => a[i] * a[i] / remaining[i, i]);
        double Variance(bool first)
        {
            int[] members = [.. Enumerable.Range(0, n).Where(i => groups.IsFirst[i] == first)];
            return members.Sum(i => e[i] * e[i]) / members.Sum(i => remaining[i, i]);
        }

        (double v1, double v2) = (Variance(true), Variance(false));
        Matrix<double> sigma = Matrix<double>.Build.Diagonal(n, n, i => groups.IsFirst[i] ? v1 : v2);
        Matrix<double> b = remaining * w * remaining * sigma;
        return b.Trace() * b.Trace() / (b * b).Trace();
    }

    private static double[] Observed(Matrix y, string[] labels, GroupVariance variance) =>
        [
            .. new GroupComparison { Variance = variance, Permutations = 0 }
                .Compare(y, new TwoGroups("a", "b", labels))
                .T.Select(Math.Abs),
        ];

    private static IEnumerable<string[]> Choices(int n, int size) =>
        Enumerable
            .Range(0, 1 << n)
            .Where(bits => int.PopCount(bits) == size)
            .Select(bits => (string[])[.. Enumerable.Range(0, n).Select(i => ((bits >> i) & 1) == 1 ? "a" : "b")]);

    private static IEnumerable<int[]> Orders(int[] items) =>
        items.Length == 1
            ? [items]
            : items.SelectMany(first =>
                Orders([.. items.Where(i => i != first)]).Select(rest => (int[])[first, .. rest])
            );

    private static (double Mean, double Variance) Moments(ReadOnlySpan<double> x)
    {
        double[] values = x.ToArray();
        double mean = values.Average();
        return (mean, values.Sum(v => (v - mean) * (v - mean)) / (values.Length - 1));
    }

    private static Matrix Random(int rows, int columns, ulong seed)
    {
        double[] values = new double[rows * columns];
        new Rng(seed).FillNormal(values);
        return Matrix.FromColumnMajor(rows, columns, values);
    }
}
