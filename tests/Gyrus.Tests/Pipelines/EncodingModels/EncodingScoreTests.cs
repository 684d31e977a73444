using Gyrus.Glm;
using Gyrus.Glm.Categorical;
using Gyrus.Glm.Features;
using Gyrus.Pipelines.EncodingModels;
using Gyrus.Tests.Glm.Selection;

namespace Gyrus.Tests.Pipelines.EncodingModels;

public sealed class EncodingScoreTests
{
    [Theory]
    [InlineData(double.NegativeInfinity)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NaN)]
    public void ScoreOf_SamplesWithoutAFiniteOffset_DoNotCount(double missing)
    {
        GlmData data = SelectionData.Counts(2, 300);
        GlmFit fit = new GeneralizedLinearModel { Regularizer = new Ridge { Strength = 1e-3 } }.Fit(data);

        EncodingScore offsets = EncodingStudy.ScoreOf(
            fit,
            data with
            {
                Offset = Matrix.Create(300, 1, (i, _) => i % 7 == 0 ? missing : 0),
            },
            0
        );
        EncodingScore responses = EncodingStudy.ScoreOf(
            fit,
            data with
            {
                Responses = Matrix.Create(300, 1, (i, _) => i % 7 == 0 ? double.NaN : data.Responses[i, 0]),
            },
            0
        );

        Assert.Equal(responses, offsets);
    }

    [Theory]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NaN)]
    public void Of_ClassesOfSamplesWithoutAFiniteWeight_DoNotCount(double odd)
    {
        var rng = new Rng(3);
        var data = new CategoricalData
        {
            Design = Design.Of(("x", Matrix.Create(90, 1, (_, _) => rng.NextNormal()))),
            Labels = [.. Enumerable.Range(0, 90).Select(static i => i < 50 ? 0 : i % 3)],
            Classes = ["a", "b", "c"],
        };
        CategoricalFit fit = new CategoricalRegression { Regularizer = new Ridge { Strength = 0.01 } }.Fit(data);

        Assert.Equal(CategoricalEncodingScore.Of(fit, Weighted(0)), CategoricalEncodingScore.Of(fit, Weighted(odd)));

        CategoricalData Weighted(double first) =>
            data with
            {
                Weights = [.. Enumerable.Range(0, 90).Select(i => i < 20 ? first : 1)],
            };
    }
}
