using Gyrus.Glm;
using Gyrus.Glm.Features;

namespace Gyrus.Tests.Glm;

public sealed class ConcavePenaltyTests
{
    public static TheoryData<ConcaveGroupPenalty> All =>
        [new GroupMcp { Strength = 0.03, Concavity = 1.5 }, new GroupScad { Strength = 0.03, Concavity = 2.1 }];

    [Theory]
    [MemberData(nameof(All))]
    public void Fit_GroupsFarFromZero_AreAsWithoutAPenalty(ConcaveGroupPenalty penalty)
    {
        GlmData data = Strong();
        var model = new GeneralizedLinearModel
        {
            Observation = new() { Family = Family.Gaussian },
            Regularizer = penalty,
            Tolerance = 1e-12,
        };

        GlmFit fit = model.Fit(data);

        Assert.Equal(["strong"], fit.Selected);
        GlmFit refit = (model with { Regularizer = new Unregularized() }).Fit(
            data with
            {
                Design = Design.Of(("strong", data.Design.ToMatrix().Select([.. Enumerable.Range(0, 200)], [0, 1]))),
            }
        );
        NumericAssert.Close([.. refit.Coefficients], [.. fit.Coefficients.Take(2)], 1e-6);
    }

    /// <summary>λ√p_g·slope(‖β_g‖) of the concave penalties, from their definitions.</summary>
    private static double Slope(ConcaveGroupPenalty penalty, double norm, double full) =>
        penalty switch
        {
            GroupMcp mcp => Math.Max(full - (norm / mcp.Concavity), 0),
            GroupScad scad when norm > full => Math.Max((scad.Concavity * full) - norm, 0) / (scad.Concavity - 1),
            _ => full,
        };

    [Theory]
    [MemberData(nameof(All))]
    public void Fit_GroupInTheConcaveZone_IsStationary(ConcaveGroupPenalty penalty)
    {
        GlmData data = Weak();
        double strength = penalty is GroupMcp ? 0.1 : 0.08;
        var model = new GeneralizedLinearModel
        {
            Observation = new() { Family = Family.Gaussian },
            Regularizer = penalty with { Strength = strength },
            Tolerance = 1e-13,
        };

        GlmFit fit = model.Fit(data);

        Assert.True(fit.Convergence.Converged);
        Matrix x = data.Design.ToMatrix();
        double[] mean = fit.Predict(data.Design);
        double full = strength * Math.Sqrt(2);
        int between = 0;
        for (int g = 0; g < 2; g++)
        {
            double[] beta = [fit.Coefficients[2 * g], fit.Coefficients[(2 * g) + 1]];
            double norm = Math.Sqrt((beta[0] * beta[0]) + (beta[1] * beta[1]));
            double slope = Slope(penalty, norm, full);
            between += norm > 0 && slope > 0 && slope < full ? 1 : 0;
            double[] gradient =
            [
                .. Enumerable
                    .Range(2 * g, 2)
                    .Select(j =>
                        2 * Enumerable.Range(0, x.Rows).Sum(i => (mean[i] - data.Responses[i, 0]) * x[i, j]) / x.Rows
                    ),
            ];
            for (int j = 0; j < 2 && norm > 0; j++)
            {
                Assert.Equal(0, gradient[j] + (slope * beta[j] / norm), 1e-5);
            }
        }

        Assert.True(between > 0, "No group of this example is where the penalty bends.");
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Path_AtAStrength_IsTheFitAtThatStrength(ConcaveGroupPenalty penalty)
    {
        GlmData data = Weak();
        var model = new GeneralizedLinearModel
        {
            Observation = new() { Family = Family.Gaussian },
            Regularizer = penalty,
            Tolerance = 1e-12,
        };

        GlmPath path = new RegularizationPath
        {
            Model = model,
            Count = 15,
            Ratio = 0.05,
        }.Fit(data);

        foreach (GlmFit fit in path.Fits.Where(f => f.Convergence.Converged))
        {
            NumericAssert.Close([.. fit.Model.Fit(data).Coefficients], [.. fit.Coefficients], 1e-6);
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Fit_StrengthZero_IsTheFitWithoutAPenalty(ConcaveGroupPenalty penalty)
    {
        GlmData data = Weak();
        var model = new GeneralizedLinearModel
        {
            Observation = new() { Family = Family.Gaussian },
            Regularizer = penalty with { Strength = 0 },
        };

        GlmFit fit = model.Fit(data);

        Assert.True(fit.Convergence.Converged);
        NumericAssert.Close(
            [.. (model with { Regularizer = new Unregularized() }).Fit(data).Coefficients],
            [.. fit.Coefficients],
            1e-9
        );
    }

    [Fact]
    public void AdaptiveGroupLasso_OfAPilot_IsTheGroupLassoWithItsWeights()
    {
        GlmData data = Strong();
        var model = new GeneralizedLinearModel
        {
            Observation = new() { Family = Family.Gaussian },
            Regularizer = new AdaptiveGroupLasso { Strength = 0.02, PilotStrength = 0.1 },
            Tolerance = 1e-12,
        };
        GlmFit pilot = (model with { Regularizer = new Ridge { Strength = 0.1 } }).Fit(data);
        double[] b = [.. pilot.Coefficients];
        double[] weights =
        [
            1 / Math.Sqrt(((b[0] * b[0]) + (b[1] * b[1])) / 2),
            1 / Math.Sqrt(((b[2] * b[2]) + (b[3] * b[3])) / 2),
        ];

        GlmFit fit = model.Fit(data);

        GlmFit expected = (
            model with
            {
                Regularizer = new GroupLasso { Strength = 0.02, Weights = weights },
            }
        ).Fit(data);
        NumericAssert.Close([.. expected.Coefficients], [.. fit.Coefficients], 1e-7);
        Assert.IsType<AdaptiveGroupLasso>(fit.Model.Regularizer);
    }

    /// <summary>A group whose size is where the penalties bend, and one of nothing.</summary>
    private static GlmData Weak()
    {
        var rng = new Rng(10);
        Matrix x = Matrix.Create(200, 4, (_, _) => rng.NextNormal());
        Matrix y = Matrix.Create(200, 1, (i, _) => (0.13 * x[i, 0]) - (0.1 * x[i, 1]) + (0.1 * rng.NextNormal()));
        int[] all = [.. Enumerable.Range(0, 200)];
        return new GlmData
        {
            Design = Design.Of(("weak", x.Select(all, [0, 1])), ("none", x.Select(all, [2, 3]))),
            Responses = y,
        };
    }

    private static GlmData Strong()
    {
        var rng = new Rng(9);
        Matrix x = Matrix.Create(200, 4, (_, _) => rng.NextNormal());
        Matrix y = Matrix.Create(200, 1, (i, _) => x[i, 0] - x[i, 1] + (0.1 * rng.NextNormal()));
        int[] all = [.. Enumerable.Range(0, 200)];
        return new GlmData
        {
            Design = Design.Of(("strong", x.Select(all, [0, 1])), ("none", x.Select(all, [2, 3]))),
            Responses = y,
        };
    }
}
