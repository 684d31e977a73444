using Gyrus.Glm.Features;

namespace Gyrus.Tests.Glm.Features;

public sealed class DesignBuilderTests
{
    private static readonly double[] X = [0.1, 0.5, 0.9, 0.3, 0.7, 0.2];

    [Fact]
    public void Add_ANameTwice_IsRefused() =>
        Assert.Contains(
            "'x'",
            Assert
                .Throws<ArgumentException>(() =>
                    new DesignBuilder().Add("x", new Identity(), X).Add("x", new Identity(), X)
                )
                .Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void Build_OfCovariatesOfDifferentLengths_SaysBoth() =>
        Assert.Contains(
            "(6)",
            Assert
                .Throws<ArgumentException>(() =>
                    new DesignBuilder().Add("x", new Identity(), X).Add("y", new Identity(), [1, 2]).Build()
                )
                .Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void Build_WithoutBlocks_IsRefused() => Assert.Throws<ArgumentException>(() => new DesignBuilder().Build());

    [Fact]
    public void Build_OfAWindowLongerThanEveryTrial_SaysSo()
    {
        var builder = new DesignBuilder { Trials = [0, 0, 0, 1, 1, 1] };

        string message = Assert
            .Throws<ArgumentException>(() => builder.Add("history", new History { WindowSize = 4 }, X).Build())
            .Message;

        Assert.Contains("its window of 4 samples fits into no trial", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Build_OfACovariateOutsideItsRange_LeavesThoseSamplesOut()
    {
        Design design = new DesignBuilder()
            .Add("x", new BSpline { Count = 5, Range = new Interval(0.2, 0.8) }, X)
            .Build();

        Assert.Equal([false, true, false, true, true, true], design.ValidRows);
        Assert.Equal(4, design.ValidSamples);
    }

    [Fact]
    public void Build_OfACovariateEntirelyOutside_IsRefused() =>
        Assert.Throws<ArgumentException>(() =>
            new DesignBuilder().Add("x", new BSpline { Count = 5, Range = new Interval(5, 6) }, X).Build()
        );

    [Fact]
    public void Fit_OutOfRangeError_NamesTheValueAndItsSample()
    {
        var basis = new BSpline
        {
            Count = 5,
            Range = new Interval(0.2, 0.8),
            OutOfRange = OutOfRange.Error,
            Label = "position",
        };

        string message = Assert.Throws<ArgumentException>(() => basis.Fit(X).Evaluate(X)).Message;

        Assert.Equal("Sample 0 (from 0) of the covariate of 'position' is 0.1, outside its range [0.2, 0.8].", message);
    }

    [Fact]
    public void Evaluate_OutOfRangeClamp_IsTheValueAtTheEnd()
    {
        FittedBasis fitted = new BSpline
        {
            Count = 5,
            Range = new Interval(0.2, 0.8),
            OutOfRange = OutOfRange.Clamp,
        }.Fit(X);

        NumericAssert.Close(fitted.Evaluate([0.2, 0.8]).AsSpan(), fitted.Evaluate([-7.0, 9.0]).AsSpan(), 0);
    }

    [Fact]
    public void Category_OfAnUnknownLabel_IsZeroOrAnErrorAsAsked()
    {
        NumericAssert.Close(new double[3], Category.Of(3).Fit([7.0]).Evaluate([7.0]).AsSpan(), 0);
        Assert.Contains(
            "is 7",
            Assert
                .Throws<ArgumentException>(() =>
                    (Category.Of(3) with { OutOfRange = OutOfRange.Error }).Fit([7.0]).Evaluate([7.0])
                )
                .Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Evaluate_NewDataAlone_IsMappedByTheRangeOfTheFit()
    {
        FittedBasis fitted = new RaisedCosineLinear { Count = 5 }.Fit(X);

        NumericAssert.Close(fitted.Evaluate(X).RowRange(1, 2).AsSpan(), fitted.Evaluate([0.5, 0.9]).AsSpan(), 0);
    }

    [Fact]
    public void Fit_OfNothingFinite_AsksForARange() =>
        Assert.Contains(
            "give one",
            Assert.Throws<ArgumentException>(() => new BSpline { Count = 5 }.Fit([double.NaN])).Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void Fit_OfSplinesFewerThanTheirOrder_IsRefused() =>
        Assert.Throws<ArgumentException>(() => new BSpline { Count = 3 }.Fit(X));

    [Fact]
    public void Multiply_BySum_SaysHowToWriteIt() =>
        Assert.Contains(
            "a*c + b*c",
            Assert.Throws<ArgumentException>(() => (new Identity() + new Identity()) * new Identity()).Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void MSplines_HaveUnitArea()
    {
        FittedBasis fitted = new MSpline { Count = 6, Range = new Interval(-1, 3) }.Fit(X);
        const int Points = 4000;
        (_, Matrix values) = fitted.EvaluateOnGrid(Points + 1);

        for (int j = 0; j < 6; j++)
        {
            // The trapezoid's error at this spacing is below 1e-6.
            double area =
                values.Column(j).ToArray().Select((v, i) => v * (i is 0 or Points ? 0.5 : 1)).Sum() * 4 / Points;
            NumericAssert.Close(1, area, 1e-5);
        }
    }

    [Fact]
    public void AddEach_MakesABlockPerColumn()
    {
        Matrix counts = Matrix.Create(20, 3, static (i, j) => (i + j) % 3);

        Design design = new DesignBuilder().AddEach(["n1", "n2", "n3"], new History { WindowSize = 2 }, counts).Build();

        Assert.Equal(["n1", "n2", "n3"], design.Blocks.Select(b => b.Name));
        Assert.Equal([0, 2, 4], design.Blocks.Select(b => b.Start));
        Assert.Equal(counts[9, 1], design.ToMatrix()[10, 2]);
    }

    [SharedFact]
    public void Build_OfTheGoldenDesign_GivesItsFeatures()
    {
        Matrix raw = Csv("design", "raw.csv");
        Matrix expected = Csv("design", "X.csv");

        Design design = Golden(new DesignBuilder(), raw);

        NumericAssert.Close(expected.AsSpan(), design.ToMatrix().AsSpan(), 1e-12);
        NumericAssert.Close(
            Csv("design", "X_test.csv").AsSpan(),
            Golden(new DesignBuilder(), Csv("design", "raw_test.csv")).ToMatrix().AsSpan(),
            1e-12
        );
    }

    [SharedFact]
    public void Build_OfTheGuide_GivesItsFeatures()
    {
        var cosine = new RaisedCosineLinear { Count = 6 };
        Design design = new DesignBuilder()
            .Add("position", cosine, Csv("seed_guide", "position.csv"))
            .Add("speed", cosine, Csv("seed_guide", "speed.csv"))
            .Build();

        NumericAssert.Close(Csv("seed_guide", "features.csv").AsSpan(), design.ToMatrix().AsSpan(), 1e-12);
    }

    private static Design Golden(DesignBuilder builder, Matrix raw) =>
        builder
            .Add("position", new RaisedCosineLinear { Count = 6, Range = new Interval(-3, 3) }, raw.Column(0).ToArray())
            .Add("speed", new RaisedCosineLog { Count = 4, Range = new Interval(0, 5) }, raw.Column(1).ToArray())
            .Add("head", Fourier.Harmonics(2) with { Range = new Interval(0, 2 * Math.PI) }, raw.Column(2).ToArray())
            .Add("noise", Matrix.Create(raw.Rows, 2, (i, j) => raw[i, 3 + j]))
            .Build();

    private static Matrix Csv(string folder, string file)
    {
        double[][] rows =
        [
            .. File.ReadLines(SharedFolder.Path("golden", "glm", folder, file))
                .Select(line => line.Split(',').Select(double.Parse).ToArray()),
        ];
        return Matrix.Create(rows.Length, rows[0].Length, (i, j) => rows[i][j]);
    }

    [Fact]
    public void Build_CovariatesThatSayLessThanTheyShould_AreNamed()
    {
        double[] missing = [0, double.NaN, 2, 3, 4, 9];

        Design design = new DesignBuilder()
            .Add("place", new RaisedCosineLinear { Count = 3, Range = new Interval(0, 5) }, missing)
            .Add("constant", new RaisedCosineLinear { Count = 3 }, [2, 2, 2, 2, 2, 2])
            .Build();

        Assert.Equal(2, design.Warnings.Count);
        Assert.Contains("'place' has no value at 2 of 6 samples", design.Warnings[0], StringComparison.Ordinal);
        Assert.Contains("'constant' is always 2", design.Warnings[1], StringComparison.Ordinal);
    }

    [Fact]
    public void Build_ValueThatABasisRefuses_SaysWhichBlock()
    {
        var basis = new RaisedCosineLinear
        {
            Count = 3,
            Range = new Interval(0, 5),
            OutOfRange = OutOfRange.Error,
        };

        DesignBuilder builder = new DesignBuilder().Add("place", basis, [1, 7]);

        Assert.Contains("'place'", Assert.Throws<ArgumentException>(builder.Build).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Build_ManyBlocksOfTheSameDoubt_SayItOnce()
    {
        double[] x = [1, double.NaN, 3, 4];
        double[] same = [2, 2, 2, 2];

        Design design = new DesignBuilder()
            .Add("a", new Identity(), x)
            .Add("b", new Identity(), x)
            .Add("c", new Identity(), same)
            .Add("d", new Identity(), same)
            .Build();

        Assert.Equal(
            [
                "2 blocks ('a', 'b') have no value at 1 of 4 samples (missing, infinite, or outside the range of its basis): they are left out.",
                "The covariates of 2 blocks ('c', 'd') are always 2: what does not vary explains nothing.",
            ],
            design.Warnings
        );
    }

    [Fact]
    public void Add_ACovariateWithoutAValue_NamesTheBlock() =>
        Assert.StartsWith(
            "The block 'speed': No value of the covariate",
            Assert
                .Throws<ArgumentException>(() =>
                    new DesignBuilder().Add("speed", new BSpline { Count = 5 }, [double.NaN, double.NaN])
                )
                .Message,
            StringComparison.Ordinal
        );
}
