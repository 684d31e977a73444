using Gyrus.Glm;
using Gyrus.Glm.Features;
using Gyrus.Glm.Selection;
using Gyrus.Validation;

namespace Gyrus.Tests.Glm;

/// <summary>Gaussian responses whose mean is not positive, with links that keep the mean positive: the constant model has no finite intercept.</summary>
public sealed class PositiveLinkTests
{
    [Theory]
    [InlineData(Link.Exp, 0)]
    [InlineData(Link.Exp, -0.5)]
    [InlineData(Link.Exp, 0.01)]
    [InlineData(Link.Softplus, 0)]
    [InlineData(Link.Softplus, -0.5)]
    [InlineData(Link.Softplus, 0.01)]
    public void Fit_OfScoredTraces_IsAsGoodAsTheBestOfManyPoints(Link link, double mean)
    {
        GlmData data = Trace(mean);
        GeneralizedLinearModel model = Model(link, 1e-3);

        GlmFit fit = model.Fit(data);

        // The best of a grid of slopes and intercepts, with its penalty; the fit may only be better.
        double best = double.PositiveInfinity;
        for (double slope = -3; slope <= 3; slope += 0.05)
        {
            for (double b = -8; b <= 2; b += 0.05)
            {
                best = Math.Min(best, Loss(data, link, slope, b) + (1e-3 * Math.Abs(slope)));
            }
        }

        Assert.True(fit.Convergence.Converged);
        Assert.True(fit.Convergence.Objective <= best, $"{fit.Convergence.Objective} is worse than {best}");
        Assert.Equal(
            fit.Convergence.Objective,
            Loss(data, link, fit.Coefficients[0], fit.Intercept) + (1e-3 * Math.Abs(fit.Coefficients[0])),
            1e-12
        );
        Assert.True(fit.Coefficients[0] > 0.5);
        Assert.Empty(fit.Warnings);
    }

    [Theory]
    [InlineData(Link.Exp)]
    [InlineData(Link.Softplus)]
    public void Fit_WhereNoPositiveMeanIsBetterThanNone_SaysSoAndIsNotConverged(Link link)
    {
        GlmFit fit = Model(link, 10).Fit(Trace(-0.5));

        Assert.Equal(0, fit.Coefficients[0]);
        Assert.True(double.IsFinite(fit.Intercept));
        Assert.False(fit.Convergence.Converged);
        Assert.Contains(fit.Warnings, static w => w.Contains("identity link"));
    }

    [Theory]
    [InlineData(Link.Exp)]
    [InlineData(Link.Softplus)]
    public void Path_OfScoredTraces_BeginsWhereNothingIsLeft(Link link)
    {
        GlmData data = Trace(0);

        GlmPath path = new RegularizationPath { Model = Model(link, 1), Count = 10 }.Fit(data);

        Assert.True(path.LargestStrength > 1e-3);
        Assert.Equal(0, path.Fits[0].Coefficients[0]);
        Assert.All(path.Fits.Skip(1), static f => Assert.NotEqual(0, f.Coefficients[0]));
        Assert.NotEqual(0, Model(link, path.LargestStrength * (1 - 1e-5)).Fit(data).Coefficients[0]);
        Assert.Equal(0, Model(link, path.LargestStrength * (1 + 1e-5)).Fit(data).Coefficients[0]);
    }

    [Theory]
    [InlineData(Link.Exp, 0)]
    [InlineData(Link.Softplus, -0.5)]
    public void CrossValidate_OfScoredTraces_HasFiniteScoresThatTheCovariateRaises(Link link, double mean)
    {
        GlmData data = Trace(mean) with { Trials = [.. Enumerable.Range(0, 100).Select(static t => t / 5)] };

        GlmCrossValidationFit fit = new GlmCrossValidation
        {
            Path = new RegularizationPath { Model = Model(link, 1), Count = 8 },
            Folds = new TrialFolds { Folds = 3 },
        }.Fit(data, cancellationToken: TestContext.Current.CancellationToken);

        Assert.All(fit.Mean, static s => Assert.True(double.IsFinite(s)));
        Assert.True(fit.Path.Fits[fit.Best].Coefficients[0] > 0);
        Assert.True(fit.Path.Fits[fit.Best].Convergence.Converged);
    }

    private static GeneralizedLinearModel Model(Link link, double strength) =>
        new()
        {
            Observation = new ObservationModel { Family = Family.Gaussian, Link = link },
            Regularizer = new GroupLasso { Strength = strength },
            Tolerance = 1e-10,
        };

    private static GlmData Trace(double mean)
    {
        var rng = new Rng(5);
        const int Samples = 100;
        Matrix x = Matrix.Create(Samples, 1, (_, _) => rng.NextNormal());
        double[] y = [.. Enumerable.Range(0, Samples).Select(i => (0.6 * x[i, 0]) + (0.3 * rng.NextNormal()))];
        double old = y.Average();
        return new GlmData
        {
            Design = Design.Of([("x", x)]),
            Responses = Matrix.FromColumnMajor(Samples, 1, [.. y.Select(v => v - old + mean)]),
        };
    }

    private static double Loss(GlmData data, Link link, double slope, double intercept)
    {
        double sum = 0;
        double[] eta = new double[data.Design.Samples];
        data.Design.Store.AddProduct([slope], eta);
        for (int i = 0; i < eta.Length; i++)
        {
            double e = Math.Exp(eta[i] + intercept);
            double residual = data.Responses[i, 0] - (link == Link.Exp ? e : double.LogP1(e));
            sum += residual * residual / data.Design.Samples;
        }

        return sum;
    }
}
