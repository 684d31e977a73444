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

        Assert.True(streamed.EstimatedBytes < (8 * StreamedDesign.Part * ((2 * 15) + 2)) + Samples + 1);
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
        int samples = (3 * StreamedDesign.Part) + 77;
        Matrix values = Matrix.FromColumnMajor(samples, 2, Draw(9, 2 * samples));
        values.Values[window < StreamedDesign.Part ? StreamedDesign.Part - 3 : 500] = double.NaN;
        values.Values[(2 * StreamedDesign.Part) + 1] = double.NaN;
        int[] trials =
        [
            .. Enumerable
                .Range(0, samples)
                .Select(static i =>
                    i < 1000 ? 0
                    : i < (2 * StreamedDesign.Part) - 1 ? 1
                    : i < 3 * StreamedDesign.Part ? 2
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
                given,
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
                        [0, 0, 1],
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

    private static (Design Streamed, Design Stored) Pair()
    {
        Matrix values = Matrix.FromColumnMajor(Samples, 2, Draw(3, 2 * Samples));
        values.Values[77] = double.NaN;
        var spline = new BSpline { Count = 6 };
        var cosine = new RaisedCosineLinear { Count = 9, Range = new Interval(-3, 3) };
        Design streamed = Design.Stream(
            new MatrixCovariates(values),
            new StreamedFeature
            {
                Name = "a",
                Basis = spline,
                Columns = [0],
            },
            new StreamedFeature
            {
                Name = "b",
                Basis = cosine,
                Columns = [1],
            }
        );
        Design stored = new DesignBuilder()
            .Add("a", spline, values.Column(0).ToArray())
            .Add("b", cosine, values.Column(1).ToArray())
            .Build();
        return (streamed, stored);
    }

    private static double[] Draw(ulong seed, int count)
    {
        double[] x = new double[count];
        new Rng(seed).FillNormal(x);
        return x;
    }
}
