using System.Text.Json;
using Gyrus.Glm;
using Gyrus.Glm.Features;

namespace Gyrus.Tests.Glm;

public sealed class SeedGuideTests
{
    [SharedFact]
    public void Path_OfTheGuide_HasTheExactNormsAndObjectives()
    {
        JsonElement c = GlmGolden.Case("seed_guide");
        JsonElement[] goldens = [.. c.GetProperty("path").EnumerateArray()];

        GlmPath path = Path(c, [.. goldens.Select(static g => g.GetProperty("strength").GetDouble())], 1e-12);

        for (int i = 0; i < goldens.Length; i++)
        {
            GlmFit fit = path.Fits[goldens.Length - 1 - i];
            Assert.True(fit.Convergence.Converged, $"{i}: certificate {fit.Convergence.Certificate}");
            Assert.Equal(goldens[i].GetProperty("objective").GetDouble(), fit.Convergence.Objective, 1e-9);
            double weakest = i < 3 ? 1e-3 : 1e-5;
            foreach (JsonProperty norm in goldens[i].GetProperty("norms").EnumerateObject())
            {
                double actual = Norm(fit, norm.Name);
                double expected = norm.Value.GetDouble();
                Assert.True(
                    expected == 0 ? actual == 0 : Math.Abs(actual - expected) <= weakest * expected,
                    $"{i} {norm.Name}: expected {expected:R}, got {actual:R}"
                );
            }
        }
    }

    [SharedFact]
    public void Path_OfFortyStrengths_HasTheReferencesNormsInterceptsAndObjectives()
    {
        JsonElement c = GlmGolden.Case("seed_guide");
        Matrix dense = GlmGolden.MatrixOf(c.GetProperty("dense_path"));

        GlmPath path = Path(c, dense.Column(0).ToArray(), 1e-13);

        Assert.Equal(40, dense.Rows);
        for (int i = 0; i < dense.Rows; i++)
        {
            GlmFit fit = path.Fits[i];
            Assert.Equal(dense[i, 0], fit.Model.Regularizer.Strength);
            Assert.True(fit.Convergence.Converged, $"{i}: certificate {fit.Convergence.Certificate}");
            Assert.Equal(dense[i, 4], fit.Convergence.Objective, 1e-9);

            // The curvature falls to 1e-4 where the penalty is weak: coefficients then say less than the objective does.
            double allowed = dense[i, 0] < 1e-3 ? 1e-3 : 1e-5;
            Assert.Equal(dense[i, 3], fit.Intercept, allowed * Math.Max(1, Math.Abs(dense[i, 3])));
            foreach (
                (double expected, string block) in ((double, string)[])
                    [(dense[i, 1], "position"), (dense[i, 2], "speed")]
            )
            {
                double actual = Norm(fit, block);
                Assert.True(
                    expected == 0 ? actual == 0 : Math.Abs(actual - expected) <= allowed * expected,
                    $"{i} {block}: expected {expected:R}, got {actual:R}"
                );
            }
        }
    }

    [SharedFact]
    public void TrueFeatures_OfTheGuide_AreOurSplinesOfPosition()
    {
        Matrix golden = GlmGolden.Csv("seed_guide", "true_features.csv");
        double[] position = GlmGolden.Csv("seed_guide", "position.csv").Column(0).ToArray();

        Design design = new DesignBuilder().Add("position", new BSpline { Count = 5 }, position).Build();

        NumericAssert.Close(golden.AsSpan(), design.ToMatrix().AsSpan(), 1e-12);
    }

    [SharedFact]
    public void LargestStrength_OfTheGuide_IsWherePositionVanishes()
    {
        JsonElement c = GlmGolden.Case("seed_guide");

        GlmPath path = Path(c, null, 1e-6);

        double expected = c.GetProperty("strength_position_vanishes").GetDouble();
        Assert.Equal(expected, path.LargestStrength, 1e-6 * expected);
        Assert.All(path.Fits, static f => Assert.True(f.Convergence.Converged));
        Assert.Empty(path.Fits[0].Selected);
        Assert.Equal(["position"], path.Fits[1].Selected);
    }

    [SharedTheory]
    [InlineData(1 - 1e-6, "position speed")]
    [InlineData(1 + 1e-6, "position")]
    public void Fit_AroundTheStrengthWhereSpeedVanishes_ChangesSides(double factor, string selected)
    {
        JsonElement c = GlmGolden.Case("seed_guide");
        double strength = factor * c.GetProperty("strength_speed_vanishes").GetDouble();

        GlmPath path = Path(c, [strength], 1e-15);

        Assert.Equal(selected, string.Join(' ', path.Fits[0].Selected));
    }

    internal static GlmPath Path(JsonElement c, double[]? strengths, double tolerance) =>
        new RegularizationPath
        {
            Model = new GeneralizedLinearModel { Regularizer = new GroupLasso(), Tolerance = tolerance },
            Strengths = strengths,
        }.Fit(Data(c));

    internal static GlmData Data(JsonElement c) =>
        new()
        {
            Design = GlmGolden.Blocks(GlmGolden.Csv("seed_guide", "features.csv"), c.GetProperty("groups")),
            Responses = GlmGolden.Csv("seed_guide", "counts.csv"),
        };

    private static double Norm(GlmFit fit, string block)
    {
        FeatureBlock of = fit.Blocks.Single(b => b.Name == block);
        return Math.Sqrt(fit.Coefficients.Skip(of.Start).Take(of.Count).Sum(static b => b * b));
    }
}
