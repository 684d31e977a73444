using Gyrus.Glm;
using Gyrus.Glm.Features;
using Gyrus.Pipelines.EncodingModels;

namespace Gyrus.Tests.Pipelines.EncodingModels;

public sealed class VanishPointTests
{
    private const int Bins = 400;

    /// <summary>Covariates that are orthogonal leave at 2|xᵀ(y − ȳ)|/n each, whatever the others do; these explain some hundredths of the variance, so that the gap of zero says little.</summary>
    [Fact]
    public void Path_OfOrthogonalCovariatesThatExplainLittle_HasTheVanishPointsOfTheClosedForm()
    {
        for (ulong seed = 0; seed < 4; seed++)
        {
            var rng = new Rng(seed);
            Matrix x = Matrix.Create(Bins, 2, static (t, j) => Math.Cos(2 * Math.PI * (j + 1) * t / Bins));
            Matrix y = Matrix.Create(Bins, 1, (t, _) => (0.2 * x[t, 0]) + (0.15 * x[t, 1]) + rng.NextNormal());
            double mean = y.Column(0).ToArray().Average();

            EncodingResult result = new EncodingStudy
            {
                Recording = new EncodingRecording
                {
                    Neurons = ["n1"],
                    Responses = y,
                    CovariateNames = ["a", "b"],
                    Covariates = x,
                },
                Model = new EncodingModel
                {
                    Features = [Feature("a"), Feature("b")],
                    Model = new GeneralizedLinearModel
                    {
                        Observation = new() { Family = Family.Gaussian },
                        Regularizer = new GroupLasso { Strength = 1 },
                    },
                },
            }.Path(TestContext.Current.CancellationToken);

            double[] exact =
            [
                .. Enumerable
                    .Range(0, 2)
                    .Select(j => 2 * Math.Abs(Enumerable.Range(0, Bins).Sum(t => x[t, j] * (y[t, 0] - mean))) / Bins),
            ];
            Assert.All(
                result.Vanish.Zip(exact),
                static v => Assert.InRange(v.First.Strength / v.Second, 1 - 1.5e-7, 1 + 1.5e-7)
            );
        }
    }

    private static EncodingFeature Feature(string name) =>
        new()
        {
            Name = name,
            Basis = new Identity(),
            Covariates =
            [
                [name],
            ],
        };
}
