namespace Gyrus.Tests.Numerics;

/// <summary>What every back end promises; each derived class names one.</summary>
public abstract class LinearAlgebraContract(ILinearAlgebra backEnd)
{
    public static TheoryData<int> Sizes => [1, 2, 3, 5, 8, 17, 33, 64, 67, 116];

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Cholesky_ThenInverse_GivesTheIdentity(int n)
    {
        double[] a = Spd(n);
        double[] inverse = (double[])a.Clone();

        Assert.Equal(-1, backEnd.Cholesky(inverse, n));
        backEnd.CholeskyInverse(inverse, n);

        double[] product = new double[n * n];
        new ManagedLinearAlgebra().Multiply(a, inverse, product, new ProductShape(n, n, n));
        NumericAssert.Close(Matrix.Identity(n).AsSpan(), product, 1e-10);
    }

    private static double[] Spd(int n)
    {
        var rng = new Rng((ulong)n);
        double[] x = new double[2 * n * n];
        rng.FillNormal(x);
        double[] a = new double[n * n];
        new ManagedLinearAlgebra().Gram(x, 2 * n, n, a);
        return a;
    }
}

public sealed class ManagedLinearAlgebraTests() : LinearAlgebraContract(new ManagedLinearAlgebra());
