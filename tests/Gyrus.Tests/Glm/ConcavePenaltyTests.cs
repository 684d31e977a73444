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
