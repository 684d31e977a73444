namespace Gyrus.Tests.Numerics;

public sealed class CubicSplineTests
{
    [Theory]
    [InlineData(4, 3)]
    [InlineData(5, 3)]
    [InlineData(40, 3)]
    [InlineData(3, 2)]
    [InlineData(2, 1)]
    public void Evaluate_ReproducesPolynomials_InsideAndOutside(int knots, int degree)
    {
        double[] x = [.. Enumerable.Range(0, knots).Select(i => i + (0.3 * (i % 3)))];
        double[] times = [-1.5, 0, 0.25, 0.9, x[^1] - 0.1, x[^1], x[^1] + 2];
        double[] result = new double[times.Length];

        new CubicSpline(x).Evaluate([.. x.Select(Polynomial)], times, result);

        NumericAssert.Close(times.Select(Polynomial).ToArray(), result, 1e-11);

        double Polynomial(double t) => 1 + Enumerable.Range(1, degree).Sum(d => Math.Pow(t / 3, d) * (d - 2.5));
    }

    [Fact]
    public void Evaluate_MatchesScipy()
    {
        // scipy 1.10.1: CubicSpline([0, 1, 3, 4, 7, 8], [1, -1, 2, 0, 4, 3])([-1, 2, 5, 6, 9])
        double[] result = new double[5];
        var spline = new CubicSpline([0, 1, 3, 4, 7, 8]);

        spline.Evaluate([1, -1, 2, 0, 4, 3], [-1, 2, 5, 6, 9], result);

        NumericAssert.Close([11.6, 0.9, 0.2, 2.3, -3], result, 1e-12);
    }
}
