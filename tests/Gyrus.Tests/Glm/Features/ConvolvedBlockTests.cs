using Gyrus.Glm.Features;

namespace Gyrus.Tests.Glm.Features;

/// <summary>Designs that keep covariates instead of convolved columns give the products of the columns, written out as sums.</summary>
public sealed class ConvolvedBlockTests
{
    private const double Tolerance = 1e-12;

    /// <summary>Samples, window, which samples, length of a trial, channels, counts or real numbers, missing values.</summary>
    public static TheoryData<int, int, Causality, int, int, bool, bool> Cases
    {
        get
        {
            var cases = new TheoryData<int, int, Causality, int, int, bool, bool>();
            foreach (Causality causality in Enum.GetValues<Causality>())
            {
                foreach (bool counts in new[] { true, false })
                {
                    cases.Add(2500, 3, causality, 2500, 7, counts, false);
                    cases.Add(2500, 3, causality, 190, 7, counts, true);
                    cases.Add(2100, 11, causality, 1050, 2, counts, true);
                    cases.Add(1029, 1, causality, 1029, 1, counts, true);
                    cases.Add(301, 9, causality, 17, 5, counts, false);
                }
            }

            for (int samples = 12; samples < 40; samples++)
            {
                cases.Add(samples, 5, Causality.Causal, samples, 3, true, false);
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Products_AreThoseOfTheColumns(
        int samples,
        int window,
        Causality causality,
        int trial,
        int channels,
        bool counts,
        bool gaps
    )
    {
        (Design design, Matrix x) = Of(samples, window, causality, trial, channels, counts, gaps);
        var rng = new Rng(3);
        double[] v = [.. Normals(rng, samples).Select((n, i) => i % 700 > 500 ? 0 : n)];
        double[] beta = Normals(rng, design.Columns);
        beta[1] = 0;
        double[] eta = Normals(rng, samples);
        bool[] some = [.. Enumerable.Range(0, design.Columns).Select(static j => j % 3 == 1)];
        double[] product = [.. eta.Select((e, i) => e + Sum(design.Columns, j => x[i, j] * beta[j]))];
        double[] gradient = [.. Enumerable.Range(0, design.Columns).Select(j => Sum(samples, i => x[i, j] * v[i]))];
        double[] all = Normals(rng, design.Columns);
        double[] part = Normals(rng, design.Columns);

        design.Store.AddProduct(beta, eta);
        design.Store.TransposeProduct(v, all);
        design.Store.TransposeProduct(v, some, part);

        NumericAssert.Close(product, eta, Tolerance);
        NumericAssert.Close(gradient, all, Tolerance);
        NumericAssert.Close([.. gradient.Where((_, j) => some[j])], [.. part.Where((_, j) => some[j])], Tolerance);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void WeightedGram_IsThatOfTheColumns(
        int samples,
        int window,
        Causality causality,
        int trial,
        int channels,
        bool counts,
        bool gaps
    )
    {
        (Design design, Matrix x) = Of(samples, window, causality, trial, channels, counts, gaps);
        int[] columns = [.. Enumerable.Range(0, design.Columns).Where(static j => j % 4 != 2)];
        double[] h = [.. Normals(new Rng(8), samples).Select((n, i) => i % 5 == 0 || i % 700 > 500 ? 0 : n * n)];
        double[] gram = new double[columns.Length * columns.Length];
        double[] sums = new double[columns.Length];
        double[] expected =
        [
            .. columns.SelectMany(j => columns.Select(k => Sum(samples, i => h[i] * x[i, j] * x[i, k]))),
        ];

        design.Store.WeightedGram(h, columns, gram, sums);

        NumericAssert.Close(expected, gram, Tolerance);
        NumericAssert.Close([.. columns.Select(j => Sum(samples, i => h[i] * x[i, j]))], sums, Tolerance);
    }

    [Fact]
    public void Bytes_OfCounts_AreOneASample()
    {
        var rng = new Rng(1);
        var counts = Matrix.Create(10_000, 20, (_, _) => Math.Floor(3 * rng.NextDouble()));

        Design design = new DesignBuilder()
            .AddEach([.. Enumerable.Range(0, 20).Select(static k => $"n{k}")], Window(5, Causality.Causal), counts)
            .Build();

        Assert.True(design.EstimatedBytes < 10_000 * 21 + 1_000, $"{design.EstimatedBytes} bytes");
    }

    [Fact]
    public void Products_OfAWindowThatCostsMoreThanColumns_AreStoredAsColumns()
    {
        double[] x = Normals(new Rng(1), 2_000);

        Design design = new DesignBuilder().Add("x", Window(200, Causality.Causal), x).Build();

        Assert.True(design.EstimatedBytes >= 8 * 2_000 * 3, $"{design.EstimatedBytes} bytes");
    }

    private static Convolution Window(int size, Causality causality) =>
        new()
        {
            Basis = new RaisedCosineLinear { Count = 3 },
            WindowSize = size,
            Causality = causality,
        };

    /// <summary>A design of some channels and of a column as it is, and its columns by the definition.</summary>
    private static (Design Design, Matrix Columns) Of(
        int samples,
        int window,
        Causality causality,
        int trial,
        int channels,
        bool counts,
        bool gaps
    )
    {
        var rng = new Rng(5);
        var values = Matrix.Create(
            samples,
            channels,
            (i, k) =>
                gaps && (i + (37 * k)) % 211 == 100 ? double.NaN
                : counts ? Math.Floor(4 * rng.NextDouble())
                : rng.NextNormal()
        );
        int[] trials = [.. Enumerable.Range(0, samples).Select(i => i / trial)];
        Convolution basis = Window(window, causality);
        double[] plain = Normals(rng, samples);
        Design design = new DesignBuilder { Trials = trials }
            .Add("plain", Basis.Column(plain))
            .AddEach([.. Enumerable.Range(0, channels).Select(static k => $"c{k}")], basis, values)
            .Build();
        return (design, Columns(basis, values, trials, plain));
    }

    private static Matrix Columns(Convolution basis, Matrix values, int[] trials, double[] plain)
    {
        Matrix kernel = basis.Kernel();
        int window = kernel.Rows;
        int offset = basis.Causality switch
        {
            Causality.Causal => -1,
            Causality.AntiCausal => window,
            _ => window - 1 - ((window - 1) / 2),
        };
        return Matrix.Create(
            values.Rows,
            1 + (3 * values.Columns),
            (t, j) =>
            {
                if (j == 0)
                {
                    return plain[t];
                }

                (int k, int f) = Math.DivRem(j - 1, 3);
                double sum = 0;
                for (int lag = 0; lag < window; lag++)
                {
                    int s = t + offset - lag;
                    if (s < 0 || s >= values.Rows || trials[s] != trials[t] || !double.IsFinite(values[s, k]))
                    {
                        return 0;
                    }

                    sum += kernel[lag, f] * values[s, k];
                }

                return sum;
            }
        );
    }

    private static double Sum(int count, Func<int, double> term) => Enumerable.Range(0, count).Sum(term);

    private static double[] Normals(Rng rng, int count)
    {
        double[] values = new double[count];
        for (int i = 0; i < count; i++)
        {
            values[i] = rng.NextNormal();
        }

        return values;
    }
}
