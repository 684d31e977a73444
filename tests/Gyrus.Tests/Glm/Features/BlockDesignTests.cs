using Gyrus.Glm.Features;
using Gyrus.Optimization;

namespace Gyrus.Tests.Glm.Features;

/// <summary>Designs of local support give the products of the dense matrix they stand for.</summary>
public sealed class BlockDesignTests
{
    public static TheoryData<int> Lengths => [.. Enumerable.Range(0, 68), 511, 512, 513, 1500];

    [Theory]
    [MemberData(nameof(Lengths))]
    public void AddProduct_IsThatOfTheDenseMatrix(int samples)
    {
        (Design design, Matrix dense) = Mixed(samples);
        var rng = new Rng(7);
        double[] beta = Normals(rng, design.Columns);
        beta.AsSpan(0, 6).Clear();
        double[] eta = Normals(rng, samples);
        double[] expected =
        [
            .. eta.Select((e, i) => e + Enumerable.Range(0, design.Columns).Sum(j => dense[i, j] * beta[j])),
        ];

        design.Store.AddProduct(beta, eta);

        NumericAssert.Close(expected, eta, 1e-12);
    }

    [Theory]
    [MemberData(nameof(Lengths))]
    public void TransposeProduct_IsThatOfTheDenseMatrix(int samples)
    {
        (Design design, Matrix dense) = Mixed(samples);
        double[] v = WithGaps(samples);
        double[] gradient = Normals(new Rng(3), design.Columns);
        double[] expected =
        [
            .. Enumerable
                .Range(0, design.Columns)
                .Select(j => Enumerable.Range(0, samples).Sum(i => dense[i, j] * v[i])),
        ];

        design.Store.TransposeProduct(v, gradient);

        NumericAssert.Close(expected, gradient, 1e-12);
    }

    [Theory]
    [MemberData(nameof(Lengths))]
    public void WeightedGram_IsThatOfTheDenseMatrix(int samples)
    {
        (Design design, Matrix dense) = Mixed(samples);
        double[] h = [.. WithGaps(samples).Select(v => v * v)];
        int[] columns = [.. Enumerable.Range(0, design.Columns).Where(j => j % 7 != 3)];
        double[] gram = Normals(new Rng(3), columns.Length * columns.Length);
        double[] sums = Normals(new Rng(4), columns.Length);
        double[] expected = new double[gram.Length];
        for (int j = 0; j < columns.Length; j++)
        {
            for (int i = 0; i < columns.Length; i++)
            {
                expected[(j * columns.Length) + i] = Enumerable
                    .Range(0, samples)
                    .Sum(r => h[r] * dense[r, columns[i]] * dense[r, columns[j]]);
            }
        }

        design.Store.WeightedGram(h, columns, gram, sums);

        NumericAssert.Close(expected, gram, 1e-12);
        NumericAssert.Close(
            [.. columns.Select(j => Enumerable.Range(0, samples).Sum(r => h[r] * dense[r, j]))],
            sums,
            1e-12
        );
    }

    [Fact]
    public void WeightedGram_IsSymmetricToTheLastBitAndTheSameTwice()
    {
        (Design design, _) = Mixed(1500);
        double[] h = [.. WithGaps(1500).Select(Math.Abs)];
        int[] columns = [.. Enumerable.Range(0, design.Columns)];
        (double[] first, double[] second) = (
            new double[columns.Length * columns.Length],
            new double[columns.Length * columns.Length]
        );

        design.Store.WeightedGram(h, columns, first, new double[columns.Length]);
        design.Store.WeightedGram(h, columns, second, new double[columns.Length]);

        Assert.Equal<double[]>(first, second);
        Assert.Equal<double[]>(
            first,
            Matrix.FromColumnMajor(columns.Length, columns.Length, first).Transpose().AsSpan().ToArray()
        );
    }

    [Fact]
    public void WeightedGram_OfMoreTablesThanOnePassHolds_IsTheSame()
    {
        const int Samples = 40;
        var rng = new Rng(11);
        var builder = new DesignBuilder();
        for (int b = 0; b < 60; b++)
        {
            builder = builder.Add($"b{b}", new BSpline { Count = 12 }, Normals(rng, Samples));
        }

        Design design = builder.Build();
        var dense = new DenseDesign(design.ToMatrix());
        double[] h = [.. Normals(rng, Samples).Select(Math.Abs)];
        int[] columns = [.. Enumerable.Range(0, design.Columns)];
        (double[] actual, double[] expected) = (new double[720 * 720], new double[720 * 720]);

        design.Store.WeightedGram(h, columns, actual, new double[720]);
        dense.WeightedGram(h, columns, expected, new double[720]);

        NumericAssert.Close(expected, actual, 1e-12);
    }

