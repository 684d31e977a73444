using Gyrus.Covariance;
using Gyrus.Covariance.Tangent;

namespace Gyrus.Tests.Covariance.Tangent;

public sealed class GeometricMeanTests
{
    [Fact]
    public void Fit_CommutingMatrices_IsTheExponentialOfTheMeanLogarithm()
    {
        Matrix[] diagonals = [Diagonal(1, 4, 100), Diagonal(9, 4, 0.01), Diagonal(3, 32, 5)];

        GeometricMeanFit fit = new GeometricMean { Tolerance = 1e-13 }.Fit(diagonals);

        Assert.True(fit.Convergence.Converged);
        for (int i = 0; i < 3; i++)
        {
            double expected = Math.Exp(diagonals.Average(d => Math.Log(d[i, i])));
            Assert.Equal(1, fit.Mean[i, i] / expected, 1e-12);
        }
    }

    [Fact]
    public void Fit_TwoMatrices_SolvesTheRiccatiEquation()
    {
        // The mean of two is the positive definite solution of M A⁻¹ M = B.
        Matrix a = Random(7, 1);
        Matrix b = Random(7, 2);

        Matrix m = new GeometricMean().Fit([a, b]).Mean;

        Matrix inverse = Inverse.Precision(SampleCovariance.Of(a, 100));
        Matrix product = Plain(Plain(m, inverse), m);
        NumericAssert.Close(b.AsSpan(), product.AsSpan(), 1e-10);
    }

    [Fact]
    public void Fit_OneMatrix_IsThatMatrix()
    {
        Matrix a = Random(6, 3);

        GeometricMeanFit fit = new GeometricMean().Fit([a]);

        NumericAssert.Close(a.AsSpan(), fit.Mean.AsSpan(), 1e-12);
        Assert.Equal(0, fit.Convergence.Iterations);
    }

    [Theory]
    [InlineData(2, 3)]
    [InlineData(9, 4)]
    [InlineData(25, 12)]
    public void Fit_TheMeanOfTheLogarithms_RecomputedFromTheAnswer_IsZero(int regions, int subjects)
    {
        Matrix[] matrices = [.. Enumerable.Range(0, subjects).Select(k => Random(regions, (ulong)(10 + k)))];

        GeometricMeanFit fit = new GeometricMean { Tolerance = 1e-11 }.Fit(matrices);

        Assert.True(fit.Convergence.Converged);
        Assert.InRange(MeanLogarithm(fit.Mean, matrices), 0, 1e-10);
        Assert.InRange(fit.Convergence.Iterations, 0, 15);
    }

    [Fact]
    public void Fit_Congruence_MovesTheMeanAlong()
    {
        Matrix[] matrices = [.. Enumerable.Range(0, 5).Select(k => Random(6, (ulong)(30 + k)))];
        var units = Matrix.Create(6, 6, (i, j) => i == j ? Math.Pow(10, (2 * i) - 5) : 0);

        Matrix mean = new GeometricMean().Fit(matrices).Mean;
        Matrix moved = new GeometricMean()
            .Fit([.. matrices.Select(m => Matrix.Create(6, 6, (i, j) => units[i, i] * m[i, j] * units[j, j]))])
            .Mean;

        for (int i = 0; i < 6; i++)
        {
            for (int j = 0; j < 6; j++)
            {
                double expected = units[i, i] * mean[i, j] * units[j, j];
                Assert.InRange((moved[i, j] - expected) / (units[i, i] * units[j, j]), -1e-9, 1e-9);
            }
        }
    }

    [Fact]
    public void Fit_Inverses_HaveTheInverseMean()
    {
        Matrix[] matrices = [.. Enumerable.Range(0, 4).Select(k => Random(5, (ulong)(50 + k)))];

        Matrix mean = new GeometricMean().Fit(matrices).Mean;
        Matrix ofInverses = new GeometricMean()
            .Fit([.. matrices.Select(m => Inverse.Precision(SampleCovariance.Of(m, 100)))])
            .Mean;

        NumericAssert.Close(Matrix.Identity(5).AsSpan(), Plain(mean, ofInverses).AsSpan(), 1e-9);
    }

    [Fact]
    public void Fit_ThreadsAndOrderOfCalls_ChangeNoBit()
    {
        Matrix[] matrices = [.. Enumerable.Range(0, 21).Select(k => Random(11, (ulong)(70 + k)))];

        Matrix one = new GeometricMean { Threads = 1 }
            .Fit(matrices)
            .Mean;
        Matrix four = new GeometricMean { Threads = 4 }
            .Fit(matrices)
            .Mean;

        Assert.Equal(one.AsSpan(), four.AsSpan());
    }

