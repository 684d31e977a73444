namespace Gyrus.Tests.Numerics;

/// <summary>What every back end promises; each derived class names one.</summary>
public abstract class LinearAlgebraContract(ILinearAlgebra backEnd)
{
    public static TheoryData<string> AwkwardNames => [.. AwkwardMatrices.All.Keys];

    private static IEnumerable<int> Sizes => [.. Enumerable.Range(0, 68), 116, 264];

    [Fact]
    public void Multiply_EveryTranspositionAndScalar_MatchesPlainSums()
    {
        foreach (int size in Sizes.Where(n => n < 200))
        {
            for (int kind = 0; kind < 12; kind++)
            {
                var shape = new ProductShape(
                    size,
                    (size * (kind + 1)) % 71,
                    (size + (5 * kind)) % 67,
                    TransposeA: kind % 2 == 1,
                    TransposeB: kind / 2 % 2 == 1,
                    Alpha: kind == 3 ? 1 : -0.7,
                    Beta: (kind / 4) switch
                    {
                        0 => 0,
                        1 => 1,
                        _ => 0.3,
                    }
                );
                double[] a = Plain.Normal(shape.Rows * shape.Inner, 1);
                double[] b = Plain.Normal(shape.Inner * shape.Columns, 2);
                double[] c = Plain.Normal(shape.Rows * shape.Columns, 3);
                if (shape.Beta == 0)
                {
                    Array.Fill(c, double.NaN);
                }

                double[] expected = Plain.Multiply(a, b, c, shape);

                backEnd.Multiply(a, b, c, shape);

                NumericAssert.Close(expected, c, 1e-13);
            }
        }
    }

    [Theory]
    [InlineData(264, 264, 264)]
    [InlineData(300, 700, 130)]
    [InlineData(700, 20, 2100)]
    [InlineData(1, 1000, 1)]
    public void Multiply_SeveralBlocks_MatchesPlainSums(int rows, int inner, int columns)
    {
        var shape = new ProductShape(rows, inner, columns, TransposeA: true, Alpha: 2, Beta: -1);
        double[] a = Plain.Normal(rows * inner, 1);
        double[] b = Plain.Normal(inner * columns, 2);
        double[] c = Plain.Normal(rows * columns, 3);
        double[] expected = Plain.Multiply(a, b, c, shape);

        backEnd.Multiply(a, b, c, shape);

        NumericAssert.Close(expected, c, 1e-13);
    }

    [Fact]
    public void Gram_MatchesPlainSumsAndIsSymmetricToTheLastBit()
    {
        foreach (int n in Sizes)
        {
            foreach (int rows in (int[])[0, 1, n, (2 * n) + 1])
            {
                double[] a = Plain.Normal(rows * n, 4);
                double[] c = new double[n * n];
                Array.Fill(c, double.NaN);

                backEnd.Gram(a, rows, n, c);

                NumericAssert.Close(
                    Plain.Multiply(a, a, new double[n * n], new ProductShape(n, rows, n, TransposeA: true)),
                    c,
                    1e-13
                );
                Plain.AssertSymmetric(c, n);
            }
        }
    }

    [Fact]
    public void Multiply_OfASymmetricProduct_MatchesPlainSumsAndIsSymmetricToTheLastBit()
    {
        foreach (int n in (int[])[.. Sizes, 500])
        {
            double[] a = Plain.Normal(n * (n + 3), 6);
            double[] weighted = [.. a.Select((v, i) => (i / n % 2 == 0 ? 1.5 : -0.5) * v)];
            double[] start = new double[n * n];
            backEnd.Gram(a, n, n, start);
            double[] c = [.. start];
            var shape = new ProductShape(n, n + 3, n, TransposeB: true, Alpha: 2, Beta: -1);

            backEnd.Multiply(weighted, a, c, shape with { Symmetric = true });

            NumericAssert.Close(Plain.Multiply(weighted, a, start, shape), c, 1e-13);
            Plain.AssertSymmetric(c, n);
        }
    }

