using Gyrus.Glm;
using Gyrus.Glm.Simulation;
using Gyrus.Tests.Glm.Selection;

namespace Gyrus.Tests.Glm.Simulation;

public sealed class SimulationTests
{
    [Theory]
    [InlineData(Family.Poisson, 3.5, 1, 3.5)]
    [InlineData(Family.Gaussian, -2, 4, 4)]
    [InlineData(Family.Bernoulli, 0.3, 1, 0.21)]
    [InlineData(Family.Gamma, 2, 0.5, 2)]
    [InlineData(Family.NegativeBinomial, 2, 0.7, 2 + (0.7 * 4))]
    public void Next_MeanAndVariance_AreThoseOfTheFamily(Family family, double mean, double scale, double variance)
    {
        const int draws = 100_000;
        var rng = new Rng(4);
        double[] y = [.. Enumerable.Range(0, draws).Select(_ => ResponseDraw.Next(rng, family, mean, scale))];

        double average = y.Average();
        double spread = y.Sum(v => (v - average) * (v - average)) / draws;

        // Five standard errors of the mean; the variance to a few per cent.
        Assert.Equal(mean, average, 5 * Math.Sqrt(variance / draws));
        Assert.Equal(1, spread / variance, 0.05);
    }

    [Fact]
    public void Draw_OfAFit_IsRecoveredByAFit()
    {
        GlmData data = SelectionData.Counts(1, 4000);
        var model = new GeneralizedLinearModel { Regularizer = new Unregularized(), Tolerance = 1e-9 };
        GlmFit first = model.Fit(data);

        double[] y = GlmSimulation.Draw(first, data.Design, 7);
        GlmFit second = model.Fit(data with { Responses = Matrix.FromColumnMajor(4000, 1, y) });

        Assert.Equal(y, GlmSimulation.Draw(first, data.Design, 7));
        Assert.All(Enumerable.Range(0, 8), j => Assert.Equal(first.Coefficients[j], second.Coefficients[j], 0.12));
    }

    [Fact]
    public void Recurrent_WithoutFilters_IsThePlainDraw()
    {
        Matrix input = Matrix.Create(20_000, 1, (_, _) => Math.Log(2));
        var simulation = new RecurrentSimulation
        {
            Filters =
            [
                [null],
            ],
            Observation = new ObservationModel(),
        };

        Matrix y = simulation.Draw(input, 1);

        Assert.Equal(2, y.AsSpan().ToArray().Average(), 0.05);
    }

    [Fact]
    public void Recurrent_Excitation_RaisesTheRateToItsFixedPoint()
    {
        // Identity link: m = 1 + 0.5 m, so m = 2.
        var simulation = new RecurrentSimulation
        {
            Filters =
            [
                [new double[] { 0.3, 0.2 }],
            ],
            Observation = new ObservationModel { Link = Link.Identity },
        };

        Matrix y = simulation.Draw(Matrix.Create(50_000, 1, (_, _) => 1), 2);

        Assert.Equal(2, y.AsSpan().ToArray().Average(), 0.08);
    }

    [Fact]
    public void Recurrent_BlowUp_IsToldBeforeNumbersOverflow() =>
        Assert.Contains(
            "The activity blew up: the mean of neuron 0",
            Assert
                .Throws<InvalidOperationException>(() =>
                    new RecurrentSimulation
                    {
                        Filters =
                        [
                            [new double[] { 2 }],
                        ],
                        Observation = new ObservationModel(),
                    }.Draw(Matrix.Create(1000, 1, (_, _) => 1), 1)
                )
                .Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void Recurrent_FiltersOfOtherSize_AreRefused() =>
        Assert.Throws<ArgumentException>(() =>
            new RecurrentSimulation
            {
                Filters =
                [
                    [null],
                ],
            }.Draw(new Matrix(5, 2), 1)
        );
}
