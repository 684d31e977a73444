using Gyrus.Glm;
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
                    cases.Add(2500, 3, causality, 2500, 17, counts, false);
                    cases.Add(2500, 3, causality, 190, 17, counts, true);
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
    public void EstimatedProducts_AreWithinTheirErrors(
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
        double[] v = [.. Normals(new Rng(3), samples).Select((n, i) => i % 700 > 500 ? 0 : n)];
        bool[] wanted = [.. Enumerable.Range(0, design.Columns).Select(static j => j != 2)];
        double[] estimate = Normals(new Rng(4), design.Columns);
        double[] errors = Normals(new Rng(5), design.Columns);

        design.Store.EstimateTransposeProduct(v, wanted, estimate, errors);

        for (int j = 0; j < design.Columns; j++)
        {
            double exact = Sum(samples, i => x[i, j] * v[i]);
            double size = Sum(samples, i => Math.Abs(x[i, j] * v[i]));
            Assert.True(!wanted[j] || Math.Abs(estimate[j] - exact) <= errors[j] + (Tolerance * (1 + size)));
            Assert.True(!wanted[j] || errors[j] <= 1e-3 * (1 + size), $"column {j}: {errors[j]}");
        }
    }

    [Fact]
    public void EstimatedProducts_OfTheLargestCounts_AreWithinTheirErrors()
    {
        const int Samples = 3_000;
        var counts = Matrix.Create(Samples, 40, static (i, k) => k % 2 == 0 ? 255 : i % 256);
        double[] v = [.. Enumerable.Range(0, Samples).Select(static i => 7.0 - (1e-7 * i))];
        Design design = new DesignBuilder()
            .AddEach([.. Enumerable.Range(0, 40).Select(static k => $"n{k}")], Window(3, Causality.Causal), counts)
            .Build();
        Matrix x = Zeroed(design.ToMatrix());
        double[] estimate = new double[design.Columns];
        double[] errors = new double[design.Columns];

        design.Store.EstimateTransposeProduct(v, [], estimate, errors);

        for (int j = 0; j < design.Columns; j++)
        {
            double exact = Sum(Samples, i => x[i, j] * v[i]);
            Assert.InRange(errors[j], System.Runtime.Intrinsics.X86.Avx2.IsSupported ? 1 : 0, 1e-4 * exact);
            Assert.True(Math.Abs(estimate[j] - exact) <= errors[j], $"column {j}: {estimate[j]} and {exact}");
        }
    }

    /// <summary>A group lasso of counts whose products are estimated, and one of the same columns in full: the same optimum, and the gap from the columns.</summary>
    [Fact]
    public void Path_OfEstimatedProducts_IsThatOfTheColumns()
    {
        const int Neurons = 40;
        var rng = new Rng(12);
        var counts = Matrix.Create(
            3_000,
            Neurons,
            (_, _) => rng.NextDouble() < 0.3 ? Math.Floor(4 * rng.NextDouble()) : 0
        );
        string[] names = [.. Enumerable.Range(0, Neurons).Select(static k => $"n{k}")];
        Design design = new DesignBuilder().AddEach(names, Window(3, Causality.Causal), counts).Build();
        Matrix whole = design.ToMatrix();
        Matrix x = Zeroed(whole);
        var full = Design.Of([
            .. names.Select((n, k) => (n, Matrix.Create(x.Rows, 3, (i, f) => whole[i, (3 * k) + f]))),
        ]);
        double[] y =
        [
            .. Enumerable
                .Range(0, x.Rows)
                .Select(i => 0.2 + (0.5 * x[i, 4]) - (0.15 * x[i, 30]) + (0.1 * x[i, 60]))
                .Select(rate => Math.Floor(Math.Max(rate, 0) + rng.NextDouble())),
        ];
        var model = new GeneralizedLinearModel { Regularizer = new GroupLasso(), Tolerance = 1e-9 };
        var responses = Matrix.FromColumnMajor(y.Length, 1, y);

        GlmPath path = new RegularizationPath
        {
            Model = model,
            Count = 12,
            Ratio = 0.02,
        }.Fit(new GlmData { Design = design, Responses = responses });
        GlmPath expected = new RegularizationPath
        {
            Model = model,
            Count = 12,
            Ratio = 0.02,
        }.Fit(new GlmData { Design = full, Responses = responses });

        foreach ((GlmFit fit, GlmFit other) in path.Fits.Zip(expected.Fits))
        {
            Assert.True(fit.Convergence.Converged && other.Convergence.Converged);
            NumericAssert.Close([.. other.Coefficients], [.. fit.Coefficients], 1e-4);
            Assert.Equal(other.Convergence.Objective, fit.Convergence.Objective, 2e-9);
            double[] u = Slopes(x, y, fit);
            for (int k = 0; k < Neurons; k++)
            {
                double[] g = [.. Enumerable.Range(3 * k, 3).Select(j => Sum(y.Length, i => x[i, j] * u[i]))];
                double norm = Math.Sqrt(g.Sum(static q => q * q)) / Math.Sqrt(3);
                Assert.True(norm <= fit.Strength * (1 + 1e-3), $"{names[k]}: {norm} at {fit.Strength}");
            }
        }
    }

    /// <summary>Samples whose window leaves the recording do not count.</summary>
    private static Matrix Zeroed(Matrix x) =>
        Matrix.Create(x.Rows, x.Columns, (i, j) => double.IsNaN(x[i, j]) ? 0 : x[i, j]);

    private static double[] Slopes(Matrix x, double[] y, GlmFit fit) =>
        [
            .. y.Select(
                (count, i) =>
                    i < 3
                        ? 0
                        : (Math.Exp(fit.Intercept + Sum(x.Columns, j => x[i, j] * fit.Coefficients[j])) - count)
                            / (y.Length - 3)
            ),
        ];

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