    [Fact]
    public void Gram_OfMoreColumnsThanOneBlock_MatchesPlainSums()
    {
        const int n = 2100;
        double[] a = Plain.Normal(3 * n, 4);
        double[] c = new double[n * n];

        backEnd.Gram(a, 3, n, c);

        NumericAssert.Close(
            Plain.Multiply(a, a, new double[n * n], new ProductShape(n, 3, n, TransposeA: true)),
            c,
            1e-13
        );
    }

    [Fact]
    public void Cholesky_FactorTimesItsTranspose_GivesTheMatrix()
    {
        foreach (int n in (int[])[.. Sizes, 323, 450])
        {
            double[] a = Plain.PositiveDefinite(n);
            double[] l = (double[])a.Clone();
            FillUpper(l, n, double.NaN);

            int pivot = backEnd.Cholesky(l, n);

            Assert.Equal(-1, pivot);
            FillUpper(l, n, 0);
            double[] product = new double[n * n];
            new ManagedLinearAlgebra().Multiply(l, l, product, new ProductShape(n, n, n, TransposeB: true));
            NumericAssert.Close(a, product, 1e-13);
        }
    }

    [Fact]
    public void Cholesky_ThenInverse_GivesTheIdentityAndIsSymmetricToTheLastBit()
    {
        foreach (int n in (int[])[.. Sizes, 323, 450])
        {
            double[] a = Plain.PositiveDefinite(n);
            double[] inverse = (double[])a.Clone();

            Assert.Equal(-1, backEnd.Cholesky(inverse, n));
            backEnd.CholeskyInverse(inverse, n);

            double[] product = new double[n * n];
            new ManagedLinearAlgebra().Multiply(a, inverse, product, new ProductShape(n, n, n));
            NumericAssert.Close(Matrix.Identity(n).AsSpan(), product, 1e-11);
            Plain.AssertSymmetric(inverse, n);
        }
    }

    [Theory]
    [InlineData(1, 0, -1.0)]
    [InlineData(7, 3, 0.0)]
    [InlineData(40, 39, -1e-3)]
    [InlineData(116, 57, double.NaN)]
    [InlineData(116, 0, double.PositiveInfinity)]
    [InlineData(400, 399, -1.0)]
    public void Cholesky_OfABadPivot_NamesIt(int n, int at, double pivot)
    {
        double[] a = Matrix.Identity(n).AsSpan().ToArray();
        a[(at * n) + at] = pivot;

        Assert.Equal(at, backEnd.Cholesky(a, n));
    }

    [Fact]
    public void Cholesky_OfAnEntryThatIsNotFinite_FailsAtItsRow()
    {
        foreach (double bad in (double[])[double.NaN, double.PositiveInfinity, double.NegativeInfinity])
        {
            double[] a = Plain.PositiveDefinite(50);
            a[(11 * 50) + 30] = bad;

            Assert.Equal(30, backEnd.Cholesky(a, 50));
        }
    }

    [Fact]
    public void SymmetricEigen_OfRandomMatrices_IsADecomposition()
    {
        foreach (int n in Sizes)
        {
            AssertDecomposition(Plain.Symmetric(n, 5), n);
        }
    }

    [Fact]
    public void SymmetricEigen_OfGramMatrices_IsADecomposition()
    {
        foreach (int n in (int[])[2, 9, 39, 90, 116, 264, 403])
        {
            double[] thin = Plain.Normal(n * (n / 2), 6);
            double[] a = new double[n * n];
            new ManagedLinearAlgebra().Gram(thin, n / 2, n, a);
            AssertDecomposition(a, n);
        }
    }

