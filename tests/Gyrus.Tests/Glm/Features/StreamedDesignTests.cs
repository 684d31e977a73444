using Gyrus.Glm;
using Gyrus.Glm.Features;

namespace Gyrus.Tests.Glm.Features;

public sealed class StreamedDesignTests
{
    private const int Samples = 10_000;

    [Fact]
    public void Stream_GivesTheProductsOfTheStoredDesign()
    {
        (Design streamed, Design stored) = Pair();
        double[] beta = Draw(1, stored.Columns);
        double[] v = Draw(2, Samples);
        double[] h = [.. v.Select(Math.Abs)];
        int[] columns = [0, 2, 3, 11, 12, 14];
        (double[] eta, double[] expected) = (new double[Samples], new double[Samples]);
        (double[] g, double[] gExpected) = (new double[stored.Columns], new double[stored.Columns]);
        (double[] gram, double[] gramExpected) = (new double[36], new double[36]);

        streamed.Store.AddProduct(beta, eta);
        streamed.Store.TransposeProduct(v, g);
        streamed.Store.WeightedGram(h, columns, gram, new double[6]);

        stored.Store.AddProduct(beta, expected);
        stored.Store.TransposeProduct(v, gExpected);
        stored.Store.WeightedGram(h, columns, gramExpected, new double[6]);
        NumericAssert.Close(expected, eta, 1e-14);
        NumericAssert.Close(gExpected, g, 1e-12);
        NumericAssert.Close(gramExpected, gram, 1e-12);
        Assert.Equal<bool[]>(stored.ValidRows, streamed.ValidRows);
    }

    [Fact]
    public void EstimatedBytes_OfAStreamedDesign_DoNotGrowWithTheValues()
    {
        (Design streamed, _) = Pair();

        Assert.True(streamed.EstimatedBytes < (8 * StreamedDesign.LeastPart * ((2 * 15) + 2)) + Samples + 1);
    }

    [Theory]
    [InlineData(Causality.Causal, null, 5)]
    [InlineData(Causality.Causal, false, 200)]
    [InlineData(Causality.Acausal, null, 37)]
    [InlineData(Causality.AntiCausal, null, 64)]
    [InlineData(Causality.Causal, null, 5000)]
    public void Stream_OfAWindow_HasTheNumbersOfTheStoredDesign(Causality causality, bool? shift, int window)
    {
        // Trials end inside parts, at a part's end, and next to it; values are missing on both sides of one.
        int size = Math.Max(StreamedDesign.LeastPart, 4 * window);
        int samples = (3 * size) + 77;
        Matrix values = Matrix.FromColumnMajor(samples, 2, Draw(9, 2 * samples));
        values.Values[window < size / 8 ? size - 3 : 500] = double.NaN;
        values.Values[(2 * size) + 1] = double.NaN;
        int[] trials =
        [
            .. Enumerable
                .Range(0, samples)
                .Select(i =>
                    i < 1000 ? 0
                    : i < (2 * size) - 1 ? 1
                    : i < 3 * size ? 2
                    : 3
                ),
        ];
        var history = new Convolution
        {
            WindowSize = window,
            Basis = new RaisedCosineLog { Count = 4 },
            Causality = causality,
            Shift = shift,
        };
        var speed = new BSpline { Count = 6 };
        Basis both = new History { WindowSize = 3 } * new Identity();
        foreach (int[]? given in (int[]?[])[trials, null])
        {
            Design streamed = Design.Stream(
                new MatrixCovariates(values),
                new StreamOptions { Trials = given, Threads = 2 },
                new StreamedFeature
                {
                    Name = "history",
                    Basis = history,
                    Columns = [0],
                },
                new StreamedFeature
                {
                    Name = "speed",
                    Basis = speed,
                    Columns = [1],
                },
                new StreamedFeature
                {
                    Name = "both",
                    Basis = both,
                    Columns = [0, 1],
                }
            );

            Design stored = new DesignBuilder { Trials = given }
                .Add("history", history, values.Column(0).ToArray())
                .Add("speed", speed, values.Column(1).ToArray())
                .Add(
                    "both",
                    both,
                    [
                        values.Select([.. Enumerable.Range(0, samples)], [0]),
                        values.Select([.. Enumerable.Range(0, samples)], [1]),
                    ]
                )
                .Build();
            Assert.Equal<bool[]>(stored.ValidRows, streamed.ValidRows);
            AssertSameNumbers(stored.ToMatrix().AsSpan(), streamed.ToMatrix().AsSpan());
            double[] v = Draw(4, samples);
            (double[] expected, double[] actual) = (new double[stored.Columns], new double[stored.Columns]);
            stored.Store.TransposeProduct(v, expected);
            streamed.Store.TransposeProduct(v, actual);
            NumericAssert.Close(expected, actual, 1e-12);
        }
    }

