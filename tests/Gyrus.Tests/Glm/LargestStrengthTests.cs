using Gyrus.Glm;

namespace Gyrus.Tests.Glm;

public sealed class LargestStrengthTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Path_OfAFittedDispersion_BeginsWhereEveryCoefficientIsZero(bool hasOffset)
    {
        GlmData data = GlmExample.Data(new() { Family = Family.NegativeBinomial });
        data = hasOffset
            ? data with
            {
                Offset = Matrix.Create(GlmExample.Samples, 1, static (i, _) => Math.Sin(i)),
            }
            : data;
        var model = new GeneralizedLinearModel
        {
            Observation = new() { Family = Family.NegativeBinomial, Dispersion = null },
            Regularizer = new Lasso { Strength = 1 },
            Tolerance = 1e-12,
        };

        GlmPath path = new RegularizationPath { Model = model, Count = 3 }.Fit(data);

        Assert.All(path.Fits[0].Coefficients, static b => Assert.Equal(0, b));
        GlmFit above = At(model, path.LargestStrength * (1 + 1e-6)).Fit(data);
        GlmFit below = At(model, path.LargestStrength * (1 - 1e-3)).Fit(data);
        Assert.All(above.Coefficients, static b => Assert.Equal(0, b));
        Assert.Contains(below.Coefficients, static b => b != 0);
    }

    private static GeneralizedLinearModel At(GeneralizedLinearModel model, double strength) =>
        model with
        {
            Regularizer = model.Regularizer with { Strength = strength },
        };
}
