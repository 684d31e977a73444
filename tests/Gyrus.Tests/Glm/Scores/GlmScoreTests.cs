using System.Text.Json;
using Gyrus.Glm;
using Gyrus.Glm.Scores;

namespace Gyrus.Tests.Glm.Scores;

public sealed class GlmScoreTests
{
    [SharedTheory]
    [InlineData("fit_poisson_exp", Family.Poisson)]
    [InlineData("fit_poisson_softplus", Family.Poisson)]
    [InlineData("fit_gaussian", Family.Gaussian)]
    [InlineData("fit_bernoulli_logit", Family.Bernoulli)]
    [InlineData("fit_bernoulli_probit", Family.Bernoulli)]
    [InlineData("fit_gamma_inverse", Family.Gamma)]
    [InlineData("fit_gamma_exp", Family.Gamma)]
    [InlineData("fit_negbin_exp", Family.NegativeBinomial)]
    public void Scores_OfGoldenCoefficients_MatchReference(string folder, Family family)
    {
        JsonElement golden = GlmGolden.Case(folder);
        foreach (JsonElement fit in golden.GetProperty("fits").EnumerateArray())
        {
            foreach (
                (string set, string x, string y) in new[]
                {
                    ("score_train", "X.csv", "y.csv"),
                    ("score_test", "X_test.csv", "y_test.csv"),
                }
            )
            {
                GlmPrediction prediction = Predicted(
                    fit,
                    family,
                    folder,
                    (x, y),
                    golden.GetProperty("inverse_link").GetString()!
                );
                JsonElement score = fit.GetProperty(set);

                NumericAssert.Close(
                    score.GetProperty("log-likelihood").GetDouble(),
                    GlmScore.LogLikelihood(prediction),
                    1e-8
                );
                NumericAssert.Close(
                    score.GetProperty("mean-deviance").GetDouble(),
                    GlmScore.Deviance(prediction),
                    1e-8
                );
                NumericAssert.Close(
                    score.GetProperty("pseudo-r2-McFadden").GetDouble(),
                    GlmScore.McFadden(prediction),
                    1e-8
                );
                NumericAssert.Close(
                    score.GetProperty("pseudo-r2-Cohen").GetDouble(),
                    GlmScore.DevianceExplained(prediction),
                    1e-8
                );
            }
        }
    }

    [Fact]
    public void BitsPerSpike_OfPoisson_IsTheGainOfLogLikelihoodPerSpike()
    {
        double[] y = [0, 2, 1, 0, 3, 0];
        double[] mean = [0.2, 1.5, 1.1, 0.4, 2.2, 0.6];

        double bits = GlmScore.BitsPerSpike(Of(Family.Poisson, y, mean));

        double gain = Enumerable.Range(0, 6).Sum(i => (y[i] * Math.Log(mean[i])) - mean[i] - (y[i] * Math.Log(1)) + 1);
        Assert.Equal(gain / 6 / Math.Log(2), bits, 1e-14);
    }

    [Theory]
    [InlineData(ScoreKind.BitsPerSpike)]
    [InlineData(ScoreKind.DevianceExplained)]
    [InlineData(ScoreKind.McFadden)]
    public void Of_AConstantMean_IsZero(ScoreKind kind) =>
        Assert.Equal(0, GlmScore.Of(kind, Of(Family.Poisson, [0, 2, 1, 3], [1.5, 1.5, 1.5, 1.5])), 1e-15);

    [Fact]
    public void Of_PerfectMeans_ExplainsAllDeviance()
    {
        foreach (Family family in Enum.GetValues<Family>())
        {
            double[] y = family == Family.Bernoulli ? [0, 1, 1] : [1, 2, 3];

            Assert.Equal(1, GlmScore.DevianceExplained(Of(family, y, y)), 1e-12);
        }
    }

    [Fact]
    public void Of_MissingSamplesAndWeights_CountAsWritten()
    {
        GlmPrediction all = Of(Family.Poisson, [0, 2, 1, 1], [0.5, 1.5, 1, 1]);
        GlmPrediction part = Of(Family.Poisson, [0, 7, 2, double.NaN, 1], [0.5, double.NaN, 1.5, 1, 1]) with
        {
            Weights = [1, 1, 1, 1, 2],
        };

        Assert.Equal(GlmScore.LogLikelihood(all), GlmScore.LogLikelihood(part), 1e-15);
    }

    [Fact]
    public void NegativeBinomial_OfSmallDispersion_IsThePoissonLimit()
    {
        double[] y = [0, 2, 1, 5];
        double[] mean = [0.5, 1.5, 1, 4];

        double limit = GlmScore.LogLikelihood(Of(Family.NegativeBinomial, y, mean) with { Scale = 1e-9 });

        Assert.Equal(GlmScore.LogLikelihood(Of(Family.Poisson, y, mean)), limit, 1e-7);
    }

    [Fact]
    public void BitsPerSpike_OfRealNumbers_IsRefused() =>
        Assert.Throws<ArgumentException>(() => GlmScore.BitsPerSpike(Of(Family.Gaussian, [1, 2], [1, 2])));

    [Fact]
    public void Of_LengthsThatDiffer_Says() =>
        Assert.Contains(
            "Expected one mean per response (2), but got 1",
            Assert.Throws<ArgumentException>(() => GlmScore.Deviance(Of(Family.Poisson, [1, 2], [1]))).Message,
            StringComparison.Ordinal
        );

    private static GlmPrediction Of(Family family, double[] y, double[] mean) =>
        new()
        {
            Family = family,
            Responses = y,
            Means = mean,
        };

    private static GlmPrediction Predicted(
        JsonElement fit,
        Family family,
        string folder,
        (string X, string Y) files,
        string link
    )
    {
        Matrix x = GlmGolden.Csv("design", files.X);
        double[] beta = GlmGolden.Doubles(fit.GetProperty("coef"));
        double intercept = fit.GetProperty("intercept").GetDouble();
        double[] mean =
        [
            .. Enumerable
                .Range(0, x.Rows)
                .Select(i => Mean(link, intercept + Enumerable.Range(0, beta.Length).Sum(j => x[i, j] * beta[j]))),
        ];
        return Of(family, GlmGolden.Csv(folder, files.Y).AsSpan().ToArray(), mean) with
        {
            Scale = fit.GetProperty("scale").GetDouble(),
        };
    }

    private static double Mean(string link, double eta) =>
        link switch
        {
            "exp" => Math.Exp(eta),
            "softplus" => Math.Log(1 + Math.Exp(eta)),
            "identity" => eta,
            "logistic" => 1 / (1 + Math.Exp(-eta)),
            "norm_cdf" => 0.5
                * (
                    eta < 0
                        ? Gyrus.Numerics.Distributions.ChiSquared.Survival(eta * eta, 1)
                        : 2 - Gyrus.Numerics.Distributions.ChiSquared.Survival(eta * eta, 1)
                ),
            "one_over_x" => 1 / eta,
            _ => throw new InvalidDataException(link),
        };

    [Fact]
    public void LogLikelihood_OfAMeanThatOverflowed_CostsEverything()
    {
        var prediction = new GlmPrediction
        {
            Family = Family.Poisson,
            Responses = [1, 2],
            Means = [1, double.PositiveInfinity],
        };

        Assert.True(GlmScore.LogLikelihood(prediction) < -1e300);
    }
}