    [Fact]
    public void Bytes_OfTenRaisedCosines_AreLessThanHalfOfDense()
    {
        double[] x = Normals(new Rng(1), 10_000);

        var store = Assert.IsType<BlockDesign>(
            new DesignBuilder().Add("x", new RaisedCosineLinear { Count = 10 }, x).Build().Store
        );

        Assert.True(store.Bytes <= 10_000 * 10 * 8 / 2, $"{store.Bytes} bytes");
    }

    /// <summary>Blocks of every kind: splines of four and three values, a circle, categories, a product, a period, a window, columns as they are.</summary>
    private static (Design Design, Matrix Dense) Mixed(int samples)
    {
        var rng = new Rng(5);
        var range = new Interval(-2, 2);
        double[] x = [.. Normals(rng, samples).Select(v => Math.Clamp(v, -2, 2))];
        double[] y = [.. Normals(rng, samples).Select(v => Math.Clamp(v, -2, 2))];
        double[] group = [.. x.Select(v => Math.Round(v))];
        Design design = new DesignBuilder()
            .Add("cubic", new BSpline { Count = 7, Range = range }, x)
            .Add("cosine", new RaisedCosineLinear { Count = 9, Range = range }, y)
            .Add(
                "period",
                new Fourier
                {
                    Waves =
                    [
                        [1],
                        [2],
                        [3],
                    ],
                    Range = range,
                },
                x
            )
            .Add(
                "square",
                new BSpline
                {
                    Count = 5,
                    Order = 3,
                    Range = range,
                },
                y
            )
            .Add("circle", new CyclicBSpline { Count = 6, Range = range }, x)
            .Add("label", new Category { Categories = [-2, -1, 0, 1] }, group)
            .Add(
                "place",
                new BSpline { Count = 5, Range = range }
                    * new BSpline
                    {
                        Count = 4,
                        Order = 2,
                        Range = range,
                    },
                Basis.Column(x),
                Basis.Column(y)
            )
            .Add("pair", Pair(x, y))
            .Build();
        Matrix dense = Dense(design, x, y, group);
        return (design, dense);
    }

    /// <summary>The matrix from the bases' evaluations, without the store.</summary>
    private static Matrix Dense(Design design, double[] x, double[] y, double[] group)
    {
        var inputs = new Dictionary<string, Matrix[]>
        {
            ["cubic"] = [Basis.Column(x)],
            ["cosine"] = [Basis.Column(y)],
            ["period"] = [Basis.Column(x)],
            ["square"] = [Basis.Column(y)],
            ["circle"] = [Basis.Column(x)],
            ["label"] = [Basis.Column(group)],
            ["place"] = [Basis.Column(x), Basis.Column(y)],
        };
        Matrix[] parts =
        [
            .. design.Blocks.Select(b => b.Basis is null ? Pair(x, y) : b.Basis.Evaluate(inputs[b.Name])),
        ];
        return Matrix.Create(
            x.Length,
            design.Columns,
            (i, j) =>
            {
                int b = design.Blocks.Select((block, k) => (block, k)).Last(p => p.block.Start <= j).k;
                return parts[b][i, j - design.Blocks[b].Start];
            }
        );
    }

    private static Matrix Pair(double[] x, double[] y) =>
        Matrix.Create(x.Length, 2, (i, j) => j == 0 ? x[i] : y[i] * y[i]);

    private static double[] Normals(Rng rng, int count)
    {
        double[] values = new double[count];
        for (int i = 0; i < count; i++)
        {
            values[i] = rng.NextNormal();
        }

        return values;
    }

    /// <summary>Numbers with stretches of zeros, at the ends too, as left-out trials make them.</summary>
    private static double[] WithGaps(int count) =>
        [.. Normals(new Rng(9), count).Select((v, i) => i % 50 < 7 || i % 200 > 150 || i % 11 == 5 ? 0 : v)];
}
