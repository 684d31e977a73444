using static Gyrus.Tests.Signals.SignalCases;

namespace Gyrus.Tests.Numerics;

public sealed class PivotedQrTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(5, 5)]
    [InlineData(30, 7)]
    [InlineData(7, 30)]
    [InlineData(200, 40)]
    public void Basis_IsOrthonormalAndSpansTheColumns(int rows, int columns)
    {
        Matrix a = Noise(rows, columns, (ulong)(rows * columns));

        Matrix q = PivotedQr.Basis(a, 2e-14);

        Assert.Equal(Math.Min(rows, columns), q.Columns);
        AssertOrthonormal(q);
        AssertSpans(q, a);
    }

    [Fact]
    public void Basis_OfCollinearColumns_HasTheirRank()
    {
        Matrix half = Noise(50, 4, 1);
        Matrix a = Matrix.Create(
            50,
            10,
            (i, j) =>
                j < 4 ? half[i, j]
                : j < 8 ? half[i, j - 4] - (2 * half[i, 0])
                : 0
        );

        Matrix q = PivotedQr.Basis(a, 2e-14);

        Assert.Equal(4, q.Columns);
        AssertOrthonormal(q);
        AssertSpans(q, a);
    }

    [Fact]
    public void Basis_OfZeros_IsEmpty() => Assert.Equal(0, PivotedQr.Basis(new Matrix(6, 3), 2e-14).Columns);

    private static void AssertOrthonormal(Matrix q)
    {
        double[] gram = new double[q.Columns * q.Columns];
        new ManagedLinearAlgebra().Gram(q.AsSpan(), q.Rows, q.Columns, gram);
        NumericAssert.Close(Matrix.Identity(q.Columns).AsSpan(), gram, 1e-13);
    }

    private static void AssertSpans(Matrix q, Matrix a)
    {
        var algebra = new ManagedLinearAlgebra();
        double[] loads = new double[q.Columns * a.Columns];
        double[] rebuilt = new double[a.Rows * a.Columns];
        algebra.Multiply(
            q.AsSpan(),
            a.AsSpan(),
            loads,
            new ProductShape(q.Columns, q.Rows, a.Columns, TransposeA: true)
        );
        algebra.Multiply(q.AsSpan(), loads, rebuilt, new ProductShape(q.Rows, q.Columns, a.Columns));
        NumericAssert.Close(a.AsSpan(), rebuilt, 1e-13);
    }
}
