using Gyrus.Glm;
using Gyrus.Glm.Categorical;
using Gyrus.Glm.Features;
using Gyrus.Glm.Selection;

namespace Gyrus.Tests.Glm.Selection;

/// <summary>λ_max is 0 where responses are all the same, or no penalised covariate has any part.</summary>
public sealed class NothingToExplainTests
{
    private static readonly Dictionary<string, Regularizer> Penalties = new()
    {
        ["group lasso"] = new GroupLasso(),
        ["lasso"] = new Lasso(),
        ["elastic net"] = new ElasticNet(),
        ["sparse group lasso"] = new SparseGroupLasso(),
        ["adaptive"] = new AdaptiveGroupLasso(),
        ["mcp"] = new GroupMcp(),
        ["scad"] = new GroupScad(),
    };

    public static TheoryData<string> PenaltyNames => [.. Penalties.Keys];

    public static TheoryData<Family, double, double> Constants =>
        new()
        {
            { Family.Poisson, 0, 0 },
            { Family.Poisson, 3, 0 },
            { Family.Poisson, 3, 0.5 },
            { Family.Bernoulli, 0, 0 },
            { Family.Bernoulli, 1, 0 },
            { Family.NegativeBinomial, 0, 0 },
            { Family.NegativeBinomial, 3, 0 },
            { Family.Gaussian, 0.1, 0 },
            { Family.Gaussian, -7.3, 0.5 },
            { Family.Gamma, 0.7, 0 },
        };

    [Theory]
    [MemberData(nameof(Constants))]
    public void Path_OfEqualResponses_IsNullWithACertificateOfZero(Family family, double value, double offset)
    {
        GlmData data = Constant(value, offset);

        GlmPath path = Path(family, new GroupLasso()).Fit(data);

        Assert.Equal(0, path.LargestStrength);
        Assert.All(
            path.Fits,
            f =>
            {
                Assert.Equal(0, f.Convergence.Certificate);
                Assert.True(f.Convergence.Converged);
                Assert.True(f.Strength > 0);
                Assert.All(f.Coefficients, c => Assert.Equal(0, c));
                Assert.Equal(value, f.Predict(data.Design, data.OffsetOf(0))[0], 1e-12);
                Assert.Contains("nothing is to be explained", Assert.Single(f.Warnings), StringComparison.Ordinal);
            }
        );
    }

    [Theory]
    [MemberData(nameof(Constants))]
    public void CrossValidation_OfEqualResponses_ChoosesTheNull(Family family, double value, double offset)
    {
        var validation = new GlmCrossValidation { Path = Path(family, new GroupLasso()) };

        GlmCrossValidationFit fit = validation.Fit(Constant(value, offset));

        Assert.Equal(0, fit.Chosen);
        Assert.Empty(fit.Fit.Selected);
        Assert.All(fit.Mean, static m => Assert.True(double.IsNaN(m)));
        Assert.Contains(
            fit.Warnings,
            static w => w.StartsWith("No fold has a score (there is nothing to explain", StringComparison.Ordinal)
        );
        Assert.All(validation.Nested(Constant(value, offset)).FoldScores, static s => Assert.True(double.IsNaN(s)));
    }

    [Theory]
    [MemberData(nameof(PenaltyNames))]
    public void Path_PenalisedCovariatesThatAreZero_IsNullWithACertificateAndSaysSo(string penalty)
    {
        GlmData data = SelectionData.Counts(1) with { Design = Zeros(600) };

        GlmPath path = Path(Family.Poisson, Penalties[penalty]).Fit(data);

        Assert.Equal(0, path.LargestStrength);
        Assert.All(
            path.Fits,
            static f =>
            {
                Assert.True(f.Convergence.Converged, $"{f.Convergence.Certificate}");
                Assert.All(f.Coefficients, static c => Assert.Equal(0, c));
                Assert.Contains(
                    f.Warnings,
                    static w => w.StartsWith("The largest strength is 0: no penalised", StringComparison.Ordinal)
                );
            }
        );
    }