    [Theory]
    [MemberData(nameof(AwkwardNames))]
    public void SymmetricEigen_OfAnAwkwardMatrix_IsADecomposition(string name)
    {
        foreach (int n in (int[])[1, 2, 3, 10, 31, 67, 116, 190])
        {
            AssertDecomposition(AwkwardMatrices.All[name](n), n);
        }
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void SymmetricEigen_OfAnEntryThatIsNotFinite_SaysSo(double bad)
    {
        foreach (int n in (int[])[1, 2, 30, 116])
        {
            double[] a = Plain.Symmetric(n, 7);
            a[n - 1] = bad;
            a[(n - 1) * n] = bad;

            var vectors = Assert.Throws<ArithmeticException>(() =>
                backEnd.SymmetricEigen((double[])a.Clone(), new double[n], n)
            );
            var values = Assert.Throws<ArithmeticException>(() =>
                backEnd.SymmetricEigenvalues((double[])a.Clone(), new double[n], n)
            );

            Assert.Contains("finite", vectors.Message, StringComparison.Ordinal);
            Assert.Contains("finite", values.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task EveryOperation_OnSeveralThreadsAtOnce_GivesTheSameBits()
    {
        double[] expected = Everything();

        double[][] results = await Task.WhenAll(
            Enumerable.Range(0, 4).Select(_ => Task.Run(() => Enumerable.Range(0, 5).Select(_ => Everything()).Last()))
        );

        Assert.All(results, result => Assert.Equal(expected, result));
    }

    private static void FillUpper(double[] a, int n, double value)
    {
        for (int j = 0; j < n; j++)
        {
            a.AsSpan(j * n, j).Fill(value);
        }
    }

    private double[] Everything()
    {
        const int n = 90;
        double[] a = Plain.PositiveDefinite(n);
        double[] product = new double[n * n];
        backEnd.Multiply(a, a, product, new ProductShape(n, n, n, TransposeA: true));
        double[] inverse = (double[])a.Clone();
        backEnd.Cholesky(inverse, n);
        backEnd.CholeskyInverse(inverse, n);
        double[] vectors = (double[])a.Clone();
        double[] values = new double[n];
        backEnd.SymmetricEigen(vectors, values, n);
        return [.. product, .. inverse, .. vectors, .. values];
    }

    // ‖AV − VΛ‖ and ‖VᵀV − I‖ in the largest entry, the values ascending and equal to those asked for alone.
    private void AssertDecomposition(double[] a, int n)
    {
        double[] v = (double[])a.Clone();
        double[] values = new double[n];
        double[] alone = new double[n];

        backEnd.SymmetricEigen(v, values, n);
        backEnd.SymmetricEigenvalues((double[])a.Clone(), alone, n);

        // Brought to a largest entry of 1, since the largest double is among the awkward ones.
        double largest = a.Select(Math.Abs).DefaultIfEmpty().Max();
        double scale = largest == 0 ? 1 : largest;
        double[] unit = [.. a.Select(x => x / scale)];
        double[] lambda = [.. values.Select(x => x / scale)];
        double allowed = 2e-15 * Math.Max(n, 20);
        double[] product = Plain.Multiply(unit, v, new double[n * n], new ProductShape(n, n, n));
        double[] scaled = [.. v.Select((x, at) => x * lambda[at / n])];
        double size = lambda.Select(Math.Abs).DefaultIfEmpty().Max();
        Assert.True(Plain.Distance(product, scaled) <= allowed * Math.Max(size, 1e-300), $"Residual at n = {n}.");
        double[] gram = Plain.Multiply(v, v, new double[n * n], new ProductShape(n, n, n, TransposeA: true));
        Assert.True(Plain.Distance(Matrix.Identity(n).AsSpan(), gram) <= allowed, $"Orthogonality at n = {n}.");
        Assert.Equal(values.Order(), values);
        double[] lambdaAlone = [.. alone.Select(x => x / scale)];
        Assert.True(Plain.Distance(lambda, lambdaAlone) <= allowed * Math.Max(size, 1e-300), $"Values at n = {n}.");
    }
}
