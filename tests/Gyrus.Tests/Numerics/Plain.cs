namespace Gyrus.Tests.Numerics;

/// <summary>The definitions, written as sums: what the kernels are compared with.</summary>
internal static class Plain
{
    public static double[] Normal(int count, ulong seed)
    {
        double[] values = new double[count];
        new Rng(seed).FillNormal(values);
        return values;
    }

    public static double[] Symmetric(int n, ulong seed)
    {
        double[] x = Normal(n * n, seed);
        return Matrix.Create(n, n, (i, j) => x[(i * n) + j] + x[(j * n) + i]).AsSpan().ToArray();
    }

    public static double[] PositiveDefinite(int n)
    {
        double[] x = Normal(2 * n * n, (ulong)n);
        return Multiply(x, x, new double[n * n], new ProductShape(n, 2 * n, n, TransposeA: true));
    }

    public static double[] Multiply(double[] a, double[] b, double[] c, ProductShape shape)
    {
        (int m, int k, int n) = (shape.Rows, shape.Inner, shape.Columns);
        double[] left = shape.TransposeA ? a : Transpose(a, m, k);
        double[] right = shape.TransposeB ? Transpose(b, n, k) : b;
        double[] result = new double[m * n];
        for (int j = 0; j < n; j++)
        {
            for (int i = 0; i < m; i++)
            {
                double sum = 0;
                for (int l = 0; l < k; l++)
                {
                    sum += left[(i * k) + l] * right[(j * k) + l];
                }

                int at = (j * m) + i;
                result[at] = (shape.Alpha * sum) + (shape.Beta == 0 ? 0 : shape.Beta * c[at]);
            }
        }

        return result;
    }

    /// <summary>The largest difference; infinite when an entry is not finite.</summary>
    public static double Distance(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        Assert.Equal(x.Length, y.Length);
        double worst = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double difference = Math.Abs(x[i] - y[i]);
            worst = double.IsFinite(difference) ? Math.Max(worst, difference) : double.PositiveInfinity;
        }

        return worst;
    }

    public static void AssertSymmetric(double[] a, int n)
    {
        for (int j = 0; j < n; j++)
        {
            for (int i = j + 1; i < n; i++)
            {
                Assert.Equal(
                    BitConverter.DoubleToInt64Bits(a[(j * n) + i]),
                    BitConverter.DoubleToInt64Bits(a[(i * n) + j])
                );
            }
        }
    }

    private static double[] Transpose(double[] a, int rows, int columns)
    {
        double[] result = new double[a.Length];
        for (int j = 0; j < columns; j++)
        {
            for (int i = 0; i < rows; i++)
            {
                result[(i * columns) + j] = a[(j * rows) + i];
            }
        }

        return result;
    }
}
