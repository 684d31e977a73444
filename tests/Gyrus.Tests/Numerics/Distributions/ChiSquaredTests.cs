using Gyrus.Numerics.Distributions;

namespace Gyrus.Tests.Numerics.Distributions;

public sealed class ChiSquaredTests
{
    [Theory]
    [InlineData(0.1)]
    [InlineData(3)]
    [InlineData(40)]
    [InlineData(900)]
    public void Survival_OfEvenDegrees_IsAPoissonSum(double x)
    {
        // P(χ²_{2m} ≥ x) = Σ_{i<m} e^{−x/2} (x/2)^i / i!.
        for (int m = 1; m <= 8; m++)
        {
            double sum = 0;
            double term = Math.Exp(-0.5 * x);
            for (int i = 0; i < m; i++)
            {
                sum += term;
                term *= 0.5 * x / (i + 1);
            }

            Assert.Equal(1, ChiSquared.Survival(x, 2 * m) / sum, 1e-11);
        }
    }

    [Theory]
    [InlineData(1.959963984540054, 0.05)]
    [InlineData(3.290526731491894, 0.001)]
    [InlineData(10, 1.5239706048321052e-23)]
    public void Survival_OfOneDegree_IsTheNormalTail(double z, double p) =>
        Assert.Equal(1, ChiSquared.Survival(z * z, 1) / p, 1e-12);

    [Fact]
    public void Quantile_InvertsTheSurvival()
    {
        Assert.Equal(3.841458820694124, ChiSquared.Quantile(0.05, 1), 1e-11);
        Assert.Equal(0.013, ChiSquared.Survival(ChiSquared.Quantile(0.013, 7), 7), 1e-14);
    }
}
