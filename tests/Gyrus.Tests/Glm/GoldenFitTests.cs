using System.Text.Json;
using Gyrus.Glm;
using Gyrus.Glm.Features;

namespace Gyrus.Tests.Glm;

public sealed class GoldenFitTests
{
    public static TheoryData<string> Folders =>
        [
            "fit_poisson_exp",
            "fit_poisson_softplus",
            "fit_gaussian",
            "fit_bernoulli_logit",
            "fit_bernoulli_probit",
            "fit_gamma_inverse",
            "fit_gamma_exp",
            "fit_negbin_exp",
        ];

    [SharedTheory]
    [MemberData(nameof(Folders))]
    public void Fit_ToTightTolerance_IsTheReferenceOptimum(string folder)
    {
        JsonElement c = GlmGolden.Case(folder);
        Design design = GlmGolden.Blocks(GlmGolden.Csv("design", "X.csv"), c.GetProperty("leaves"));
        var data = new GlmData { Design = design, Responses = GlmGolden.Csv(folder, "y.csv") };
        foreach (JsonElement golden in c.GetProperty("fits").EnumerateArray())
        {
            var model = new GeneralizedLinearModel
            {
                Observation = GlmGolden.Observation(c),
                Regularizer = GlmGolden.Regularizer(golden),
                Tolerance = 1e-14,
            };

            GlmFit fit = model.Fit(data);

            string what = $"{folder} {golden.GetProperty("regularizer")} {fit.Model.Regularizer.Strength}";
            Compare(golden, fit, what);

            // The scale follows the coefficients in first order, the gap in second: here the fit goes on until round-off of the objective stops it,
            // which leaves about 1e-8/√curvature of the coefficients.
            GlmFit last = (model with { Tolerance = double.Epsilon, MaxIterations = 50 }).Fit(data);
            Near(golden.GetProperty("scale").GetDouble(), last.Scale, 1e-9, $"{what}: scale at round-off");
        }
    }

    [SharedFact]
    public void Fit_RowsThatAreNotFinite_AreLeftOut()
    {
        JsonElement c = GlmGolden.Case("nan_rows");
        JsonElement golden = c.GetProperty("fit");
        Design design = GlmGolden.Blocks(GlmGolden.Csv("nan_rows", "X.csv"), c.GetProperty("leaves"));
        var data = new GlmData { Design = design, Responses = GlmGolden.Csv("nan_rows", "y.csv") };

        GlmFit fit = new GeneralizedLinearModel { Regularizer = GlmGolden.Regularizer(golden), Tolerance = 1e-12 }.Fit(
            data
        );

        Compare(golden, fit, "nan_rows");
        Assert.Equal(c.GetProperty("n_valid").GetInt32(), fit.Samples);
        Assert.Equal(c.GetProperty("dropped_rows").GetArrayLength(), fit.DroppedSamples);
    }

    private static void Compare(JsonElement golden, GlmFit fit, string what)
    {
        double[] coefficients = GlmGolden.Doubles(golden.GetProperty("coef"));
        double allowed = 1e-6 * Math.Max(1, 1e-3 / golden.GetProperty("curvature").GetDouble());
        Assert.True(fit.Convergence.Converged, $"{what}: certificate {fit.Convergence.Certificate}");
        Near(golden.GetProperty("objective").GetDouble(), fit.Convergence.Objective, 1e-9, $"{what}: objective");
        Near(golden.GetProperty("intercept").GetDouble(), fit.Intercept, allowed, $"{what}: intercept");
        Near(
            golden.GetProperty("dof_resid").GetDouble(),
            fit.ResidualDegreesOfFreedom,
            0,
            $"{what}: degrees of freedom"
        );

        Near(golden.GetProperty("scale").GetDouble(), fit.Scale, 1e-7, $"{what}: scale");
        for (int j = 0; j < coefficients.Length; j++)
        {
            Near(coefficients[j], fit.Coefficients[j], allowed, $"{what}: coefficient {j}");
            Assert.True(coefficients[j] == 0 == (fit.Coefficients[j] == 0), $"{what}: support of coefficient {j}");
        }
    }

    private static void Near(double expected, double actual, double allowed, string what) =>
        Assert.True(Math.Abs(expected - actual) <= allowed, $"{what}: expected {expected:R}, got {actual:R}");
}
