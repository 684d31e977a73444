using Gyrus.Numerics.Distributions;

namespace Gyrus.Tests.Numerics.Distributions;

public sealed class StudentTTests
{
    [Theory]
    [InlineData(1e-9)]
    [InlineData(0.5)]
    [InlineData(3)]
    [InlineData(1e4)]
    [InlineData(1e12)]
    [InlineData(1e100)]
    public void TwoSidedP_OneAndTwoDegrees_IsTheClosedForm(double t)
    {
        double cauchy = 2 / Math.PI * Math.Atan(1 / t);
        double root = Math.Sqrt(2 + (t * t));
        double two = t < 1e100 ? 2 / (root * (root + t)) : 1 / t / t;

        Assert.Equal(1, StudentT.TwoSidedP(t, 1) / cauchy, 1e-13);
        Assert.Equal(1, StudentT.TwoSidedP(-t, 2) / two, 1e-13);
    }

    [Theory]
    [InlineData(4, 30)]
    [InlineData(6, 400)]
    [InlineData(10, 9)]
    public void TwoSidedP_EvenDegrees_IsTheFiniteSum(int degrees, double t)
    {
        // Abramowitz and Stegun 26.7.4 in its complement: 1 − sin θ·Σ, summed from the small end by the tail of the series.
        double cos2 = degrees / (degrees + (t * t));
        double sin = Math.Sqrt(1 - cos2);
        double term = 1;
        double sum = 1;
        for (int k = 1; k < degrees / 2; k++)
        {
            term *= cos2 * ((2 * k) - 1) / (2 * k);
            sum += term;
        }

        // 1 − sin·sum loses digits, so the comparison is absolute at the size of rounding.
        Assert.Equal(1 - (sin * sum), StudentT.TwoSidedP(t, degrees), 3e-16);
    }

    [Fact]
    public void TwoSidedP_AgreesWithTheReferenceLibrary()
    {
        foreach (double degrees in new[] { 0.7, 1, 3.5, 17.776, 65, 1000, 2e5 })
        {
            foreach (double t in new[] { 0.01, 0.9, 1.96, 5, 12, 37 })
            {
                double expected = 2 * MathNet.Numerics.Distributions.StudentT.CDF(0, 1, degrees, -t);

                Assert.Equal(1, StudentT.TwoSidedP(t, degrees) / expected, degrees > 1e4 ? 1e-8 : 1e-11);
            }
        }
    }

    [Theory]
    [InlineData(1, 0.317310507862914)]
    [InlineData(5, 5.733031437583878e-7)]
    [InlineData(10, 1.523970604832094e-23)]
    public void TwoSidedP_ManyDegrees_IsThatOfTheNormalWithTheFirstCorrection(double t, double normal)
    {
        // erfc(t/√2) + φ(t)(t³ + t)/(2ν); the next term is of the order t⁸/ν².
        const double Degrees = 1e7;
        double density = Math.Exp(-0.5 * t * t) / Math.Sqrt(2 * Math.PI);
        double expected = normal + (density * ((t * t * t) + t) / (2 * Degrees));

        Assert.Equal(1, StudentT.TwoSidedP(t, Degrees) / expected, t < 10 ? 1e-9 : 1e-6);
    }

    [Fact]
    public void TwoSidedP_Limits()
    {
        Assert.Equal(1, StudentT.TwoSidedP(0, 5));
        Assert.Equal(0, StudentT.TwoSidedP(double.PositiveInfinity, 5));
        Assert.Equal(double.NaN, StudentT.TwoSidedP(double.NaN, 5));
        Assert.Throws<ArgumentOutOfRangeException>(() => StudentT.TwoSidedP(1, 0));
    }

    [Theory]
    [InlineData(0.05, 100, 1.983971518449634)]
    [InlineData(0.05, 1, 12.706204736174698)]
    [InlineData(0.01, 30, 2.749995653567231)]
    [InlineData(1, 7, 0)]
    public void TwoSidedQuantile_KnownValues(double p, double degrees, double expected) =>
        Assert.Equal(expected, StudentT.TwoSidedQuantile(p, degrees), 1e-9 * Math.Max(1, expected));

    [Fact]
    public void TwoSidedQuantile_UndoesTwoSidedP()
    {
        foreach (double degrees in new[] { 1.0, 4.2, 58, 1e5 })
        {
            foreach (double p in new[] { 0.999, 0.5, 0.05, 1e-4, 1e-12, 1e-60 })
            {
                double back = StudentT.TwoSidedP(StudentT.TwoSidedQuantile(p, degrees), degrees);

                Assert.Equal(1, back / p, 1e-11);
            }
        }
    }

    [Fact]
    public void LogBeta_LargeArguments_KeepsItsDigits()
    {
        Assert.Equal(Math.Log(1.0 / 12), GammaFunction.LogBeta(2, 3), 1e-14);
        Assert.Equal(Math.Log(Math.PI), GammaFunction.LogBeta(0.5, 0.5), 1e-14);

        // B(a, 1) = 1/a exactly; B(a, ½)·√a → √π, with 1 + 1/(8a) as the first correction.
        Assert.Equal(-Math.Log(1e9), GammaFunction.LogBeta(1e9, 1), 1e-13);
        double a = 1e8;
        Assert.Equal((0.5 * Math.Log(Math.PI / a)) + (1 / (8 * a)), GammaFunction.LogBeta(a, 0.5), 1e-14);
        Assert.Equal(MathNet.Numerics.SpecialFunctions.GammaLn(3.7), GammaFunction.Log(3.7), 1e-13);
    }
}