    [Fact]
    public void CrossValidation_PenalisedCovariatesThatAreZero_KeepsTheFreeOnesAndTheFirstStrength()
    {
        GlmData data = SelectionData.Counts(1);
        data = data with
        {
            Design = Design.Of(
                ("none", new Matrix(600, 2)),
                ("free", data.Design.ToMatrix().Select([.. Enumerable.Range(0, 600)], [0, 1, 2]))
            ),
        };
        var lasso = new GroupLasso
        {
            Groups =
            [
                [0, 1],
            ],
        };

        GlmCrossValidationFit fit = new GlmCrossValidation
        {
            Path = Path(Family.Poisson, lasso),
            Rule = StrengthRule.Best,
        }.Fit(data);

        Assert.Equal(0, fit.Chosen);
        Assert.True(double.IsFinite(fit.Mean[0]));
        Assert.All(fit.Mean, m => Assert.Equal(fit.Mean[0], m));
        Assert.Equal(["free"], fit.Selected);
        Assert.DoesNotContain(fit.Warnings, static w => w.StartsWith("The best strength", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void StabilitySelection_NothingToExplain_HasFrequenciesOfZeroAndSaysWhy(bool isSilent)
    {
        GlmData data = isSilent ? Constant(0, 0) : SelectionData.Counts(1) with { Design = Zeros(600) };
        var selection = new StabilitySelection { Path = Path(Family.Poisson, new GroupLasso()), Pairs = 2 };

        StabilitySelectionFit fit = selection.Fit(data with { Neurons = ["quiet"] });

        Assert.Equal("quiet", fit.Neuron);
        Assert.All(fit.Frequencies, static f => Assert.Equal(0, f));
        Assert.Empty(fit.Selected);
        Assert.Equal(0, fit.MeanSelected);
        Assert.Contains(
            isSilent ? "There is no spike" : "The largest strength is 0",
            Assert.Single(fit.Warnings),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Categorical_CovariatesThatAreZero_AreNullAndChooseTheFirstStrength()
    {
        var data = new CategoricalData
        {
            Design = Zeros(60),
            Labels = [.. Enumerable.Range(0, 60).Select(static i => i % 3)],
            Classes = ["a", "b", "c"],
        };
        var path = new CategoricalRegularizationPath
        {
            Model = new CategoricalRegression { Regularizer = new GroupLasso() },
            Count = 4,
        };

        CategoricalCrossValidationFit fit = new CategoricalCrossValidation { Path = path }.Fit(data);

        Assert.Equal(0, fit.Path.LargestStrength);
        Assert.Equal(0, fit.Chosen);
        Assert.All(fit.Path.Fits, static f => Assert.True(f.Convergence.Converged));
        Assert.Contains(
            fit.Warnings,
            static w => w.StartsWith("The largest strength is 0: no penalised", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Compare_EqualResponses_HaveNoScoreInsteadOfOneOfRounding()
    {
        var comparison = new ModelComparison
        {
            Model = new GeneralizedLinearModel
            {
                Observation = new() { Family = Family.Gaussian },
                Regularizer = new Ridge { Strength = 1e-3 },
            },
        };

        ModelComparisonFit fit = comparison.Fit(Constant(0.1, 0));

        Assert.Empty(fit.Selected);
        Assert.True(double.IsNaN(fit.Full.Mean));
        Assert.Contains(
            fit.Warnings,
            static w => w.StartsWith("10 of 10 folds have no score", StringComparison.Ordinal)
        );
    }

    private static RegularizationPath Path(Family family, Regularizer penalty) =>
        new()
        {
            Model = new GeneralizedLinearModel
            {
                Observation = new() { Family = family },
                Regularizer = penalty,
            },
            Count = 5,
        };

    private static Design Zeros(int samples) =>
        Design.Of(("first", new Matrix(samples, 2)), ("second", new Matrix(samples, 1)));

    private static GlmData Constant(double value, double offset)
    {
        GlmData data = SelectionData.Counts(1);
        return data with
        {
            Responses = Matrix.Create(600, 1, (_, _) => value),
            Offset = offset == 0 ? null : Matrix.Create(600, 1, (_, _) => offset),
        };
    }
}
