using Gyrus.Signals;
using static Gyrus.Tests.Signals.SignalCases;

namespace Gyrus.Tests.Signals;

public sealed class ConfoundsTests
{
    [Fact]
    public void Join_PutsColumnsAndNamesSideBySide()
    {
        (Matrix a, Matrix b) = (Noise(9, 2, 1), Noise(9, 1, 2));

        var joined = Confounds.Join(new Confounds(a, ["x", "y"]), new Confounds(b, "csf"));

        Assert.Equal(["x", "y", "csf 1"], joined.Names);
        Assert.Equal([.. a.AsSpan(), .. b.AsSpan()], joined.Values.AsSpan());
    }

    [Fact]
    public void Join_OfTablesOfDifferentLength_Refuses()
    {
        string message = Assert
            .Throws<ArgumentException>(() =>
                Confounds.Join(new Confounds(Noise(9, 2, 1)), new Confounds(Noise(8, 2, 1)))
            )
            .Message;

        Assert.Contains(
            "Expected confound tables of one number of rows (9), but got 8.",
            message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Constructor_WithoutANamePerColumn_Refuses() =>
        Assert.Throws<ArgumentException>(() => new Confounds(Noise(9, 2, 1), ["x"]));

    [Theory]
    [InlineData(200, 0.01, 2.5, 10)]
    [InlineData(100, 0.07, 2, 28)]
    [InlineData(20, 0.01, 2, 0)]
    [InlineData(10, 3, 2, 9)]
    public void CosineDrift_HasAsManyColumnsAsHalfCyclesFit(int samples, double highPass, double step, int expected) =>
        Assert.Equal(expected, CosineDrift.Basis(samples, highPass, step).Columns);

    [Fact]
    public void CosineDrift_IsOrthonormalAndCentred()
    {
        Matrix basis = CosineDrift.Basis(150, 0.05, 2);
        double[] gram = new double[basis.Columns * basis.Columns];

        new ManagedLinearAlgebra().Gram(basis.AsSpan(), 150, basis.Columns, gram);

        NumericAssert.Close(Matrix.Identity(basis.Columns).AsSpan(), gram, 1e-13);
        Assert.All(
            Enumerable.Range(0, basis.Columns),
            k => NumericAssert.Close(0, basis.Column(k).ToArray().Sum(), 1e-12)
        );
    }
}