    [Fact]
    public void Fit_WhenIterationsRunOut_SaysSoInsteadOfThrowing()
    {
        Matrix[] matrices = [.. Enumerable.Range(0, 5).Select(k => Random(6, (ulong)(90 + k)))];

        GeometricMeanFit fit = new GeometricMean { MaxIterations = 1, Tolerance = 1e-14 }.Fit(matrices);

        Assert.False(fit.Convergence.Converged);
        Assert.Equal(1, fit.Convergence.Iterations);
    }

    [Fact]
    public void Fit_ToleranceBelowRounding_EndsAtTheFloor()
    {
        Matrix[] matrices = [.. Enumerable.Range(0, 8).Select(k => Random(12, (ulong)(110 + k)))];

        GeometricMeanFit fit = new GeometricMean { Tolerance = 1e-300 }.Fit(matrices);

        Assert.False(fit.Convergence.Converged);
        Assert.InRange(fit.Convergence.Iterations, 1, 60);
        Assert.InRange(MeanLogarithm(fit.Mean, matrices), 0, 1e-12);
    }

    [Fact]
    public void Fit_NotPositiveDefinite_NamesTheMatrix()
    {
        Matrix bad = Matrix.Create(3, 3, (i, j) => i == j ? 1 : 0.9 * (i + j == 1 ? -1 : 1));

        var error = Assert.Throws<NotPositiveDefiniteException>(() =>
            new GeometricMean().Fit([Matrix.Identity(3), bad])
        );

        Assert.Contains("matrix 1 is not", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Fit_NotSymmetric_SaysWhere()
    {
        Matrix bad = Matrix.Create(3, 3, (i, j) => i == j ? 1 : 0.1 * i);

        var error = Assert.Throws<ArgumentException>(() => new GeometricMean().Fit([bad]));

        Assert.Contains("entries (0, 1) and (1, 0) of matrix 0 are 0 and 0.1", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Fit_NoMatrix_IsRefused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new GeometricMean().Fit([]));

    [Fact]
    public void Fit_Cancelled_Throws() =>
        Assert.ThrowsAny<OperationCanceledException>(() =>
            new GeometricMean().Fit([Random(5, 1), Random(5, 2), Random(5, 3)], new CancellationToken(true))
        );

    /// <summary>‖mean log(M^-½ C_k M^-½)‖/√p by the reference library, whose arithmetic is not ours.</summary>
    internal static double MeanLogarithm(Matrix mean, IReadOnlyList<Matrix> matrices)
    {
        MathNet.Numerics.LinearAlgebra.Matrix<double> whitening = Function(Reference(mean), x => 1 / Math.Sqrt(x));
        MathNet.Numerics.LinearAlgebra.Matrix<double> sum = 0 * whitening;
        foreach (Matrix matrix in matrices)
        {
            sum += Function(whitening * Reference(matrix) * whitening, Math.Log);
        }

        return sum.FrobeniusNorm() / matrices.Count / Math.Sqrt(mean.Rows);
    }

    internal static MathNet.Numerics.LinearAlgebra.Matrix<double> Reference(Matrix m) =>
        MathNet.Numerics.LinearAlgebra.Matrix<double>.Build.Dense(m.Rows, m.Columns, (i, j) => m[i, j]);

    internal static MathNet.Numerics.LinearAlgebra.Matrix<double> Function(
        MathNet.Numerics.LinearAlgebra.Matrix<double> a,
        Func<double, double> f
    )
    {
        var eigen = (0.5 * (a + a.Transpose())).Evd(MathNet.Numerics.LinearAlgebra.Symmetricity.Symmetric);
        var images = MathNet.Numerics.LinearAlgebra.Matrix<double>.Build.DenseOfDiagonalVector(
            eigen.EigenValues.Map(v => f(v.Real))
        );
        return eigen.EigenVectors * images * eigen.EigenVectors.Transpose();
    }

    private static Matrix Diagonal(params double[] values) =>
        Matrix.Create(values.Length, values.Length, (i, j) => i == j ? values[i] : 0);

    /// <summary>A covariance of twice as many samples as regions: condition numbers near 100.</summary>
    private static Matrix Random(int regions, ulong seed)
    {
        double[] values = new double[2 * regions * regions];
        new Rng(seed).FillNormal(values);
        return SampleCovariance.OfSignals(Matrix.FromColumnMajor(2 * regions, regions, values)).Values;
    }

    private static Matrix Plain(Matrix a, Matrix b) =>
        Matrix.Create(a.Rows, b.Columns, (i, j) => Enumerable.Range(0, a.Columns).Sum(l => a[i, l] * b[l, j]));
}
