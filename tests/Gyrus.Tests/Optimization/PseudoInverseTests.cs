using Gyrus.Optimization;

namespace Gyrus.Tests.Optimization;

public sealed class PseudoInverseTests
{
    private const int Size = 5;

    /// <summary>The four conditions of Moore and Penrose.</summary>
    [Theory]
    [InlineData(5)]
    [InlineData(3)]
    [InlineData(1)]
    public void ToMatrix_MeetsTheConditions(int rank)
    {
        Matrix a = OfRank(rank, static _ => 1);

        var inverse = new PseudoInverse(a.AsSpan(), Size, 1e-12);

        Matrix p = inverse.ToMatrix();
        Assert.Equal((rank, rank < Size), (inverse.Rank, inverse.IsSingular));
        NumericAssert.Close(a.AsSpan(), Product(Product(a, p), a).AsSpan(), 1e-10);
        NumericAssert.Close(p.AsSpan(), Product(Product(p, a), p).AsSpan(), 1e-10);
        NumericAssert.Close(Product(a, p).AsSpan(), Transposed(Product(a, p)).AsSpan(), 1e-10);
        NumericAssert.Close(Product(p, a).AsSpan(), Transposed(Product(p, a)).AsSpan(), 1e-10);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(3)]
    public void Rank_AndForm_DoNotDependOnTheUnitsOfColumns(int rank)
    {
        double[] units = [1, 1e-9, 1e7, 1e-4, 1e3];
        Matrix plain = OfRank(rank, static _ => 1);
        Matrix scaled = OfRank(rank, j => units[j]);
        double[] x = [0.3, -1, 0.5, 2, 1];
        double[] c = [.. Enumerable.Range(0, Size).Select(i => Enumerable.Range(0, Size).Sum(j => plain[i, j] * x[j]))];

        var inverse = new PseudoInverse(plain.AsSpan(), Size, 1e-12);
        var other = new PseudoInverse(scaled.AsSpan(), Size, 1e-12);

        Assert.Equal(rank, other.Rank);
        Assert.Equal(inverse.Form(c), other.Form([.. c.Select((v, j) => v * units[j])]), 1e-8);
    }

    /// <summary>Classes that sum to the intercept, one of them rare: its pivot, which comes last, is far above the eigenvalue.</summary>
    [Fact]
    public void Rank_OfAnAliasWithARareColumn_IsOneLess()
    {
        double[] shares = [0.5, 0.3, 0.2 - 2e-12, 1e-12, 1e-12];
        double[] noise = [3, -2, 1, 2, -3];
        var a = Matrix.Create(
            Size,
            Size,
            (i, j) =>
                (((i == j ? shares[i] : 0) - (shares[i] * shares[j])) * (1 + (1e-16 * noise[i] * noise[j])))
                + (i == j && i > 2 ? 1e-24 : 0)
        );

        Assert.Equal(Size - 1, new PseudoInverse(a.AsSpan(), Size, 1e-12).Rank);
    }

    [Fact]
    public void Solve_OfAColumnOfZeros_LeavesItAtZero()
    {
        var a = Matrix.FromColumnMajor(2, 2, [4, 0, 0, 0]);
        double[] u = [7, 7];

        var inverse = new PseudoInverse(a.AsSpan(), 2, 1e-12);
        inverse.Solve([2, 0], u);

        Assert.Equal(1, inverse.Rank);
        Assert.Equal([0.5, 0], u);
    }

    private static Matrix OfRank(int rank, Func<int, double> unit)
    {
        var rng = new Rng(2);
        var factor = Matrix.Create(Size, rank, (_, _) => rng.NextNormal());
        return Matrix.Create(
            Size,
            Size,
            (i, j) => unit(i) * unit(j) * Enumerable.Range(0, rank).Sum(k => factor[i, k] * factor[j, k])
        );
    }

    private static Matrix Product(Matrix a, Matrix b) =>
        Matrix.Create(a.Rows, b.Columns, (i, j) => Enumerable.Range(0, a.Columns).Sum(k => a[i, k] * b[k, j]));

    private static Matrix Transposed(Matrix a) => Matrix.Create(a.Columns, a.Rows, (i, j) => a[j, i]);
}
