using Gyrus.Numerics;
using static System.FormattableString;

namespace Gyrus.OpenBlas;

/// <summary>
/// One small problem per operation, compared with plain sums: builds of OpenBLAS exist whose kernels compute wrong
/// numbers on some processors, without a word.
/// </summary>
internal static class SelfCheck
{
    private const double Allowed = 1e-11;

    // Past the sizes of the small-matrix kernels, and no multiple of a vector.
    private const int Size = 101;

    /// <summary>Null when all agree, else what does not.</summary>
    public static string? Fault(ILinearAlgebra backEnd)
    {
        var x = Matrix.Create(Size, Size, static (i, j) => Math.Sin(1 + (1.3 * i) + (0.7 * i * j)));
        double[] gram = new double[Size * Size];
        backEnd.Gram(x.AsSpan(), Size, Size, gram);
        double[] spd = Product(x.Transpose(), x);
        for (int i = 0; i < Size; i++)
        {
            gram[(i * Size) + i] += 1;
            spd[(i * Size) + i] += 1;
        }

        return Compare("dsyrk", spd, gram)
            ?? Compare("dgemm", Product(x, x), Multiply(backEnd, x))
            ?? Compare("dpotrf or dpotri", Matrix.Identity(Size).AsSpan(), TimesInverse(backEnd, spd))
            ?? Eigen(backEnd, spd);
    }

    private static double[] Multiply(ILinearAlgebra backEnd, Matrix x)
    {
        double[] product = new double[Size * Size];
        backEnd.Multiply(x.AsSpan(), x.AsSpan(), product, new ProductShape(Size, Size, Size));
        return product;
    }

    private static double[] TimesInverse(ILinearAlgebra backEnd, double[] spd)
    {
        double[] inverse = (double[])spd.Clone();
        if (backEnd.Cholesky(inverse, Size) >= 0)
        {
            return [.. Enumerable.Repeat(double.NaN, Size * Size)];
        }

        backEnd.CholeskyInverse(inverse, Size);
        return Product(Square(spd), Square(inverse));
    }

    private static string? Eigen(ILinearAlgebra backEnd, double[] spd)
    {
        double[] vectors = (double[])spd.Clone();
        double[] values = new double[Size];
        backEnd.SymmetricEigen(vectors, values, Size);
        Matrix v = Square(vectors);
        double[] scaled = [.. vectors.Select((entry, at) => entry * values[at / Size])];
        return Compare("dsyevd (residual)", scaled, Product(Square(spd), v))
            ?? Compare("dsyevd (orthogonality)", Matrix.Identity(Size).AsSpan(), Product(v.Transpose(), v));
    }

    private static string? Compare(string operation, ReadOnlySpan<double> expected, ReadOnlySpan<double> actual)
    {
        (double scale, double worst) = (1, 0);
        for (int i = 0; i < expected.Length; i++)
        {
            double difference = Math.Abs(expected[i] - actual[i]);
            worst = double.IsNaN(difference) ? double.PositiveInfinity : Math.Max(worst, difference);
            scale = Math.Max(scale, Math.Abs(expected[i]));
        }

        return worst <= Allowed * scale
            ? null
            : Invariant($"its {operation} differs from plain sums by {worst / scale:0.0e+00} at order {Size}.");
    }

    private static Matrix Square(double[] values) => Matrix.FromColumnMajor(Size, Size, values);

    private static double[] Product(Matrix a, Matrix b)
    {
        double[] product = new double[a.Rows * b.Columns];
        for (int j = 0; j < b.Columns; j++)
        {
            for (int l = 0; l < a.Columns; l++)
            {
                double factor = b[l, j];
                ReadOnlySpan<double> column = a.Column(l);
                for (int i = 0; i < a.Rows; i++)
                {
                    product[(j * a.Rows) + i] += column[i] * factor;
                }
            }
        }

        return product;
    }
}
