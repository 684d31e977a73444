using Gyrus.Covariance;
using Gyrus.Inference;
using Gyrus.Signals;

namespace Gyrus.Tests.Inference;

public sealed class CovariateRegressionTests
{
    private static readonly double[] Ages = [21, 35, 28, 44, 52, 31, 39, 26, 60, 33];
    private static readonly string[] Sites = ["b", "a", "c", "a", "b", "c", "a", "b", "c", "a"];

    private static Covariate[] Covariates => [Covariate.Numeric("age", Ages), Covariate.Categorical("site", Sites)];

    [Fact]
    public void Transform_OfTheFit_IsOrthogonalToEveryCovariateAndKeepsTheMeans()
    {
        Matrix features = Random(10, 6, 1);

        Matrix adjusted = CovariateRegression.Fit(features, Covariates).Transform(features, Covariates);

        for (int f = 0; f < 6; f++)
        {
            double mean = features.Column(f).ToArray().Average();
            Assert.Equal(mean, adjusted.Column(f).ToArray().Average(), 1e-12);
            Assert.Equal(
                0,
                Enumerable.Range(0, 10).Sum(k => (adjusted[k, f] - mean) * (Ages[k] - Ages.Average())),
                1e-10
            );
            foreach (string site in new[] { "a", "b", "c" })
            {
                Assert.Equal(
                    0,
                    Enumerable.Range(0, 10).Where(k => Sites[k] == site).Sum(k => adjusted[k, f] - mean),
                    1e-11
                );
            }
        }
    }

    [Fact]
    public void Transform_OfWhatTheCovariatesMake_LeavesTheMean()
    {
        Matrix features = Matrix.Create(10, 1, (k, _) => 3 + (0.2 * Ages[k]) + (Sites[k] == "c" ? 5 : 0));

        CovariateRegressionFit fit = CovariateRegression.Fit(features, Covariates);

        double mean = features.Column(0).ToArray().Average();
        NumericAssert.Close([.. Enumerable.Repeat(mean, 10)], fit.Transform(features, Covariates).AsSpan(), 1e-12);
        NumericAssert.Close([0.2, 0, 5], fit.Coefficients.AsSpan(), 1e-12);
    }

    [Fact]
    public void Transform_OfNewSubjects_UsesTheCoefficientsAndMeansOfTheFit()
    {
        Matrix features = Random(10, 2, 2);
        CovariateRegressionFit fit = CovariateRegression.Fit(features, Covariates);
        Matrix stranger = Random(1, 2, 3);
        Covariate[] own = [Covariate.Numeric("age", [70]), Covariate.Categorical("site", ["b"])];

        Matrix adjusted = fit.Transform(stranger, own);

        for (int f = 0; f < 2; f++)
        {
            double part =
                (fit.Coefficients[0, f] * (70 - Ages.Average()))
                + (fit.Coefficients[1, f] * (1 - 0.3))
                + (fit.Coefficients[2, f] * (0 - 0.3));
            Assert.Equal(stranger[0, f] - part, adjusted[0, f], 1e-12);
        }
    }

    [Fact]
    public void Transform_TheOrderOfSubjects_DoesNotMatter()
    {
        // A detrending over subjects would depend on it.
        Matrix features = Random(10, 4, 4);
        int[] order = [3, 9, 0, 5, 7, 1, 8, 2, 6, 4];
        Covariate[] shuffled =
        [
            Covariate.Numeric("age", [.. order.Select(k => Ages[k])]),
            Covariate.Categorical("site", [.. order.Select(k => Sites[k])]),
        ];
        Matrix moved = features.Select(order, [0, 1, 2, 3]);

        Matrix adjusted = CovariateRegression.Fit(features, Covariates).Transform(features, Covariates);
        Matrix other = CovariateRegression.Fit(moved, shuffled).Transform(moved, shuffled);

        NumericAssert.Close(adjusted.Select(order, [0, 1, 2, 3]).AsSpan(), other.AsSpan(), 1e-12);
    }

    [Fact]
    public void Transform_UnknownLevel_NamesIt()
    {
        CovariateRegressionFit fit = CovariateRegression.Fit(Random(10, 2, 5), Covariates);
        Covariate[] own = [Covariate.Numeric("age", [30]), Covariate.Categorical("site", ["d"])];

        var error = Assert.Throws<ArgumentException>(() => fit.Transform(Random(1, 2, 6), own));

        Assert.Equal(
            "The covariate 'site' is 'd' for subject 0, but it was fitted on 'a', 'b', 'c' only.",
            error.Message
        );
    }

    [Fact]
    public void Fit_CovariateThatFollowsFromOthers_IsNamed()
    {
        Covariate[] twice = [.. Covariates, Covariate.Numeric("months", [.. Ages.Select(a => (12 * a) + 3)])];

        var error = Assert.Throws<ArgumentException>(() => CovariateRegression.Fit(Random(10, 2, 7), twice));

        Assert.StartsWith("'months' is a combination of 'intercept', 'age'", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(5.0)]
    [InlineData(0.1)]
    public void Fit_ConstantCovariate_IsRefused(double value)
    {
        var constant = Covariate.Numeric("age", [.. Enumerable.Repeat(value, 10)]);

        var error = Assert.Throws<ArgumentException>(() => CovariateRegression.Fit(Random(10, 2, 8), [constant]));

        Assert.Equal("'age' is the same for every subject: leave it out.", error.Message);
    }

    [Fact]
    public void Fit_MoreCovariatesThanSubjects_IsRefused()
    {
        var many = Covariate.Categorical("name", ["a", "b", "c"]);

        var error = Assert.Throws<ArgumentException>(() => CovariateRegression.Fit(Random(3, 2, 9), [many]));

        Assert.Contains("3 subjects cannot carry 3 columns", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Numeric_NotFinite_NamesTheSubject() =>
        Assert.Equal(
            "The covariate 'age' must be finite, but is NaN for subject 1.",
            Assert.Throws<ArgumentException>(() => Covariate.Numeric("age", [1, double.NaN])).Message
        );

    /// <summary>nilearn hands vectors to signal.clean, which detrends and standardises the subjects as if they were volumes.</summary>
    [SharedTheory]
    [InlineData("emp")]
    [InlineData("lw")]
    public void NilearnsConfoundsOverSubjects_AreItsSignalCleaning(string name)
    {
        Npy vectors = Npy.Golden("nilearn", "connectivity", $"out_{name}_correlation_vec_nodiag.npy");
        Matrix features = Matrix.FromRowMajor(vectors.Shape[0], vectors.Shape[1], vectors.Values);
        Matrix confounds = GoldenMatrix.Load("nilearn", "connectivity", "in_confounds.npy");
        var series = new RegionSignals(
            "subjects as volumes",
            features,
            [.. Enumerable.Range(1, features.Columns).Select(i => new Region(i, $"edge {i}"))]
        );

        Matrix cleaned = new SignalCleaner()
            .Clean(series, new CleaningInputs { Confounds = new Confounds(confounds) })
            .Signals.Values;

        Npy expected = Npy.Golden("nilearn", "connectivity", $"out_{name}_correlation_vec_confounds.npy");
        NumericAssert.Close(
            Matrix.FromRowMajor(expected.Shape[0], expected.Shape[1], expected.Values).AsSpan(),
            cleaned.AsSpan(),
            1e-9
        );
    }

    private static Matrix Random(int rows, int columns, ulong seed)
    {
        double[] values = new double[rows * columns];
        new Rng(seed).FillNormal(values);
        return Matrix.FromColumnMajor(rows, columns, values);
    }
}
