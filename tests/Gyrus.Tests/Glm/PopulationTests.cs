using System.Text.Json;
using Gyrus.Glm;
using Gyrus.Glm.Features;

namespace Gyrus.Tests.Glm;

public sealed class PopulationTests
{
    [SharedFact]
    public void Fit_OfGroupsAcrossNeurons_IsTheReferenceOptimum()
    {
        JsonElement c = GlmGolden.Case("population");
        GlmData data = Data(c);
        foreach (JsonElement golden in c.GetProperty("fits").EnumerateArray())
        {
            Regularizer penalty = GlmGolden.Regularizer(golden);
            if (golden.TryGetProperty("group_index", out JsonElement groups))
            {
                penalty = ((GroupLasso)penalty) with { Groups = [.. groups.EnumerateArray().Select(GlmGolden.Ints)] };
            }

            var population = new JointPopulation
            {
                Model = new GeneralizedLinearModel { Regularizer = penalty, Tolerance = 1e-14 },
                FeatureMask = golden.TryGetProperty("feature_mask", out JsonElement mask)
                    ? GlmGolden.MatrixOf(mask)
                    : null,
            };

            JointPopulationFit fit = population.Fit(data);

            string what = $"{golden.GetProperty("regularizer")} {penalty.Strength}";
            Assert.True(fit.Convergence.Converged, $"{what}: certificate {fit.Convergence.Certificate}");
            Assert.Equal(golden.GetProperty("objective").GetDouble(), fit.Convergence.Objective, 1e-9);
            Matrix coefficients = GlmGolden.MatrixOf(golden.GetProperty("coef"));
            double allowed = 1e-6 * Math.Max(1, 1e-3 / golden.GetProperty("curvature").GetDouble());
            for (int k = 0; k < coefficients.Columns; k++)
            {
                for (int j = 0; j < coefficients.Rows; j++)
                {
                    double actual = fit.Fits[k].Coefficients[j];
                    Assert.True(Math.Abs(coefficients[j, k] - actual) <= allowed, $"{what}: {j} of {k}: {actual}");
                    Assert.True(coefficients[j, k] == 0 == (actual == 0), $"{what}: support of {j} of {k}");
                }
            }
        }
    }

    [SharedFact]
    public void FitAll_AnyThreadsAndCompany_GivesTheSameBits()
    {
        JsonElement c = GlmGolden.Case("population");
        GlmData data = Data(c);
        var model = new GeneralizedLinearModel { Regularizer = new GroupLasso { Strength = 0.02 } };
        GlmData alone = data with
        {
            Responses = Matrix.FromColumnMajor(data.Design.Samples, 1, data.Responses.Column(1).ToArray()),
        };

        IReadOnlyList<GlmFit> one = model.FitAll(data, threads: 1);
        IReadOnlyList<GlmFit> two = model.FitAll(data, threads: 2);

        Assert.Equal(one.SelectMany(static f => f.Coefficients), two.SelectMany(static f => f.Coefficients));
        Assert.Equal(one[1].Coefficients, model.Fit(alone).Coefficients);
    }

    [Fact]
    public void Fit_OfAliasedColumns_HasTheDegreesOfFreedomOfEachNeuronAlone()
    {
        var rng = new Rng(1);
        Matrix x = Matrix.Create(50, 3, (_, _) => rng.NextNormal());
        x = Matrix.Create(50, 3, (i, j) => x[i, j == 1 ? 0 : j]);
        var data = new GlmData
        {
            Design = Design.Of([("x", x)]),
            Responses = Matrix.Create(50, 2, (i, k) => x[i, 0] + (k * x[i, 2]) + rng.NextNormal()),
        };
        var model = new GeneralizedLinearModel
        {
            Observation = new() { Family = Family.Gaussian },
            Regularizer = new Unregularized(),
        };

        IReadOnlyList<GlmFit> joint = new JointPopulation { Model = model }
            .Fit(data)
            .Fits;
        IReadOnlyList<GlmFit> masked = new JointPopulation
        {
            Model = model,
            FeatureMask = Matrix.Create(3, 2, static (j, k) => k == 1 && j < 2 ? 0 : 1),
        }
            .Fit(data)
            .Fits;

        IReadOnlyList<GlmFit> apart = model.FitAll(data);
        Assert.All(joint.Zip(apart), static f => Assert.Equal(47, f.First.ResidualDegreesOfFreedom));
        Assert.All(joint.Zip(apart), static f => Assert.Equal(f.Second.Scale, f.First.Scale, 1e-6));
        Assert.Equal([47, 48], masked.Select(static f => f.ResidualDegreesOfFreedom));
        Assert.Empty(masked[1].Warnings);
    }

    private static GlmData Data(JsonElement c) =>
        new()
        {
            Design = GlmGolden.Blocks(GlmGolden.Csv("design", "X.csv"), c.GetProperty("leaves")),
            Responses = GlmGolden.Csv("population", "Y.csv"),
        };
}
