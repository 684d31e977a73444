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

    [Fact]
    public void Stream_OfAWindow_SaysWhyNot()
    {
        var feature = new StreamedFeature
        {
            Name = "history",
            Basis = new History { WindowSize = 5 },
            Columns = [0],
        };

        string message = Assert
            .Throws<ArgumentException>(() => Design.Stream(new MatrixCovariates(new Matrix(10, 1)), feature))
            .Message;

        Assert.Contains("'history' cannot be streamed", message, StringComparison.Ordinal);
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
