using Gyrus.Numerics.Kernels;
using MathNet.Numerics.LinearAlgebra;

namespace Gyrus.Tests.Numerics;

public sealed class ScalarLinearAlgebraTests() : LinearAlgebraContract(new ManagedLinearAlgebra(SimdWidth.Scalar));

public sealed class Vector128LinearAlgebraTests()
    : LinearAlgebraContract(new ManagedLinearAlgebra(SimdWidth.Vector128));

public sealed class Vector256LinearAlgebraTests()
    : LinearAlgebraContract(new ManagedLinearAlgebra(SimdWidth.Vector256));

public sealed class Vector512LinearAlgebraTests()
    : LinearAlgebraContract(new ManagedLinearAlgebra(SimdWidth.Vector512));

public sealed class ManagedLinearAlgebraTests
{
    [Theory]
    [InlineData(128)]
    [InlineData(256)]
    [InlineData(512)]
    public void EveryOperation_AtEveryWidth_AgreesWithTheScalarTwin(int bits)
    {
        var scalar = new ManagedLinearAlgebra(SimdWidth.Scalar);
        var vector = new ManagedLinearAlgebra((SimdWidth)bits);
        foreach (int n in Enumerable.Range(0, 68))
        {
            NumericAssert.Close(Everything(scalar, n), Everything(vector, n), 1e-12);
        }
    }

    [Theory]
    [InlineData(5)]
    [InlineData(39)]
    [InlineData(116)]
    public void SymmetricEigenvalues_AgreeWithMathNet(int n)
    {
        double[] a = Plain.Symmetric(n, 3);
        double[] expected =
        [
            .. Matrix<double>
                .Build.DenseOfColumnMajor(n, n, a)
                .Evd(Symmetricity.Symmetric)
                .EigenValues.Select(x => x.Real)
                .Order(),
        ];
        double[] values = new double[n];

        new ManagedLinearAlgebra().SymmetricEigenvalues(a, values, n);

        NumericAssert.Close(expected, values, 1e-13);
    }

    [Fact]
    public void EveryOperation_OnceWarm_AllocatesNothing()
    {
        const int n = 116;
        var backEnd = new ManagedLinearAlgebra();
        double[] a = Plain.PositiveDefinite(n);
        double[] work = new double[n * n];
        double[] values = new double[n];
        Run();
        long before = GC.GetAllocatedBytesForCurrentThread();

        Run();

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());

        void Run()
        {
            backEnd.Multiply(a, a, work, new ProductShape(n, n, n));
            backEnd.Gram(a, n, n, work);
            backEnd.Cholesky(work, n);
            backEnd.CholeskyInverse(work, n);
            a.CopyTo(work, 0);
            backEnd.SymmetricEigen(work, values, n);
            a.CopyTo(work, 0);
            backEnd.SymmetricEigenvalues(work, values, n);
        }
    }

    [Fact]
    public void Multiply_OfASpanThatIsTooShort_ThrowsInsteadOfReadingOn() =>
        Assert.Throws<ArgumentOutOfRangeException>(() =>
            new ManagedLinearAlgebra().Multiply(new double[5], new double[6], new double[4], new ProductShape(2, 3, 2))
        );

    private static double[] Everything(ManagedLinearAlgebra backEnd, int n)
    {
        double[] a = Plain.PositiveDefinite(n);
        double[] product = new double[n * n];
        backEnd.Multiply(a, a, product, new ProductShape(n, n, n, TransposeB: true, Alpha: 1e-3));
        double[] gram = new double[n * n];
        backEnd.Gram(a, n, n, gram);
        double[] inverse = (double[])a.Clone();
        Assert.Equal(-1, backEnd.Cholesky(inverse, n));
        backEnd.CholeskyInverse(inverse, n);
        double[] values = new double[n];
        backEnd.SymmetricEigenvalues(a, values, n);
        return [.. product, .. gram, .. inverse, .. values];
    }
}