    /// <summary>The stored design sums a window covariate by covariate, the streamed one sample by sample: the last bit may differ.</summary>
    private static void AssertSameNumbers(ReadOnlySpan<double> expected, ReadOnlySpan<double> actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            bool same =
                double.IsNaN(expected[i]) == double.IsNaN(actual[i])
                && !(Math.Abs(expected[i] - actual[i]) > 1e-14 * Math.Max(1, Math.Abs(expected[i])));
            Assert.True(same, $"{expected[i]:R} and {actual[i]:R} at {i}");
        }
    }

    [Fact]
    public void Stream_OfTrialsOfAnotherLength_SaysBoth() =>
        Assert.Contains(
            "(10), but got 3",
            Assert
                .Throws<ArgumentException>(() =>
                    Design.Stream(
                        new MatrixCovariates(new Matrix(10, 1)),
                        new StreamOptions { Trials = [0, 0, 1] },
                        new StreamedFeature
                        {
                            Name = "x",
                            Basis = new Identity(),
                            Columns = [0],
                        }
                    )
                )
                .Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void Stream_OfExponentials_SaysWhyNot()
    {
        var feature = new StreamedFeature
        {
            Name = "decay",
            Basis = new OrthExponential { DecayRates = [1, 2] },
            Columns = [0],
        };

        string message = Assert
            .Throws<ArgumentException>(() => Design.Stream(new MatrixCovariates(new Matrix(10, 1)), feature))
            .Message;

        Assert.Contains("'decay' cannot be streamed", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Stream_OfAColumnThatIsNotThere_SaysWhichThereAre()
    {
        var feature = new StreamedFeature
        {
            Name = "x",
            Basis = new Identity(),
            Columns = [3],
        };

        string message = Assert
            .Throws<ArgumentException>(() => Design.Stream(new MatrixCovariates(new Matrix(10, 2)), feature))
            .Message;

        Assert.Contains("columns 0 to 1", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    public void Stream_HasTheSameBitsForAnyNumberOfThreads(int threads)
    {
        (Design one, _) = Pair();
        (Design many, _) = Pair(new StreamOptions { Threads = threads });
        double[] v = Draw(5, Samples);
        double[] h = [.. v.Select(Math.Abs)];
        int[] columns = [.. Enumerable.Range(0, one.Columns)];

        double[][] Products(Design design)
        {
            double[][] all = [new double[Samples], new double[15], new double[225], new double[15]];
            design.Store.AddProduct(Draw(6, 15), all[0]);
            design.Store.TransposeProduct(v, all[1]);
            design.Store.WeightedGram(h, columns, all[2], all[3]);
            return all;
        }

        Assert.Equal(Products(one), Products(many));
        Assert.Equal<bool[]>(one.ValidRows, many.ValidRows);
    }

    [Fact]
    public void Products_ReadOnlyTheCovariatesThatTheyNeed_InOnePass()
    {
        var source = new CountedReads(Matrix.FromColumnMajor(Samples, 2, Draw(7, 2 * Samples)));
        Design design = Design.Stream(source, Features());
        double[] beta = new double[15];
        beta[14] = 1;
        bool[] wanted = [.. Enumerable.Range(0, 15).Select(static j => j == 2)];

        int before = design.Passes;
        long[] product = source.During(() => design.Store.AddProduct(beta, new double[Samples]));
        long[] none = source.During(() => design.Store.AddProduct(new double[15], new double[Samples]));
        long[] gradient = source.During(() =>
            design.Store.TransposeProduct(
                new double[Samples]
                    .Select(static _ => 1.0)
                    .ToArray(),
                wanted,
                beta
            )
        );
        long[] gram = source.During(() =>
            design.Store.WeightedGram(Draw(8, Samples), [0, 7], new double[4], new double[2])
        );

        Assert.Equal<long[]>([0, Samples], product);
        Assert.Equal<long[]>([0, 0], none);
        Assert.Equal<long[]>([Samples, 0], gradient);
        Assert.Equal<long[]>([Samples, Samples], gram);
        Assert.Equal(3, design.Passes - before);
    }

    [Fact]
    public void Stream_OfACovariateOfTwoColumns_HasTheNumbersOfTheStoredDesign()
    {
        Matrix values = Matrix.FromColumnMajor(Samples, 2, Draw(9, 2 * Samples));
        var basis = new Convolution
        {
            WindowSize = 9,
            Basis = new RaisedCosineLog { Count = 3 },
        };
        Design streamed = Design.Stream(
            new MatrixCovariates(values),
            new StreamedFeature
            {
                Name = "both",
                Basis = basis,
                Columns = [0, 1],
                Widths = [2],
            }
        );
        Design stored = new DesignBuilder().Add("both", basis, [values]).Build();

        AssertSameNumbers(stored.ToMatrix().AsSpan(), streamed.ToMatrix().AsSpan());
    }

    [Fact]
    public void Stream_OfWidthsThatAreNotThoseOfTheColumns_SaysBoth()
    {
        var feature = new StreamedFeature
        {
            Name = "both",
            Basis = new Identity(),
            Columns = [0, 1],
            Widths = [1],
        };

        string message = Assert
            .Throws<ArgumentException>(() => Design.Stream(new MatrixCovariates(new Matrix(10, 2)), feature))
            .Message;

        Assert.Contains(
            "widths that sum to the number of columns of 'both' (2), but got 1",
            message,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Stream_OfAValueThatTheBasisRefuses_SaysWhere(int threads)
    {
        var values = new Matrix(Samples, 1);
        values.Values[StreamedDesign.LeastPart + 5] = 3;
        var feature = new StreamedFeature
        {
            Name = "a",
            Basis = new BSpline
            {
                Count = 6,
                Range = new Interval(-1, 1),
                OutOfRange = OutOfRange.Error,
            },
            Columns = [0],
        };

        string message = Assert
            .Throws<ArgumentException>(() =>
                Design.Stream(new MatrixCovariates(values), new StreamOptions { Threads = threads }, feature)
            )
            .Message;

        Assert.Contains(
            "From sample 2048 on, which counts as 0 here: Sample 5 (from 0)",
            message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Stream_WarnsAsTheStoredDesignDoes()
    {
        (Design streamed, Design stored) = Pair();

        Assert.Single(stored.Warnings, static w => w.Contains("'a' has no value at 1 of", StringComparison.Ordinal));
        Assert.Equal(stored.Warnings, streamed.Warnings);
    }

    [Theory]
    [InlineData(Family.Poisson)]
    [InlineData(Family.Gaussian)]
    public void Path_OfAStreamedDesign_HasTheNumbersOfTheStoredOneForAnyNumberOfThreads(Family family)
    {
        (Design streamed, Design stored) = Pair();
        (Design threaded, _) = Pair(new StreamOptions { Threads = 3 });
        var rng = new Rng(10);
        Matrix counts = Matrix.Create(Samples, 1, (_, _) => Math.Floor(3 * rng.NextDouble()));
        counts.Values[4000] = double.NaN;
        var path = new RegularizationPath
        {
            Model = new GeneralizedLinearModel
            {
                Observation = new ObservationModel { Family = family },
                Regularizer = new GroupLasso(),
            },
            Count = 8,
        };

        GlmPath[] paths =
        [
            .. new[] { stored, streamed, threaded }.Select(design =>
                path.Fit(new GlmData { Design = design, Responses = counts })
            ),
        ];

        for (int i = 0; i < 8; i++)
        {
            GlmFit[] fits = [.. paths.Select(p => p.Fits[i])];
            NumericAssert.Close([.. fits[0].Coefficients], [.. fits[1].Coefficients], 1e-9);
            Assert.Equal(fits[1].Coefficients, fits[2].Coefficients);
            Assert.Equal(fits[0].Samples, fits[1].Samples);
            Assert.Equal(fits[0].Scale, fits[1].Scale, 1e-10);
        }
    }

    private static (Design Streamed, Design Stored) Pair() => Pair(new StreamOptions());

    private static StreamedFeature[] Features() =>
        [
            new StreamedFeature
            {
                Name = "a",
                Basis = new BSpline { Count = 6 },
                Columns = [0],
            },
            new StreamedFeature
            {
                Name = "b",
                Basis = new RaisedCosineLinear
                {
                    Count = 9,
                    Range = new Interval(-3, 3),
                    FillValue = 0,
                },
                Columns = [1],
            },
        ];

    private static (Design Streamed, Design Stored) Pair(StreamOptions options)
    {
        Matrix values = Matrix.FromColumnMajor(Samples, 2, Draw(3, 2 * Samples));
        values.Values[77] = double.NaN;
        StreamedFeature[] features = Features();
        Design streamed = Design.Stream(new MatrixCovariates(values), options, features);
        Design stored = new DesignBuilder()
            .Add("a", features[0].Basis, values.Column(0).ToArray())
            .Add("b", features[1].Basis, values.Column(1).ToArray())
            .Build();
        return (streamed, stored);
    }

    /// <summary>Covariates in memory that count the samples that are read of each column.</summary>
    private sealed class CountedReads(Matrix values) : ICovariateSource
    {
        private readonly MatrixCovariates _inner = new(values);
        private readonly long[] _reads = new long[values.Columns];

        public int Samples => _inner.Samples;

        public int Columns => _inner.Columns;

        public void Read(int column, int start, Span<double> target)
        {
            Interlocked.Add(ref _reads[column], target.Length);
            _inner.Read(column, start, target);
        }

        public long[] During(Action work)
        {
            Array.Clear(_reads);
            work();
            return [.. _reads];
        }
    }

    private static double[] Draw(ulong seed, int count)
    {
        double[] x = new double[count];
        new Rng(seed).FillNormal(x);
        return x;
    }
}
